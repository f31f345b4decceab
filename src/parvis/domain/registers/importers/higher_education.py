"""Universities and schools, from the ministry's table of identifiers: the crosswalk between SIREN, ROR and others."""

from parvis.domain.directory.enums import NameKind, PositionPrecision, Scheme
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.registry import NoOrganisation

COLUMNS = ("paysage_id", "name", "short_name", "acronym", "type", "siret", "siren", "ror", "city", "insee", "geo")

KINDS = frozenset({"Université", "École", "Grand établissement"})
REQUIRED_NUMBERS = ((Scheme.ROR, "ror"), (Scheme.SIRET, "siret"), (Scheme.SIREN, "siren"))
FURTHER_NUMBERS = (
    (Scheme.WIKIDATA, "wikidata"),
    (Scheme.GRID, "grid"),
    (Scheme.PIC, "pic"),
    (Scheme.ISNI, "isni"),
    (Scheme.IDREF, "idref"),
)
ABROAD = "Étranger"


def read(cells: c.Cells) -> Facts:
    """The facts of one institution. The table does not say whether it still exists, so neither do we."""
    key = c.needed(cells, "paysage_id")
    name = c.text(cells, "name")
    if not name:
        raise NoOrganisation("unnamed")
    latitude, longitude = _position(cells)
    is_abroad = c.text(cells, "region") == ABROAD
    return Facts(
        key=key,
        name=name,
        kind=OrganisationKind.UNIVERSITY if c.text(cells, "type") in KINDS else "",
        scope="entity",
        names=tuple(_names(cells, name)),
        identifiers=tuple(_numbers(cells)),
        city=c.text(cells, "city"),
        insee="" if is_abroad else c.text(cells, "insee"),
        country="" if is_abroad else "FR",
        latitude=latitude,
        longitude=longitude,
        precision=PositionPrecision.ADDRESS if latitude is not None else "",
        website=c.website(cells.get("website", "")),
    )


def _numbers(cells: c.Cells) -> list[tuple[str, str]]:
    found = []
    for scheme, column in REQUIRED_NUMBERS:
        if c.text(cells, column):
            found.append((str(scheme), c.number_of(scheme, c.text(cells, column), column)))
    for scheme, column in FURTHER_NUMBERS:
        number = c.number_if_valid(scheme, c.text(cells, column))
        if number:
            found.append((str(scheme), number))
    return found


def _names(cells: c.Cells, name: str) -> list[NameFact]:
    """Official, English and short names, and the variants "kind:a;b|kind:c" that the table collects."""
    found = [
        NameFact(c.text(cells, "name_official"), NameKind.OFFICIAL, "fr"),
        NameFact(c.text(cells, "name_en"), NameKind.ALIAS, "en"),
        NameFact(c.text(cells, "short_name"), NameKind.ALIAS),
        NameFact(c.text(cells, "acronym"), NameKind.ACRONYM),
    ]
    for part in c.several(cells, "variants"):
        _label, _colon, values = part.partition(":")
        found += [NameFact(value.strip(), NameKind.ALIAS) for value in values.split(";")]
    kept: dict[str, NameFact] = {}
    for item in found:
        if item.text and item.text != name:
            kept.setdefault(item.text, item)
    return list(kept.values())


def _position(cells: c.Cells) -> tuple[float | None, float | None]:
    first, _comma, second = c.text(cells, "geo").partition(",")
    return c.degrees(first, "geo", 90), c.degrees(second, "geo", 180)
