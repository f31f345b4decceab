"""Around what a network is drawn: an organisation, a theme, a territory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.territories import Scope, organisations_in
from parvis.domain.insight.selectors.pictures import Picture, picture_around, picture_of_group
from parvis.domain.insight.selectors.ties import TieFilters
from parvis.domain.reference.models import Department, Region, Theme
from parvis.faces.web.map.links import search_address

Paint = Callable[[TieFilters, int], Picture]


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands in the middle: its name, its own page, and how its network is found.

    `without` is the filter that would ask the same again.
    """

    kind: str
    slug: str
    name: str
    own_page: str
    without: str
    paint: Paint

    @property
    def is_organisation(self) -> bool:
        """Whether one organisation stands in the middle."""
        return self.kind == "organisation"

    @property
    def page(self) -> str:
        """The page of its network."""
        return reverse(f"network:{self.kind}", args=[self.slug])

    @property
    def file(self) -> str:
        """The same as a file."""
        return reverse(f"network:{self.kind}_file", args=[self.slug])


def organisation_subject(request: HttpRequest, slug: str) -> Subject:
    """An organisation of the directory."""
    found = get_object_or_404(Organisation, slug=slug)

    def paint(filters: TieFilters, most: int) -> Picture:
        return picture_around(request.user, found, filters, most=most)

    return Subject("organisation", slug, found.name, found.get_absolute_url(), "", paint)


def theme_subject(request: HttpRequest, slug: str) -> Subject:
    """A theme of the campus, a retired one too."""
    found = get_object_or_404(Theme, code=slug)
    own_page = search_address(theme=found.code)
    return Subject("theme", slug, found.name, own_page, "theme", _group(request, Scope(theme=found.code)))


def region_subject(request: HttpRequest, slug: str) -> Subject:
    """A region."""
    found = get_object_or_404(Region, slug=slug)
    own_page = page_of("territories:region", slug)
    return Subject("region", slug, found.name, own_page, "region", _group(request, Scope(region=found.code)))


def department_subject(request: HttpRequest, slug: str) -> Subject:
    """A department."""
    found = get_object_or_404(Department, slug=slug)
    own_page = page_of("territories:department", slug)
    return Subject("department", slug, found.name, own_page, "region", _group(request, Scope(department=found.code)))


def _group(request: HttpRequest, scope: Scope) -> Paint:
    def paint(filters: TieFilters, most: int) -> Picture:
        return picture_of_group(request.user, _ids(scope), filters, most=most)

    return paint


def _ids(scope: Scope) -> Iterable[int]:
    return organisations_in(scope).order_by().values_list("pk", flat=True)
