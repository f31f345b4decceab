"""What the pages of the map show."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.territories import (
    counts_by_department,
    counts_by_region,
    in_lines,
    organisations_in,
)
from parvis.domain.reference.models import Department, Region
from parvis.domain.reference.naming import fold
from parvis.domain.reference.selectors.populations import populations_of_departments, populations_of_regions
from parvis.domain.reference.selectors.territories import departments as departments_of
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.map import drawing as draw
from parvis.faces.web.map.forms import MapForm, Question
from parvis.faces.web.map.spots import MOST_SPOTS, spots_of
from parvis.faces.web.map.tables import Row, rows_of

PAGE_SIZE = 25


@dataclass(frozen=True)
class TerritoriesPage:
    """A map of territories beside the table that says the same."""

    question: Question
    form: MapForm
    drawing: draw.Drawing
    first_column: str
    rows: list[Row]
    total: int
    unplaced: int
    """Organisations that no territory of the page counts."""
    undrawn: int
    """Territories with organisations and without a shape."""


@dataclass(frozen=True)
class DepartmentPage:
    """A map of points above the list that says the same."""

    question: Question
    form: MapForm
    drawing: draw.Drawing | None
    organisations: Page[Organisation]
    is_cut: bool


def asked(request: HttpRequest) -> tuple[Question, MapForm]:
    """The question of a request and the form that shows it; one query."""
    themes = list(themes_offered())
    question = Question.of(request, themes)
    return question, MapForm(question, themes)


def france_page(request: HttpRequest) -> TerritoriesPage:
    """All regions."""
    question, form = asked(request)
    territories = list(regions())
    addresses = {r.code: question.address(page_of("map:region", r.slug)) for r in territories}
    counts = counts_by_region(question.scope)
    rows = rows_of(territories, counts, populations_of_regions(), addresses, question)
    unplaced = organisations_in(question.scope).filter(region=None).count()
    return _territories(question, form, rows, draw.france, unplaced, _("Region"))


def region_page(request: HttpRequest, region: Region) -> TerritoriesPage:
    """The departments of a region."""
    question, form = asked(request)
    territories = list(departments_of(region))
    addresses = {d.code: question.address(page_of("map:department", d.slug)) for d in territories}
    scope = question.scope.within(region=region.code)
    counts = counts_by_department(scope)
    rows = rows_of(territories, counts, populations_of_departments(region.code), addresses, question)
    unplaced = counts_by_region(scope).get(region.code, 0) - sum(counts.values())
    return _territories(question, form, rows, draw.departments, unplaced, _("Department"))


def _territories(
    question: Question,
    form: MapForm,
    rows: list[Row],
    drawn: Callable[..., draw.Drawing],
    unplaced: int,
    first_column: str,
) -> TerritoriesPage:
    facts = sorted((row.fact for row in rows), key=lambda fact: fold(fact.name))
    drawing = drawn(facts, whole=not question.is_dense)
    shown = {area.fact.code for area in drawing.areas}
    return TerritoriesPage(
        question=question,
        form=form,
        drawing=drawing,
        first_column=first_column,
        rows=[row for row in rows if row.fact.count or row.has_people],
        total=sum(row.fact.count for row in rows) + unplaced,
        unplaced=unplaced,
        undrawn=sum(1 for row in rows if row.fact.count and row.fact.code not in shown),
    )


def department_page(request: HttpRequest, department: Department) -> DepartmentPage:
    """The points of a department, and its organisations by name."""
    question, form = asked(request)
    del form.fields["measure"]
    scope = question.scope.within(department=department.code)
    around = Department.objects.filter(region=department.region_id).values_list("code", flat=True)
    drawing = draw.department_ground(department.code, around)
    if drawing:
        drawing.spots.extend(spots_of(scope, drawing.window))
    found = in_lines(organisations_in(scope)).order_by("name", "id")
    return DepartmentPage(
        question=question,
        form=form,
        drawing=drawing,
        organisations=Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        is_cut=bool(drawing and len(drawing.spots) >= MOST_SPOTS),
    )
