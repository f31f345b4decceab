"""Where each fact comes from and how old it is; what a person wrote wins over every register.

`Organisation.provenance` is a plain JSON mapping, so that an importer can read and write thousands of them; the
functions here are the only place that knows its form:

    {"address": {"source": "hospitals", "on": "2023-12-31"}, "name": {"source": "human", "on": "2026-11-02", "by": 12},
     "removed": {"names": ["alias:Old name"], "identifiers": ["siren:552100554"]}}

`removed` remembers what a person took away from a list, so that the next import does not bring it back.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from parvis.core import clock

HUMAN = "human"
"""The source code of what a person wrote here."""

FIELDS = (
    "name",
    "kind",
    "status",
    "stage",
    "founded_year",
    "description_fr",
    "description_en",
    "website",
    "address",
    "postcode",
    "city",
    "commune",
    "country",
    "position",
    "sector",
    "themes",
    "logo",
)
"""Fields of an organisation with one source each; `position` stands for latitude, longitude and their precision."""

LISTS = ("names", "identifiers", "links", "parents")
"""Lists whose rows carry their source themselves."""

Provenance = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Who said it, and as of which day."""

    source: str
    on: dt.date | None = None
    by: int | None = None

    @property
    def is_human(self) -> bool:
        """True when a person wrote it here."""
        return self.source == HUMAN

    def as_json(self) -> dict[str, Any]:
        """The form in which it is stored."""
        stored: dict[str, Any] = {"source": self.source}
        if self.on:
            stored["on"] = self.on.isoformat()
        if self.by:
            stored["by"] = self.by
        return stored


def source_of(provenance: Provenance, field: str) -> FieldSource | None:
    """The source of a field, or None where nobody said anything."""
    stored = provenance.get(field)
    if not stored:
        return None
    on = dt.date.fromisoformat(stored["on"]) if stored.get("on") else None
    return FieldSource(stored["source"], on, stored.get("by"))


def human_wins(provenance: Provenance, field: str) -> bool:
    """True when a person wrote the field: no register may change it."""
    return bool((provenance.get(field) or {}).get("source") == HUMAN)


def with_source(provenance: Provenance, fields: Iterable[str], source: FieldSource) -> dict[str, Any]:
    """A copy that names `source` for the fields."""
    return {**provenance, **{field: source.as_json() for field in fields}}


def human(by: int | None) -> FieldSource:
    """What this account writes today."""
    return FieldSource(HUMAN, clock.today(), by)


def was_removed(provenance: Provenance, part: str, key: str) -> bool:
    """True when a person took this row away from the list `part`; see `row_key`."""
    return key in (provenance.get("removed") or {}).get(part, ())


def with_removed(provenance: Provenance, part: str, *, gone: Iterable[str], back: Iterable[str]) -> dict[str, Any]:
    """A copy that remembers the rows that a person took away, and forgets those that a person wrote again."""
    removed = dict(provenance.get("removed") or {})
    keys = (set(removed.get(part, ())) | set(gone)) - set(back)
    removed.pop(part, None)
    if keys:
        removed[part] = sorted(keys)
    copy = {key: value for key, value in provenance.items() if key != "removed"}
    return {**copy, "removed": removed} if removed else copy


def row_key(part: str, row: Mapping[str, Any]) -> str:
    """The key of a row of a list: names by kind and text, identifiers by register and number, links by address,
    parents by kind and the parent's number here."""
    if part == "names":
        return f"{row['kind']}:{row['text']}"
    if part == "identifiers":
        return f"{row['scheme']}:{row['value']}"
    if part == "links":
        return str(row["url"])
    return f"{row['kind']}:{row['parent_id']}"


def is_old(on: dt.date | None, *, confirmed_at: dt.datetime | None = None) -> bool:
    """True when nobody gave or confirmed it for PARVIS_OLD_AFTER_DAYS; a fact without a day is not called old."""
    days = [day for day in (on, confirmed_at.date() if confirmed_at else None) if day]
    return bool(days) and (clock.today() - max(days)).days > settings.DIRECTORY_OLD_AFTER_DAYS
