"""One choice, or several, perhaps with an answer of one's own."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.forms.conditions import OTHER
from parvis.base.forms.kinds.words import as_text, said

Options = Mapping[str, Any]
Choice = str | dict[str, str]
"""The key of a choice, or `{"other": text}`."""


def take_one(_options: Options, raw: Any) -> Choice | None:
    """What was chosen; also where it is not offered (any more)."""
    return _taken(raw)


def take_several(_options: Options, raw: Any) -> list[Choice] | None:
    """What was chosen, each once."""
    found: list[Choice] = []
    for one in raw if isinstance(raw, list | tuple) else [raw]:
        taken = _taken(one)
        if taken is not None and taken not in found:
            found.append(taken)
    return found or None


def _taken(raw: Any) -> Choice | None:
    if isinstance(raw, Mapping):
        return {OTHER: " ".join(as_text(raw.get(OTHER)).split())} if OTHER in raw else None
    text = as_text(raw).strip()
    return text or None


def problems_of_one(options: Options, value: Any) -> list[str]:
    """That it is not offered, or that the other answer is not written."""
    return list(_problems(options, value))


def problems_of_several(options: Options, value: Any) -> list[str]:
    """The same of each, and that they are too few or too many."""
    listed = value if isinstance(value, list) else [value]
    found = [sentence for one in listed for sentence in _problems(options, one)]
    least, most = options.get("least"), options.get("most")
    if least and len(listed) < least:
        found.append(_("Choose at least %(number)d.") % {"number": least})
    if most and len(listed) > most:
        found.append(_("Choose at most %(number)d.") % {"number": most})
    return list(dict.fromkeys(found))


def _problems(options: Options, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if not options.get(OTHER):
            yield _("Choose one of the answers that are offered.")
        elif not value.get(OTHER):
            yield _("Say what your other answer is.")
    elif value not in {one["key"] for one in options.get("choices", ())}:
        yield _("Choose one of the answers that are offered.")


def label_of(options: Options, value: Any) -> str:
    """The words of one choice; its key where it is not offered."""
    if isinstance(value, Mapping):
        return _("Other: %(text)s") % {"text": value.get(OTHER, "")}
    return next((said(one) for one in options.get("choices", ()) if one["key"] == value), as_text(value))


def labels(options: Options, value: Any) -> list[str]:
    """The words of each."""
    return [label_of(options, one) for one in (value if isinstance(value, list) else [value])]


def display(options: Options, value: Any) -> str:
    """All in one line."""
    return " · ".join(labels(options, value))
