"""Regions, departments and communes."""

from functools import cache
from importlib.resources import files

from django.db.models import Q, QuerySet

from parvis.domain.reference.models import Commune, Department, Region
from parvis.domain.reference.naming import LOCALITIES, OTHER_CODES, departments_of_postcode, place_key, without_article
from parvis.domain.reference.selectors.places import COLUMNS, PlaceIndex, as_places, department_names


def find_commune(
    *,
    name: str = "",
    postcode: str = "",
    department: str = "",
    region: str = "",
    code: str = "",
    near: tuple[float, float] | None = None,
) -> Commune | None:
    """The one commune that is meant, or None where none or several fit.

    `code` (INSEE; an arrondissement's code gives its city) wins. `name` may carry CEDEX, an arrondissement or an
    abbreviated "St". It is narrowed by `postcode` (a CEDEX postcode counts by its department), `department` or `region`
    (code or name) and `near` (latitude and longitude). For many records use `place_index().find`.
    """
    found = Commune.objects.filter(pk=OTHER_CODES.get(code, code)).first() if code else None
    if found:
        return found
    key = place_key(name)
    bare = without_article(key)
    candidates = Q(folded_name__in=[f"{article}{bare}" for article in ("", "le ", "la ", "les ", "l ")]) if key else Q()
    if key in LOCALITIES:
        candidates |= Q(pk=LOCALITIES[key])
    if postcode:
        candidates |= Q(postcodes__contains=postcode)
    narrowed = [department] if department else list(departments_of_postcode(postcode))
    if key and (narrowed or region):
        candidates |= Q(folded_name__startswith=f"{key} ")
    if not candidates:
        return None
    rows = Commune.objects.filter(candidates).order_by("code").values_list(*COLUMNS)
    place = PlaceIndex(as_places(rows), department_names() if department or region else ()).find(
        name=name, postcode=postcode, department=department, region=region, near=near
    )
    return Commune.objects.get(pk=place.code) if place else None


def communes_named(text: str, *, limit: int = 10) -> QuerySet[Commune]:
    """Communes whose name begins like the text, or that have this postcode; the larger first."""
    digits = text.strip()
    wanted = Q(postcodes__contains=digits) if digits.isdigit() else Q(folded_name__startswith=place_key(text))
    found = Commune.objects.filter(wanted) if digits else Commune.objects.none()
    return found.select_related("department").order_by("-population", "code")[:limit]


def regions() -> QuerySet[Region]:
    """Every region, by name, metropolitan ones first."""
    return Region.objects.order_by("is_overseas", "name")


def departments(region: Region | None = None) -> QuerySet[Department]:
    """Departments of a region, or all, by code."""
    found = Department.objects.select_related("region").order_by("code")
    return found.filter(region=region) if region else found


@cache
def borders(level: str) -> str:
    """The simplified GeoJSON text of "regions" or "departments"; features carry `code` and `name`.

    The collectivities other than the five overseas regions have no border in the open data and are not in it.
    """
    if level not in {"regions", "departments"}:
        raise KeyError(level)
    return (files("parvis.domain.reference") / "data" / f"{level}.geojson").read_text(encoding="utf-8")
