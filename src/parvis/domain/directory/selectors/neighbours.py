"""Organisations near another one, by place and by theme, at a cost that does not grow with the directory."""

from collections import Counter
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.briefs import Brief, briefs

SHOWN = 6
POOL = 500
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another organisation, and how far it is where both positions are known."""

    organisation: Brief
    kilometres: float | None


def kilometres_between(first: Organisation, second: Organisation | Brief) -> float | None:
    """The great-circle distance, or None where a position is missing."""
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return None
    north, south = radians(first.latitude or 0), radians(second.latitude or 0)
    east = radians((second.longitude or 0) - (first.longitude or 0))
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def neighbours_by_place(organisation: Organisation, *, limit: int = SHOWN) -> list[Neighbour]:
    """The most important living organisations of the same commune, then of the same department; at most two queries.

    Both orders are indexes, so that the database stops after a few rows even in Paris.
    """
    found: list[Brief] = []
    for field in ("commune_id", "department_id"):
        value = getattr(organisation, field)
        if value is not None and len(found) < limit:
            known = [organisation.pk, *(other.pk for other in found)]
            rows = Organisation.objects.filter(**{field: value}, status=Status.ACTIVE).exclude(pk__in=known)
            found += briefs(rows.order_by("-weight", "pk")[: limit - len(found)])
    neighbours = [Neighbour(other, kilometres_between(organisation, other)) for other in found]
    return sorted(neighbours, key=lambda n: (n.kilometres is None, n.kilometres or 0.0, -n.organisation.weight))


def neighbours_by_theme(organisation: Organisation, theme_ids: list[int], *, limit: int = SHOWN) -> list[Brief]:
    """Living organisations that share most themes, those of the same region and the important ones first.

    They are chosen among the last ones to have been given one of the themes, so that a common theme costs no more than
    a rare one; two queries, none without themes.
    """
    if not theme_ids:
        return []
    rows = Organisation.themes.through.objects.filter(theme_id__in=theme_ids).order_by("-id")
    shared = Counter(rows.values_list("organisation_id", flat=True)[:POOL])
    shared.pop(organisation.pk, None)
    if not shared:
        return []
    ids = [pk for pk, _count in sorted(shared.items(), key=lambda item: (-item[1], -item[0]))]
    found = briefs(Organisation.objects.filter(pk__in=ids, status=Status.ACTIVE))
    return sorted(
        found,
        key=lambda o: (-shared[o.pk], o.region_id != organisation.region_id, -o.weight, o.pk),
    )[:limit]
