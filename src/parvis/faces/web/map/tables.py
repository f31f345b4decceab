"""The table that says what the map says."""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.domain.reference.models import Department, Region
from parvis.domain.reference.naming import fold
from parvis.faces.web.map.drawing import Fact
from parvis.faces.web.map.forms import Question


@dataclass(frozen=True)
class Row:
    """One territory."""

    fact: Fact
    density: float
    has_people: bool


def density(count: int, people: int) -> float:
    """Organisations per 100,000 inhabitants, to one decimal; zero where nobody lives or is counted."""
    return round(count * 100_000 / people, 1) if people else 0.0


def rows_of(
    territories: list[Region] | list[Department],
    counts: Mapping[str, int],
    people: Mapping[str, int],
    addresses: Mapping[str, str],
    question: Question,
) -> list[Row]:
    """One row for each territory, sorted as asked."""
    rows = []
    for territory in territories:
        code, count = territory.code, counts.get(territory.code, 0)
        dense = density(count, people.get(code, 0))
        fact = Fact(code, territory.name, count, dense if question.is_dense else float(count), addresses[code])
        rows.append(Row(fact, dense, bool(people.get(code))))
    by_name = sorted(rows, key=lambda row: fold(row.fact.name))
    column, descending = question.order.removeprefix("-"), question.order.startswith("-")
    if column == "name":
        return by_name[::-1] if descending else by_name
    sign = -1 if descending else 1
    return sorted(by_name, key=lambda row: sign * (row.fact.count if column == "count" else row.density))
