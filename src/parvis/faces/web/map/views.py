"""The map, from France down to points; all of it is public and readable without a script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.domain.reference.models import Department, Region
from parvis.domain.reference.selectors.territories import borders
from parvis.faces.web.map.pages import department_page, france_page, region_page
from parvis.faces.web.map.points import points_of


def _answer(request: HttpRequest, page: str, fragment: str, context: dict[str, object]) -> HttpResponse:
    """The whole page, or for htmx the part of it that the filters change."""
    is_fragment = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "map-results"
    return render(request, fragment if is_fragment else page, context)


@require_safe
def france(request: HttpRequest) -> HttpResponse:
    """Counts by region."""
    context: dict[str, object] = {"page": france_page(request), "region": None}
    return _answer(request, "web/map/territories.html", "web/map/_territories.html", context)


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts by department of one region."""
    found = get_object_or_404(Region, slug=slug)
    context: dict[str, object] = {"page": region_page(request, found), "region": found}
    return _answer(request, "web/map/territories.html", "web/map/_territories.html", context)


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisations of one department as points and as a list."""
    found = get_object_or_404(Department.objects.select_related("region"), slug=slug)
    context: dict[str, object] = {"page": department_page(request, found), "department": found}
    return _answer(request, "web/map/department.html", "web/map/_department.html", context)


@require_safe
@cache_control(public=True, max_age=86_400)
def ground(_request: HttpRequest) -> HttpResponse:
    """The borders of the departments as GeoJSON, under the points of the interactive map."""
    return HttpResponse(borders("departments"), content_type="application/geo+json")


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The organisations that a search of the directory finds, as places; takes the same address as the directory."""
    return HttpResponse(points_of(request.GET), content_type="application/json")
