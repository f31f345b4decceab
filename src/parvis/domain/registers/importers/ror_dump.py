"""ROR's own dump: JSON in its schema 2, the whole world; the French records of it, as the flattened file has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.domain.registers.facts import Facts
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers import ror
from parvis.domain.registers.registry import NoOrganisation

DISPLAYED, ACRONYM = "ror_display", "acronym"


def read(record: Mapping[str, Any]) -> Facts:
    """The facts of one record; those of other countries bring nothing. See ror.py for the refusals."""
    place = _place(record)
    if record.get("status") != "withdrawn" and place.get("country_code") not in c.FRANCE:
        raise NoOrganisation("abroad")
    return ror.read(flattened(record, place))


def flattened(record: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, str]:
    """The cells of the flattened file: the displayed name, all others, numbers, website and parents."""
    names = list(_names(record))
    name = next((text for text, kinds in names if DISPLAYED in kinds), "")
    others = [text for text, kinds in names if DISPLAYED not in kinds]
    acronyms = [text for text, kinds in names if ACRONYM in kinds and text in others]
    numbers = {item.get("type"): item for item in c.objects(record, "external_ids")}
    sites = [link for link in c.objects(record, "links") if link.get("type") == "website"]
    parents = [tie for tie in c.objects(record, "relationships") if tie.get("type") == "parent"]
    return {
        "ror": c.word(record, "id"),
        "status": c.word(record, "status"),
        "name": name,
        "aliases": c.joined(text for text in others if text not in acronyms),
        "acronyms": c.joined(acronyms),
        "types": c.joined(c.words(record, "types")),
        "city": c.word(place, "name"),
        "lat": c.word(place, "lat"),
        "lng": c.word(place, "lng"),
        "website": c.word(sites[0], "value") if sites else "",
        "parents": c.joined(c.word(tie, "id") for tie in parents),
        **{column: c.joined(c.words(numbers.get(column, {}), "all")) for _scheme, column in ror.NUMBERS},
    }


def _place(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where the first place of the record is, as GeoNames says."""
    places = c.objects(record, "locations")
    return c.within(places[0], "geonames_details") if places else {}


def _names(record: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name in c.objects(record, "names"):
        text = c.word(name, "value")
        if text:
            yield text, c.words(name, "types")
