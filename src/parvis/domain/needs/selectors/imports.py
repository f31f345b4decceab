"""What a file of calls would change."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from parvis.domain.needs.eu_calls import Row
from parvis.domain.needs.models import Opportunity

COLUMNS = (
    "title",
    "text",
    "programme",
    "call_code",
    "call_title",
    "stage",
    "is_announced",
    "deadline",
    "budget_min",
    "budget_max",
    "grants",
    "url",
)
"""What an import says of a call; themes and whether it is hidden are for people to say."""
DAYS, MONEY = frozenset({"deadline"}), frozenset({"budget_min", "budget_max"})


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would become another."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """A call that is there and would say something else."""

    opportunity: Opportunity
    row: Row
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Difference:
    """What would come of a file: calls that are new, those that would change, and how many stay as they are."""

    new: list[Row] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: list[Opportunity] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The figures."""
        return {"new": len(self.new), "changed": len(self.changed), "same": len(self.same)}


def difference_of(source: str, rows: Sequence[Row]) -> Difference:
    """Hold the calls of a file against those that are there; one query."""
    codes = [row["code"] for row in rows]
    known = {one.code: one for one in Opportunity.objects.filter(source=source, code__in=codes)}
    found = Difference()
    for row in rows:
        present = known.get(row["code"])
        if present is None:
            found.new.append(row)
            continue
        changes = [
            Change(column, old, new)
            for column, new in values_of(row).items()
            if (old := getattr(present, column)) != new
        ]
        if changes:
            found.changed.append(Changed(present, row, changes))
        else:
            found.same.append(present)
    return found


def values_of(row: Row) -> dict[str, Any]:
    """The values of the columns as the model has them."""
    return {column: _value(column, row[column]) for column in COLUMNS}


def _value(column: str, value: Any) -> Any:
    if value is None:
        return None
    if column in DAYS:
        return dt.date.fromisoformat(value)
    return Decimal(value) if column in MONEY else value
