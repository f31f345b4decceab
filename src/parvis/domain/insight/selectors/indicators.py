"""Indicators and their history, as far as somebody reads them; the public is told no small numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.insight.definitions import CALENDAR, DEFINITIONS, LEAST, UNITS, Definition, Unit
from parvis.domain.insight.enums import IndicatorName
from parvis.domain.insight.models import PublicIndicator, Snapshot

LANGUAGES = ("fr", "en")
SAID = ("name", "definition", "formula", "source", "left_out")
COLUMNS = (
    "indicator",
    "on",
    "value",
    "unit",
    "figures",
    "definition_number",
    *(f"{column}_{language}" for column in SAID for language in LANGUAGES),
)
"""The columns of an export, in their order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A snapshot as somebody reads it: `is_small` says that it is not told because it is small."""

    snapshot: Snapshot
    value: float | None
    parts: dict[str, int]
    is_small: bool
    hides_parts: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its definition and its readings, the newest first."""

    name: str
    definition: Definition
    is_public: bool
    readings: Sequence[Reading]

    @property
    def label(self) -> str:
        """What it is called."""
        return str(IndicatorName(self.name).label)

    @property
    def latest(self) -> Reading | None:
        """The newest reading."""
        return self.readings[0] if self.readings else None

    @property
    def before(self) -> Reading | None:
        """The one before it."""
        return self.readings[1] if len(self.readings) > 1 else None


def indicators_visible_to(actor: Actor) -> list[Indicator]:
    """All for the team, public ones for everyone, with their whole history; two queries."""
    sees_all = is_team(actor)
    public = set(PublicIndicator.objects.values_list("indicator", flat=True))
    names = [name for name in IndicatorName.values if sees_all or name in public]
    readings: dict[str, list[Reading]] = defaultdict(list)
    for snapshot in Snapshot.objects.filter(indicator__in=names).order_by("-on"):
        readings[snapshot.indicator].append(read(snapshot, sees_all=sees_all))
    return [Indicator(name, DEFINITIONS[name], name in public, readings[name]) for name in names]


def indicator_visible_to(actor: Actor, name: str) -> Indicator | None:
    """One of them; None where it is not there for this reader."""
    return next((found for found in indicators_visible_to(actor) if found.name == name), None)


def read(snapshot: Snapshot, *, sees_all: bool) -> Reading:
    """What somebody is told of a snapshot.

    A value that rests on few is not told to the public; nor are its figures as soon as one of them is small, for the
    others and the sum would give it away.
    """
    if sees_all:
        return Reading(snapshot, snapshot.value, snapshot.parts, is_small=False, hides_parts=False)
    rests_on = DEFINITIONS[snapshot.indicator].rests_on
    if _is_small(snapshot.parts.get(rests_on, 0) if rests_on else snapshot.value):
        return Reading(snapshot, None, {}, is_small=True, hides_parts=True)
    hides = any(_is_small(number) for part, number in snapshot.parts.items() if part not in CALENDAR)
    return Reading(snapshot, snapshot.value, {} if hides else snapshot.parts, is_small=False, hides_parts=hides)


def _is_small(number: float | None) -> bool:
    return number is not None and 0 < number < LEAST


def export_rows(indicators: Sequence[Indicator]) -> Iterator[dict[str, str]]:
    """One row for each reading, the newest first, each with its definition in both languages."""
    for indicator in indicators:
        words = _words(indicator)
        for reading in indicator.readings:
            yield {
                "indicator": indicator.name,
                "on": reading.snapshot.on.isoformat(),
                "value": f"< {LEAST}" if reading.is_small else "" if reading.value is None else f"{reading.value:g}",
                "unit": indicator.definition.unit.value,
                "figures": "|".join(f"{part}={number}" for part, number in reading.parts.items()),
                "definition_number": str(reading.snapshot.definition),
                **words,
            }


def _words(indicator: Indicator) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            definition = indicator.definition
            said = (indicator.label, definition.text, definition.formula, definition.source, definition.left_out)
            found |= {f"{column}_{language}": str(text) for column, text in zip(SAID, said, strict=True)}
    return found


def unit_in_words(unit: Unit) -> str:
    """The unit in the reader's language."""
    return str(UNITS[unit])
