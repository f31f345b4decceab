"""Who is where: counts of organisations by territory, kind and theme, and the places they stand at.

Every selector takes a scope (the territory and what is asked for in it) and one or two queries, whatever the number
of organisations. Organisations of the directory are public, so nobody's rights come in here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Max, Min, QuerySet

from parvis.domain.directory.models import Organisation


@dataclass(frozen=True)
class Scope:
    """A part of the directory; what is empty does not narrow it."""

    kind: str = ""
    theme: str = ""
    region: str = ""
    department: str = ""
    commune: str = ""

    def within(self, *, region: str = "", department: str = "", commune: str = "") -> "Scope":
        """The same question asked in another territory."""
        return replace(self, region=region, department=department, commune=commune)


@dataclass(frozen=True)
class Place:
    """A position where organisations stand: one organisation, or several at the centre of a commune."""

    latitude: float
    longitude: float
    count: int
    name: str
    """The name of the organisation that stands there alone, and the slug of its page; empty where there are several."""
    slug: str
    commune: str | None
    """Code of the commune when all organisations of the place are in the same one."""


def organisations_in(scope: Scope) -> QuerySet[Organisation]:
    """The organisations of a scope, in no particular order."""
    found = Organisation.objects.all()
    if scope.kind:
        found = found.filter(kind=scope.kind)
    if scope.theme:
        found = found.filter(themes__code=scope.theme)
    if scope.region:
        found = found.filter(region=scope.region)
    if scope.department:
        found = found.filter(department=scope.department)
    if scope.commune:
        found = found.filter(commune=scope.commune)
    return found


def _counted(organisations: QuerySet[Organisation], field: str) -> dict[str, int]:
    rows = organisations.order_by().values_list(field).annotate(count=Count("id"))
    return {str(value): count for value, count in rows if value}


def counts_by_region(scope: Scope, among: Collection[str] = ()) -> dict[str, int]:
    """How many organisations each region (or each one `among` these) has, by its code; not those without any."""
    found = organisations_in(scope)
    return _counted(found.filter(region__in=among) if among else found, "region")


def counts_by_department(scope: Scope, among: Collection[str] = ()) -> dict[str, int]:
    """How many organisations each department (or each one `among` these) has, by its code.

    The region is asked of the department: the index of the departments then answers without reading an organisation.
    """
    found = organisations_in(replace(scope, region=""))
    if scope.region:
        found = found.filter(department__region=scope.region)
    return _counted(found.filter(department__in=among) if among else found, "department")


def counts_by_commune(scope: Scope) -> dict[str, int]:
    """How many organisations each commune has, by its code."""
    return _counted(organisations_in(scope), "commune")


def counts_by_kind(scope: Scope) -> dict[str, int]:
    """How many organisations there are of each kind, the most frequent first."""
    return _descending(_counted(organisations_in(scope), "kind"))


def counts_by_theme(scope: Scope) -> dict[str, int]:
    """How many organisations each theme has, by the theme's code; an organisation counts in each of its themes."""
    found = organisations_in(scope)
    if not scope.theme:  # most organisations have no theme; so they are not even read
        found = found.filter(themes__isnull=False)
    return _descending(_counted(found, "themes__code"))


def _descending(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def leading_organisations(scope: Scope, limit: int) -> list[Organisation]:
    """The organisations that matter most in a scope, by their weight, with what a line says of them."""
    return list(in_lines(organisations_in(scope)).order_by("-weight", "name", "id")[:limit])


def in_lines(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations with what a line says of them, their commune too; a whole row costs three times as much."""
    return organisations.select_related("commune").only("slug", "name", "kind", "city", "commune__name")


def places(scope: Scope, limit: int) -> list[Place]:
    """The positions of a scope, organisations at the very same spot together, the fullest first."""
    return _places(organisations_in(scope), limit)


def places_of(ids: Collection[int], limit: int) -> list[Place]:
    """The positions of these organisations, in the same way."""
    return _places(Organisation.objects.filter(pk__in=ids), limit)


def _places(organisations: QuerySet[Organisation], limit: int) -> list[Place]:
    located = organisations.filter(latitude__isnull=False, longitude__isnull=False).order_by()
    rows = located.values_list("latitude", "longitude").annotate(
        number=Count("id"),
        first=Min("id"),
        a_name=Min("name"),
        a_slug=Min("slug"),
        low=Min("commune"),
        high=Max("commune"),
    )
    return [
        Place(
            latitude=latitude,
            longitude=longitude,
            count=count,
            name=name if count == 1 else "",
            slug=slug if count == 1 else "",
            commune=low if low == high else None,
        )
        for latitude, longitude, count, _id, name, slug, low, high in rows.order_by("-number", "first")[:limit]
    ]
