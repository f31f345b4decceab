"""What follows from the place that someone typed: commune, department, region, position."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput
from parvis.domain.directory.enums import PositionPrecision
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Commune
from parvis.domain.reference.selectors.territories import find_commune

HOME = "FR"
PLACE_FIELDS = ("city", "postcode", "country", "commune")
POSITION_FIELDS = ("latitude", "longitude")


def derived_place(cleaned: Mapping[str, Any], organisation: Organisation | None) -> dict[str, Any]:
    """The fields that follow from those that were touched; nothing when the place stays as it was.

    `commune` wins over `city` and `postcode` when it is the one that changed. Raises InvalidInput with the field.
    """
    if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
        sentence = _("Give both latitude and longitude, or neither.")
        raise InvalidInput(sentence, {"latitude": [sentence]})
    touched = _touched(PLACE_FIELDS, cleaned, organisation)
    derived: dict[str, Any] = {}
    if touched:
        commune = cleaned.get("commune") if "commune" in touched else _named_commune(cleaned, organisation)
        derived = {
            "commune": commune,
            "department": commune.department if commune else None,
            "region": commune.department.region if commune else None,
        }
        if commune and not _after("city", cleaned, organisation):
            derived["city"] = commune.name
    if touched or _touched(POSITION_FIELDS, cleaned, organisation):
        derived |= _position(cleaned, organisation, derived)
    return derived


def _after(name: str, cleaned: Mapping[str, Any], organisation: Organisation | None) -> Any:
    """What the field will hold."""
    return cleaned[name] if name in cleaned else getattr(organisation, name, None)


def _touched(names: tuple[str, ...], cleaned: Mapping[str, Any], organisation: Organisation | None) -> set[str]:
    """Those of the fields that change; an empty position means "the centre of the commune", which it may be already."""
    at_commune = organisation is not None and organisation.position_precision != PositionPrecision.ADDRESS
    return {
        name
        for name in names
        if name in cleaned
        and cleaned[name] != (getattr(organisation, name) if organisation else None)
        and not (name in POSITION_FIELDS and at_commune and cleaned[name] is None)
    }


def _named_commune(cleaned: Mapping[str, Any], organisation: Organisation | None) -> Commune | None:
    city, postcode = (str(_after(name, cleaned, organisation) or "") for name in ("city", "postcode"))
    if (_after("country", cleaned, organisation) or HOME) != HOME or not (city or postcode):
        return None
    commune = find_commune(name=city, postcode=postcode)
    if commune is None:
        sentence = (
            _("No commune has this name and this postcode.")
            if city and postcode
            else _("No commune, or more than one, fits. Give both its name and its postcode.")
        )
        raise InvalidInput(sentence, {"city": [sentence]})
    return commune


def _position(
    cleaned: Mapping[str, Any], organisation: Organisation | None, derived: Mapping[str, Any]
) -> dict[str, Any]:
    """The exact position that was typed, or else the centre of the commune."""
    given = cleaned.get("latitude") is not None
    if given and (not derived or _touched(POSITION_FIELDS, cleaned, organisation)):
        return {"position_precision": PositionPrecision.ADDRESS}
    commune: Commune | None = derived["commune"] if derived else organisation.commune if organisation else None
    if commune is None or commune.latitude is None:
        return {"latitude": None, "longitude": None, "position_precision": ""}
    return {
        "latitude": commune.latitude,
        "longitude": commune.longitude,
        "position_precision": PositionPrecision.COMMUNE,
    }
