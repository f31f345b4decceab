"""Projects of the ANR for measuring suggestions: who really worked with whom, and from when it is known.

An organisation is its RNSR number or else its name without case, accents and signs. What is known of an organisation
before a year (city, region, kind) is what most of its participations before that year say; a newcomer is described by
those with which it asks.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bench.report import ROOT
from parvis.engine.recommend import History, Organisation, Participation, Project, history_of
from parvis.engine.text.fold import fold

DATA = ROOT / "src" / "parvis" / "demo" / "data"


@dataclass(frozen=True)
class Anr:
    """All of it; `told` are the participations as they were told, with the organisation and the year."""

    participations: list[Participation]
    projects: list[Project]
    health: frozenset[str]
    told: list[tuple[Participation, dict[str, str]]]

    def organisations(self, before: int, asking: int | None = None) -> list[Organisation]:
        """Profiles as they were known before a year; and those of the newcomers who ask in a year."""
        past = _profiles(pair for pair in self.told if pair[0].year < before)
        known = {one.id for one in past}
        new = (pair for pair in self.told if pair[0].year == asking and pair[0].organisation not in known)
        return past + _profiles(new)

    def history(self, before: int) -> History:
        """What was known before a year, and who asks in it."""
        return history_of(self.participations, self.projects, self.organisations(before, before), before)


@cache
def anr() -> Anr:
    """The ANR's projects of 2010 to 2018 (and a few of before)."""
    listed = _rows("anr_projects")
    years = {row["project_id"]: int(row["year"]) for row in listed}
    told = []
    for row in _rows("anr_participations"):
        name = row["rnsr"] or re.sub(r"[^a-z0-9]+", " ", fold(row["org_name"])).strip()
        if name:
            told.append((Participation(row["project_id"], name, years[row["project_id"]]), row))
    return Anr(
        [one for one, _row in told],
        [Project(row["project_id"], row["terms_en_stem"], row["programme"]) for row in listed],
        frozenset(row["project_id"] for row in listed if row["health"]),
        told,
    )


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _profiles(told: Iterable[tuple[Participation, dict[str, str]]]) -> list[Organisation]:
    rows: dict[str, list[dict[str, str]]] = {}
    for one, row in told:
        rows.setdefault(one.organisation, []).append(row)
    columns = ("org_name", "city", "region", "org_category")
    return [Organisation(name, *(_most(own, column) for column in columns)) for name, own in sorted(rows.items())]


def _most(rows: Sequence[dict[str, str]], column: str) -> str:
    counts = Counter(row[column] for row in rows if row[column])
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""
