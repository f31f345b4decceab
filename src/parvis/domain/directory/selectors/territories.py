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
    organisation_id: int
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


def _counts(scope: Scope, field: str) -> dict[str, int]:
    rows = organisations_in(scope).order_by().values_list(field).annotate(count=Count("id"))
    return {str(value): count for value, count in rows if value}


def counts_by_region(scope: Scope) -> dict[str, int]:
    """How many organisations each region has, by its code; regions without any are left out."""
    return _counts(scope, "region")


def counts_by_department(scope: Scope) -> dict[str, int]:
    """How many organisations each department has, by its code."""
    return _counts(scope, "department")


def counts_by_commune(scope: Scope) -> dict[str, int]:
    """How many organisations each commune has, by its code."""
    return _counts(scope, "commune")


def counts_by_kind(scope: Scope) -> dict[str, int]:
    """How many organisations there are of each kind, the most frequent first."""
    return _descending(_counts(scope, "kind"))


def counts_by_theme(scope: Scope) -> dict[str, int]:
    """How many organisations each theme has, by the theme's code; an organisation counts in each of its themes."""
    return _descending(_counts(scope, "themes__code"))


def _descending(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def leading_organisations(scope: Scope, limit: int) -> list[Organisation]:
    """The organisations that matter most in a scope, by their weight."""
    found = organisations_in(scope).select_related("commune", "department")
    return list(found.order_by("-weight", "name", "id")[:limit])


def places(scope: Scope, limit: int) -> list[Place]:
    """The positions of a scope, organisations at the very same spot together, the fullest first."""
    return _places(organisations_in(scope), limit)


def places_of(ids: Collection[int], limit: int) -> list[Place]:
    """The positions of these organisations, in the same way."""
    return _places(Organisation.objects.filter(pk__in=ids), limit)


def _places(organisations: QuerySet[Organisation], limit: int) -> list[Place]:
    located = organisations.filter(latitude__isnull=False, longitude__isnull=False).order_by()
    rows = (
        located.values("latitude", "longitude")
        .annotate(count=Count("id"), first=Min("id"), commune_from=Min("commune"), commune_to=Max("commune"))
        .order_by("-count", "first")[:limit]
    )
    return [
        Place(
            latitude=row["latitude"] or 0.0,
            longitude=row["longitude"] or 0.0,
            count=row["count"],
            organisation_id=row["first"],
            commune=row["commune_from"] if row["commune_from"] == row["commune_to"] else None,
        )
        for row in rows
    ]
