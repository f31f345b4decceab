"""How many people live where, summed over the communes."""

from django.db.models import Sum

from parvis.domain.reference.models import Commune


def populations_of_regions() -> dict[str, int]:
    """Inhabitants of each region, by its code."""
    rows = Commune.objects.order_by().values_list("department__region").annotate(people=Sum("population"))
    return {str(code): people for code, people in rows}


def populations_of_departments(region: str) -> dict[str, int]:
    """Inhabitants of each department of a region, by its code."""
    communes = Commune.objects.filter(department__region=region).order_by()
    return {str(code): people for code, people in communes.values_list("department").annotate(people=Sum("population"))}
