"""Who is there: regions, departments, communes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from parvis.domain.reference.models import Commune, Department, Region
from parvis.faces.web.map.spots import commune_address, commune_slug
from parvis.faces.web.territories import pages


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All regions and departments."""
    return render(request, "web/territories/index.html", {"page": pages.index_page()})


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """One region."""
    found = get_object_or_404(Region, slug=slug)
    context = {"page": pages.region_page(found), "region": found}
    return render(request, "web/territories/region.html", context)


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """One department."""
    found = get_object_or_404(Department.objects.select_related("region"), slug=slug)
    context = {"page": pages.department_page(found), "department": found}
    return render(request, "web/territories/department.html", context)


@require_safe
def commune(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One commune; another spelling of its name leads to the right address."""
    found = get_object_or_404(Commune.objects.select_related("department__region"), pk=code)
    if slug != commune_slug(found):
        return redirect(commune_address(found), permanent=True)
    context = {"page": pages.commune_page(found, request.GET), "commune": found}
    return render(request, "web/territories/commune.html", context)
