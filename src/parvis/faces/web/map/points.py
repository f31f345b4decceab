"""The points of a search, for the interactive map."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.search import organisation_ids
from parvis.domain.reference.models import Commune
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.map.spots import commune_address

ONE_BY_ONE = 500
"""Up to so many organisations are asked for by number; for more it is faster to read all and to keep those found."""
MOST = 30_000
"""More organisations than this make a map that says nothing: whoever asks is told to narrow the search."""
NAMES = 5
"""Names given at a place where several stand; its page has the others."""
COLUMNS = ("id", "latitude", "longitude", "name", "slug", "commune_id", "weight")

Row = tuple[Any, ...]
"""Values of `COLUMNS`."""


def points_of(query: QueryDict) -> dict[str, Any]:
    """What the map draws: places with how many organisations, the names of the first ones, and where to read on."""
    found = organisation_ids(Question.of(query).filters)
    if len(found) > MOST:
        return {"total": len(found), "placed": 0, "cut": True, "places": []}
    rows = _rows(found)
    spots: dict[tuple[float, float], list[Row]] = {}
    for row in rows:
        spots.setdefault((row[1], row[2]), []).append(row)
    crowded = {group[0][5] for group in spots.values() if len(group) > NAMES and group[0][5]}
    communes = Commune.objects.only("code", "name").in_bulk(list(crowded))
    return {
        "total": len(found),
        "placed": len(rows),
        "cut": False,
        "places": [_place(position, group, communes) for position, group in spots.items()],
    }


def _rows(ids: Sequence[int]) -> list[Row]:
    """The organisations that have a position, the most important first; sorting here is faster than in SQLite."""
    located = Organisation.objects.filter(latitude__isnull=False, longitude__isnull=False).order_by()
    if len(ids) <= ONE_BY_ONE:
        rows = list(located.filter(pk__in=ids).values_list(*COLUMNS))
    else:
        wanted = set(ids)
        rows = [row for row in located.values_list(*COLUMNS) if row[0] in wanted]
    return sorted(rows, key=lambda row: (-row[6], row[0]))


def _place(position: tuple[float, float], group: list[Row], communes: Mapping[str, Commune]) -> dict[str, Any]:
    commune = communes.get(group[0][5] or "") if len(group) > NAMES else None
    place: dict[str, Any] = {
        "at": [round(position[0], 4), round(position[1], 4)],
        "count": len(group),
        "names": [[row[3], f"/organisations/{row[4]}/"] for row in group[:NAMES]],
    }
    if commune:
        place["more"] = [commune.name, commune_address(commune)]
    return place
