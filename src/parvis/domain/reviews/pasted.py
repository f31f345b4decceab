"""A pasted list of people, one a line: "Ada Lovelace <ada@example.org>", "Ada Lovelace; ada@example.org"."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST_LINES = 300
ADDRESS = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: whom it names, or what is wrong with it."""

    number: int
    text: str
    name: str = ""
    email: str = ""
    problem: str = ""


def read_lines(text: str) -> list[Line]:
    """The lines that say something, each with its number; the second of two equal addresses is a problem."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = " ".join(raw.split())
        if not line:
            continue
        read = _read(number, line)
        if not read.problem and read.email in seen:
            said = _("The same address is on line %(line)d already.") % {"line": seen[read.email]}
            read = Line(number, line, problem=said)
        elif not read.problem and len(lines) >= MOST_LINES:
            read = Line(number, line, problem=_("At most %(count)d people at once.") % {"count": MOST_LINES})
        seen.setdefault(read.email, number)
        lines.append(read)
    return lines


def _read(number: int, line: str) -> Line:
    found = ADDRESS.findall(line)
    if len(found) != 1:
        said = _("There is no mail address on this line.") if not found else _("One address a line, please.")
        return Line(number, line, problem=said)
    email = found[0].lower().rstrip(".")
    try:
        validate_email(email)
    except ValidationError:
        return Line(number, line, problem=_("This is not a mail address."))
    name = " ".join(re.sub(r"[<>;,\"()\t]", " ", line.replace(found[0], " ")).split())
    return Line(number, line, name=name[:200] or name_from(email), email=email)


def name_from(email: str) -> str:
    """What to call someone of whom only the address is known: "ada.lovelace@…" is Ada Lovelace."""
    parts = [part for part in re.split(r"[._\-+\d]+", email.split("@", 1)[0]) if part]
    return " ".join(part.capitalize() for part in parts)[:200] or email[:200]
