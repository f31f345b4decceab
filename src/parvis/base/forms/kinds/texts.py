"""Short and long texts with a limit in characters or words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.forms.kinds.words import as_text

Options = Mapping[str, Any]

CHARACTERS, WORDS = "characters", "words"


def take(_options: Options, raw: Any) -> str | None:
    """The text with the line ends of the web made plain; white space around it is no answer."""
    text = as_text(raw).replace("\r\n", "\n").replace("\x00", "").strip()
    return text or None


def take_line(options: Options, raw: Any) -> str | None:
    """A text on one line."""
    text = take(options, raw)
    return " ".join(text.split()) if text else None


def length(value: str, unit: str) -> int:
    """How long a text is; browsers count characters in the same way (a line end is one)."""
    return len(value.split()) if unit == WORDS else len(value)


def problems(options: Options, value: Any) -> list[str]:
    """That it is too long, and by how much."""
    limit, unit = options.get("limit"), options.get("unit", CHARACTERS)
    over = length(str(value), unit) - limit if limit else 0
    if over <= 0:
        return []
    if unit == WORDS:
        return [
            ngettext("This text is %(over)d word too long.", "This text is %(over)d words too long.", over)
            % {"over": over}
        ]
    return [
        ngettext("This text is %(over)d character too long.", "This text is %(over)d characters too long.", over)
        % {"over": over}
    ]


def display(_options: Options, value: Any) -> str:
    """The text as it was written."""
    return str(value)


def limit_in_words(options: Options) -> str:
    """The limit as a sentence, or nothing."""
    limit = options.get("limit")
    if not limit:
        return ""
    if options.get("unit") == WORDS:
        return _("At most %(limit)s words.") % {"limit": limit}
    return _("At most %(limit)s characters.") % {"limit": limit}
