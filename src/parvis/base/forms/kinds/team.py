"""A table of people with columns that the form chooses."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.forms.kinds import numbers, others
from parvis.base.forms.kinds.words import as_text, said

Options = Mapping[str, Any]
Row = dict[str, str]

MOST_ROWS = 50
TEXT, EMAIL, LINK, NUMBER = "text", "email", "link", "number"


def take(options: Options, raw: Any) -> list[Row] | None:
    """The lines in which something is written, with all that is written in them."""
    keys = [column["key"] for column in options.get("columns", ())]
    rows: list[Row] = []
    for line in raw if isinstance(raw, list) else []:
        if isinstance(line, Mapping):
            row = {key: " ".join(as_text(line.get(key)).split()) for key in keys}
            rows += [row] if any(row.values()) else []
    return rows or None


def problems(options: Options, value: Any) -> list[str]:
    """What is missing or wrong, line by line."""
    if not isinstance(value, list):
        return [_("Write one person a line.")]
    found: list[str] = []
    least, most = options.get("least"), options.get("most") or MOST_ROWS
    if least and len(value) < least:
        sentence = ngettext("At least %(number)d line is expected.", "At least %(number)d lines are expected.", least)
        found.append(sentence % {"number": least})
    if len(value) > most:
        sentence = ngettext("At most %(number)d line is expected.", "At most %(number)d lines are expected.", most)
        found.append(sentence % {"number": most})
    for number, row in enumerate(value, 1):
        for column in options.get("columns", ()):
            wrong = _problem(column, as_text(row.get(column["key"])))
            if wrong:
                place = {"number": number, "column": said(column), "sentence": wrong}
                found.append(_("Line %(number)d, %(column)s: %(sentence)s") % place)
    return found


def _problem(column: Mapping[str, Any], text: str) -> str:
    if not text:
        return _("nothing is written.") if column.get("required") else ""
    kind = column.get("kind", TEXT)
    if kind == EMAIL:
        try:
            validate_email(text)
        except ValidationError:
            return _("this is not an e-mail address.")
    if kind == LINK and others.problems_of_link({}, others.take_link({}, text)):
        return _("this is not the address of a page.")
    if kind == NUMBER and numbers.read(text) is None:
        return _("this is not a number.")
    return ""


def display(options: Options, value: Any) -> str:
    """One person a line."""
    if not isinstance(value, list):
        return as_text(value)
    keys = [column["key"] for column in options.get("columns", ())]
    return "\n".join(", ".join(text for key in keys if (text := as_text(row.get(key)))) for row in value)
