"""What would change in a call, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.domain.needs.models import Opportunity
from parvis.domain.needs.selectors.imports import Changed

LONG = 120
"""Letters of a value that a table shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A call with what would change in it."""

    opportunity: Opportunity
    lines: list[Line]


def as_shown(changed: Changed) -> ShownChange:
    """The changes with the names of the columns; of long texts only how long they are."""
    lines = [
        Line(str(Opportunity._meta.get_field(one.column).verbose_name), _in_words(one.old), _in_words(one.new))  # type: ignore[union-attr]
        for one in changed.changes
    ]
    return ShownChange(changed.opportunity, lines)


def _in_words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    return text if len(text) <= LONG else f"{text[:LONG]}… ({len(text)})"
