"""How many people live where, summed over the communes."""

from collections.abc import Mapping

from django.db.models import Sum

from parvis.core.memory import Kept
from parvis.domain.reference.models import Commune

By = dict[str, int]


def _load() -> dict[str, By]:
    rows = Commune.objects.order_by().values_list("department__region", "department").annotate(people=Sum("population"))
    found: dict[str, By] = {}
    for region, department, people in rows:
        found.setdefault(str(region), {})[str(department)] = people
    return found


populations: Kept[Mapping[str, By]] = Kept(_load, seconds=300)
"""Inhabitants by region and department; 35,000 communes are summed for it, and only a new release changes them."""


def populations_of_regions() -> By:
    """Inhabitants of each region, by its code."""
    return {region: sum(inside.values()) for region, inside in populations.get().items()}


def populations_of_departments(region: str) -> By:
    """Inhabitants of each department of a region, by its code."""
    return populations.get().get(region, {})
