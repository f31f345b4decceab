"""Points on the map of a department."""

from django.urls import reverse
from django.utils.text import slugify

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.territories import Place, Scope, places
from parvis.domain.reference.models import Commune
from parvis.faces.web.map.drawing import Spot, Window, point, radius_of

MOST_SPOTS = 400
"""More points than this hide one another; the list under the map has them all."""


def spots_of(scope: Scope, window: Window) -> list[Spot]:
    """The points of a department, each with its name and its address; three queries."""
    return spots_at(places(scope, MOST_SPOTS), scope.department, window)


def spots_at(found: list[Place], department: str, window: Window) -> list[Spot]:
    """The points of these places; two queries."""
    alone = Organisation.objects.only("slug", "name").in_bulk([p.organisation_id for p in found if p.count == 1])
    together = Commune.objects.in_bulk([p.commune for p in found if p.count > 1 and p.commune])
    spots = []
    for place in found:
        position = point(place.latitude, place.longitude, department)
        if position is None:
            continue
        name, url = _name_and_address(place, alone, together)
        spots.append(Spot(*position, radius_of(place.count, window), place.count, name, url))
    return spots


def _name_and_address(place: Place, alone: dict[int, Organisation], together: dict[str, Commune]) -> tuple[str, str]:
    organisation = alone.get(place.organisation_id)
    if organisation:
        return organisation.name, organisation.get_absolute_url()
    commune = together.get(place.commune or "")
    return (commune.name, commune_address(commune)) if commune else ("", "")


def commune_slug(commune: Commune) -> str:
    """How the name of a commune reads in an address."""
    return slugify(commune.name) or commune.code.lower()


def commune_address(commune: Commune) -> str:
    """The page of a commune."""
    return reverse("territories:commune", args=[commune.code, commune_slug(commune)])
