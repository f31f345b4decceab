"""What an organisation is, made from all its records by precedence. Pure: no database.

`Values` holds columns of `Organisation`; the provenance says for each which register gave it, and as of which day.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parvis.domain.directory.enums import NameKind, PositionPrecision, Status
from parvis.domain.directory.provenance import FieldSource, human_wins, row_key, was_removed
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.selectors.places import Place, PlaceIndex
from parvis.domain.registers.facts import Facts
from parvis.domain.registers.joining import SHARED_BY_NATURE, Number
from parvis.domain.registers.precedence import DEFAULT, GROUPS, UNLISTED, rank

SIMPLE = ("name", "kind", "status", "website", "founded_year", "description_fr", "description_en")
BLANK: dict[str, Any] = {
    "name": "",
    "kind": OrganisationKind.OTHER,
    "status": Status.ACTIVE,
    "website": "",
    "founded_year": None,
    "description_fr": "",
    "description_en": "",
    "address": "",
    "postcode": "",
    "city": "",
    "commune_id": None,
    "department_id": None,
    "region_id": None,
    "country": "FR",
    "latitude": None,
    "longitude": None,
    "position_precision": "",
}
"""What the columns hold where no record says anything."""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The facts of one record, with the register that said them and as of when.

    `pk` is the stored record, None for a new one; `waits` is its `has_unresolved`.
    """

    source: str
    source_on: dt.date | None
    facts: Facts
    pk: int | None = None
    waits: bool = False


@dataclass(slots=True)
class Materialised:
    """Everything of an organisation that comes from registers. Keys of the dicts are what must be unique."""

    values: dict[str, Any] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, str, dt.date | None]] = field(default_factory=dict)
    identifiers: dict[Number, tuple[str, dt.date | None]] = field(default_factory=dict)
    links: dict[str, tuple[str, str, str, dt.date | None]] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)
    is_health: bool = False


def materialise(records: Sequence[SaidBy], places: PlaceIndex) -> Materialised:
    """The organisation that these records describe together."""
    made = Materialised(sources=sorted({record.source for record in records} - UNLISTED))
    ordered = sorted(records, key=general_order)
    for name in SIMPLE:
        best = _best(name, ordered, lambda facts, name=name: bool(getattr(facts, name)))
        made.values[name] = getattr(best.facts, name) if best else BLANK[name]
        if best:
            made.provenance[name] = _origin(best)
    _set_place(made, ordered, places)
    _set_names(made, ordered)
    for record in ordered:
        for number in record.facts.identifiers:
            made.identifiers.setdefault(number, (record.source, record.source_on))
        for link in record.facts.links:
            made.links.setdefault(link.url, (link.kind, link.title, record.source, record.source_on))
        if record.facts.themes:
            made.themes.update(record.facts.themes)
            made.provenance.setdefault("themes", _origin(record))
    made.is_health = any(record.facts.is_health for record in records)
    return made


def keep_human(made: Materialised, current: Mapping[str, Any]) -> None:
    """Put back what a person wrote, or what has a value that no register claims; a group is kept as a whole."""
    provenance: Mapping[str, Any] = current["provenance"] or {}
    registered, origin = made.values["name"], made.provenance.get("name", {})
    grouped = {column: columns for columns in GROUPS.values() for column in columns}
    for column in BLANK:
        together = grouped.get(column, (column,))
        if any(_is_human(name, current, provenance) for name in together):
            made.values[column] = current[column]
            made.provenance.pop(field_of(column), None)
    for name, stored in provenance.items():
        if human_wins({name: stored}, name) or name not in FIELDS_OF_REGISTERS:
            made.provenance[name] = stored
    if not made.values["name"]:
        _keep_last(made, current, provenance)
    if registered and made.values["name"] != registered:
        made.names.pop((made.values["name"], NameKind.ALIAS), None)
        on = dt.date.fromisoformat(origin["on"]) if origin.get("on") else None
        made.names.setdefault((registered, NameKind.ALIAS), ("", origin.get("source", ""), on))
    _leave_removed(made, provenance)


def _keep_last(made: Materialised, current: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
    """An organisation of which no record is left is called what it was called last."""
    for column in ("name", "kind"):
        made.values[column] = current[column]
        if column in provenance:
            made.provenance[column] = provenance[column]


def _leave_removed(made: Materialised, provenance: Mapping[str, Any]) -> None:
    """What a person took away does not come back with the next import."""
    for text, kind in list(made.names):
        if was_removed(provenance, "names", row_key("names", {"kind": kind, "text": text})):
            del made.names[text, kind]
    for scheme, value in list(made.identifiers):
        if was_removed(provenance, "identifiers", row_key("identifiers", {"scheme": scheme, "value": value})):
            del made.identifiers[scheme, value]
    for url in list(made.links):
        if was_removed(provenance, "links", row_key("links", {"url": url})):
            del made.links[url]


FIELD_OF_COLUMN = {
    "commune_id": "commune",
    "department_id": "commune",
    "region_id": "commune",
    "latitude": "position",
    "longitude": "position",
    "position_precision": "position",
}
"""How provenance names what stands in these columns; the others bear the name of their column."""


def field_of(column: str) -> str:
    """The field's name, as provenance names it."""
    return FIELD_OF_COLUMN.get(column, column)


FIELDS_OF_REGISTERS = frozenset({*(field_of(column) for column in BLANK), "themes"})


def has_human_themes(current: Mapping[str, Any]) -> bool:
    """True when a person chose the themes, so that registers leave them alone."""
    return human_wins(current["provenance"] or {}, "themes")


def drop_owned(made: Materialised, owned_elsewhere: Iterable[Number]) -> None:
    """Leave out numbers that another organisation carries already."""
    for number in owned_elsewhere:
        if number[0] not in SHARED_BY_NATURE:
            made.identifiers.pop(number, None)


def _is_human(column: str, current: Mapping[str, Any], provenance: Mapping[str, Any]) -> bool:
    if field_of(column) in provenance:
        return human_wins(provenance, field_of(column))
    return current[column] not in ("", None, BLANK[column])


def _origin(record: SaidBy) -> dict[str, Any]:
    return FieldSource(record.source, record.source_on).as_json()


def general_order(record: SaidBy) -> tuple[int, int, str]:
    """Who comes first where no single field is at stake: the register's place, the newest record, a stable order."""
    place = DEFAULT.index(record.source) if record.source in DEFAULT else len(DEFAULT)
    newest = -(record.source_on.toordinal() if record.source_on else 0)
    return (place, newest, record.facts.key)


def _best(name: str, ordered: Sequence[SaidBy], says: Any) -> SaidBy | None:
    believed = [(rank(name, r.source), place, r) for place, r in enumerate(ordered) if says(r.facts)]
    known = [(order, place, record) for order, place, record in believed if order is not None]
    return min(known, key=lambda item: item[:2])[2] if known else None


def _set_place(made: Materialised, ordered: Sequence[SaidBy], places: PlaceIndex) -> None:
    """Address and commune from one record; coordinates from the best one, else the centre of the commune."""
    best = _best("place", ordered, lambda facts: bool(facts.city or facts.insee or facts.region or facts.postcode))
    found = None
    if best:
        found = place_of(best.facts, places)
        _take(made, "place", best, _place_values(best.facts, found))
    else:
        made.values.update({name: BLANK[name] for name in GROUPS["place"]})
    at = _best("position", ordered, lambda facts: facts.latitude is not None and facts.longitude is not None)
    if at and not (found and best is not at and at.facts.precision != PositionPrecision.ADDRESS):
        facts = at.facts
        _take(made, "position", at, (facts.latitude, facts.longitude, facts.precision or PositionPrecision.COMMUNE))
    elif best and found and found.latitude is not None:
        _take(made, "position", best, (found.latitude, found.longitude, PositionPrecision.COMMUNE))
    else:
        made.values.update({name: BLANK[name] for name in GROUPS["position"]})


def place_of(facts: Facts, places: PlaceIndex) -> Place | None:
    """The commune that the facts mean; nothing outside France."""
    if facts.country != "FR" or not (facts.city or facts.insee or facts.postcode):
        return None
    near = (facts.latitude, facts.longitude) if facts.latitude is not None and facts.longitude is not None else None
    return places.find(name=facts.city, postcode=facts.postcode, code=facts.insee, near=near)


def _place_values(facts: Facts, found: Place | None) -> tuple[Any, ...]:
    region = found.region if found else facts.region or None
    city = found.name if found else facts.city
    return (
        facts.address,
        facts.postcode,
        city,
        found.code if found else None,
        found.department if found else None,
        region,
        facts.country or "",
    )


def _take(made: Materialised, group: str, record: SaidBy, values: Sequence[Any]) -> None:
    for name, value in zip(GROUPS[group], values, strict=True):
        made.values[name] = value
        if value not in ("", None):
            made.provenance[field_of(name)] = _origin(record)


def _set_names(made: Materialised, ordered: Sequence[SaidBy]) -> None:
    """Every other name once, whatever its capitals; the names that lost become aliases."""
    seen = {made.values["name"].casefold()}
    for record in ordered:
        facts = record.facts
        lost = [(facts.name, NameKind.ALIAS, "")] if facts.name else []
        for text, kind, language in [*lost, *((n.text, n.kind, n.language) for n in facts.names)]:
            folded = text.casefold() if kind != NameKind.ACRONYM else f"{text.casefold()}\0"
            if text and folded not in seen:
                seen.add(folded)
                made.names[text, kind] = (language, record.source, record.source_on)
