"""The ranking as rows of a file."""

from collections.abc import Iterable, Iterator

from parvis.faces.web.juries.ranking_page import ORIGINS, Line
from parvis.faces.web.layout.tables import Row

COLUMNS = (
    "place",
    "reference",
    "organisation",
    "title",
    "themes",
    "region",
    "stage",
    "origin",
    "sponsors",
    "state",
    "reviews",
    "mean",
    "adjusted",
    "low",
    "high",
    "chance",
    "decision",
    "decision_state",
)


def as_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """One row for each application; scores from 0 to 100, chances from 0 to 1."""
    for line in lines:
        standing = line.standing
        yield {
            "place": str(line.place or ""),
            "reference": line.row.reference,
            "organisation": line.row.organisation,
            "title": line.row.title,
            "themes": line.themes,
            "region": line.row.region_name,
            "stage": line.stage,
            "origin": str(ORIGINS[line.row.origin]),
            "sponsors": line.sponsors,
            "state": line.state,
            "reviews": str(standing.reviews if standing else 0),
            "mean": _number(standing.mean if standing else None),
            "adjusted": _number(standing.adjusted if standing else None),
            "low": _number(standing.low if standing else None),
            "high": _number(standing.high if standing else None),
            "chance": _number(standing.chance if standing else None, digits=3),
            "decision": line.outcome,
            "decision_state": line.decision_state,
        }


def _number(value: float | None, digits: int = 1) -> str:
    return "" if value is None else f"{value:.{digits}f}"
