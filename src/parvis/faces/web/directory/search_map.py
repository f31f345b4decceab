"""The results on a map, in step with the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from parvis.domain.directory.selectors.search import DirectoryPage, organisation_ids
from parvis.domain.directory.selectors.territories import places_of
from parvis.domain.reference.models import Department, Region
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.map import drawing as draw
from parvis.faces.web.map.spots import MOST_SPOTS, spots_at


@dataclass(frozen=True)
class ResultMap:
    """A drawing and the table that says the same; `unplaced` results have no known place."""

    drawing: draw.Drawing | None
    facts: list[draw.Fact]
    points_url: str
    """Where scripts find the results as points."""
    name: str = ""
    """The region or department that is shown; empty for all France."""
    is_points: bool = False
    unplaced: int = 0


def map_of(question: Question, page: DirectoryPage, path: str) -> ResultMap:
    """Regions; the departments of the one region that is chosen; the points of the one department that is."""
    regions, departments = question.values("region"), question.values("department")
    if len(departments) == 1:
        department = Department.objects.filter(pk=departments[0]).first()
        if department:
            return _points(question, page, department)
    if len(regions) == 1:
        region = Region.objects.filter(pk=regions[0]).first()
        if region:
            return _departments(question, page, region, path)
    return _regions(question, page, path)


def points_url(question: Question) -> str:
    """The results as points."""
    query = urlencode([pair for pair in question.pairs(view=False) if pair[0] != "order"])
    return reverse("map:points") + (f"?{query}" if query else "")


def _facts(
    question: Question, facet: str, named: Mapping[str, str], counts: Mapping[str, int], path: str
) -> list[draw.Fact]:
    chosen = question.values(facet)
    return [
        draw.Fact(
            code=code,
            name=name,
            count=count,
            value=float(count),
            url=question.with_values(facet, (code,)).address(path),
        )
        for code, name in named.items()
        for count in (0 if chosen and code not in chosen else counts.get(code, 0),)
    ]


def _regions(question: Question, page: DirectoryPage, path: str) -> ResultMap:
    named = dict(Region.objects.order_by("name").values_list("code", "name"))
    facts = _facts(question, "region", named, page.facets["region"], path)
    return ResultMap(draw.france(facts), _counted(facts), points_url(question), unplaced=_missing(page, facts))


def _departments(question: Question, page: DirectoryPage, region: Region, path: str) -> ResultMap:
    named = dict(region.departments.order_by("name").values_list("code", "name"))
    facts = _facts(question, "department", named, page.facets["department"], path)
    return ResultMap(
        draw.departments(facts), _counted(facts), points_url(question), name=region.name, unplaced=_missing(page, facts)
    )


def _points(question: Question, page: DirectoryPage, department: Department) -> ResultMap:
    around = Department.objects.filter(region=department.region_id).values_list("code", flat=True)
    drawing = draw.department_ground(department.code, around)
    placed = 0
    if drawing:
        found = places_of(organisation_ids(question.filters), MOST_SPOTS)
        placed = sum(place.count for place in found)
        drawing.spots.extend(spots_at(found, department.code, drawing.window))
    return ResultMap(
        drawing, [], points_url(question), name=department.name, is_points=True, unplaced=page.total - placed
    )


def _counted(facts: list[draw.Fact]) -> list[draw.Fact]:
    return sorted((fact for fact in facts if fact.count), key=lambda fact: (-fact.count, fact.name))


def _missing(page: DirectoryPage, facts: list[draw.Fact]) -> int:
    return max(page.total - sum(fact.count for fact in facts), 0)
