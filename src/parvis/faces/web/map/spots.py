"""Points on the map of a department."""

from functools import cache

from django.urls import reverse
from django.utils.text import slugify

from parvis.core.addresses import page_of
from parvis.domain.directory.selectors.territories import Place, Scope, places
from parvis.domain.reference.models import Commune
from parvis.faces.web.map.drawing import Spot, Window, point, radius_of

MOST_SPOTS = 400
"""More points than this hide one another; the list under the map has them all."""


def spots_of(scope: Scope, window: Window) -> list[Spot]:
    """The points of a department, each with its name and its address; two queries."""
    return spots_at(places(scope, MOST_SPOTS), scope.department, window)


def spots_at(found: list[Place], department: str, window: Window) -> list[Spot]:
    """The points of these places; one query."""
    crowded = {place.commune for place in found if place.count > 1 and place.commune}
    communes = Commune.objects.only("code", "name").order_by().in_bulk(list(crowded))
    spots = []
    for place in found:
        position = point(place.latitude, place.longitude, department)
        if position is None:
            continue
        name, url = _name_and_address(place, communes)
        spots.append(Spot(*position, radius_of(place.count, window), place.count, name, url))
    return spots


def _name_and_address(place: Place, communes: dict[str, Commune]) -> tuple[str, str]:
    if place.slug:
        return place.name, page_of("directory:organisation", place.slug)
    commune = communes.get(place.commune or "")
    return (commune.name, commune_address(commune)) if commune else ("", "")


def commune_slug(commune: Commune) -> str:
    """How the name of a commune reads in an address."""
    return slugify(commune.name) or commune.code.lower()


def commune_address(commune: Commune) -> str:
    """The page of a commune."""
    return f"{_before_communes()}{commune.code}-{commune_slug(commune)}/"


@cache
def _before_communes() -> str:
    """What the addresses of all communes begin with; a map has hundreds of them."""
    return reverse("territories:commune", args=["00000", "x"]).removesuffix("00000-x/")
