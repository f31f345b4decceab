"""The results of a search as a map: drawn by region on the server, and as points where scripts run."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from parvis.domain.reference.selectors.territories import regions
from parvis.faces.web.map.drawing import Drawing, Fact, france

POINT_FIELDS = ("q", "kind", "theme", "region", "department", "source", "status")


@dataclass(frozen=True)
class ResultsMap:
    """What `web/map/_results.html` shows as `map`."""

    drawing: Drawing
    points_url: str
    ground_url: str


def results_map(query: QueryDict, counts: Mapping[str, int], path: str) -> ResultsMap:
    """The map of what `query` finds; `counts` are the results by region, `path` is the page of the search.

    Each region leads to the same search in that region. One query.
    """
    chosen = query.getlist("region")
    facts = []
    for region in regions():
        if chosen and region.code not in chosen:
            continue
        narrowed = query.copy()
        narrowed.pop("page", None)
        narrowed.setlist("region", [region.code])
        count = counts.get(region.code, 0)
        facts.append(Fact(region.code, region.name, count, float(count), f"{path}?{narrowed.urlencode()}"))
    asked = QueryDict(mutable=True)
    for name in POINT_FIELDS:
        if query.get(name):
            asked.setlist(name, query.getlist(name))
    points = f"{reverse('map:points')}?{asked.urlencode()}"
    return ResultsMap(france(facts), points, reverse("map:ground"))
