"""Annuaire Santé, the French health directory, as its FHIR interface gives it: Organization resources.

Bundles of a search, and the files of a bulk export (one resource a line), after the profile "as-dp-organization" of
the Agence du numérique en santé. Resources of other kinds, practitioners above all, are left out unread.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from parvis.domain.directory.enums import NameKind, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact, Refusal, Scope
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.objects import read_objects
from parvis.domain.registers.reading import Row
from parvis.domain.registers.registry import NoOrganisation

ORGANISATION = "Organization"
NUMBERED_BY, SIRENE, FINESS = "urn:oid:1.2.250.1.71.4.2.2", "https://sirene.fr", "https://finess.esante.gouv.fr"
"""Systems of identifiers: the agency's own number of structures, and the two registers."""

FINESS_SCHEMES = {"FINEG": Scheme.FINESS, "FINEJ": Scheme.FINESS_EJ}
SIREN_LENGTH = 9
SCOPES: dict[str, Scope] = {"LEGAL-ENTITY": "entity", "GEOGRAPHICAL-ENTITY": "establishment"}
SECTOR, ACTIVITY = "TRE-R02-SecteurActivite", "TRE-R75-InseeNAFrev2Niveau5"
COMMUNE = "fr-core-address-insee-code"
HOSPITAL_SECTORS, HOSPITAL_ACTIVITY = frozenset({"SA01"}), "86.10Z"
WHOLE = "identifiers of what it is part of"
ONE_PERSON = "SA07"
"""The sector of practices of one person, whose name is that of the person."""


def rows(path: Path) -> Iterator[Row | Refusal]:
    """The resources of a bundle, or of a file with one a line, each with the numbers of the one that it is part of.

    A resource names its whole by an id that only the directory knows, so the file is read twice.
    """
    numbers: dict[str, list[Any]] = {}
    for row in _resources(path):
        if isinstance(row, Row) and row.values.get("resourceType") == ORGANISATION:
            numbers[c.word(row.values, "id")] = c.objects(row.values, "identifier")
    for row in _resources(path):
        whole = c.word(c.within(row.values, "partOf"), "reference") if isinstance(row, Row) else ""
        found = numbers.get(whole.rsplit("/", 1)[-1]) if whole else None
        yield Row(row.line, {**row.values, WHOLE: found}) if isinstance(row, Row) and found else row


def _resources(path: Path) -> Iterator[Row | Refusal]:
    for row in read_objects(path, within=("entry",)):
        inside = row.values.get("resource") if isinstance(row, Row) else None
        yield Row(row.line, inside) if isinstance(inside, dict) else row


def read(said: Mapping[str, Any]) -> Facts:
    """The facts of one organisation; its phone numbers and mail addresses are not read."""
    codes = _codes(said)
    if said.get("resourceType") != ORGANISATION:
        raise NoOrganisation("other_resource")
    if ONE_PERSON in codes.get(SECTOR, ()):
        raise NoOrganisation("natural_person")
    texts = {"id": c.word(said, "id"), "name": c.word(said, "name")}
    scope: Scope = next((SCOPES[code] for found in codes.values() for code in found if code in SCOPES), "")
    numbers = list(_numbers(c.objects(said, "identifier"), scope))
    whole = tuple(_numbers(c.objects(said, WHOLE), "entity"))
    own = next((c.word(i, "value") for i in c.objects(said, "identifier") if c.word(i, "system") == NUMBERED_BY), "")
    key = own or c.needed(texts, "id")
    name = c.readable(c.text(texts, "name"))
    if not name:
        raise NoOrganisation("unnamed")
    place = next(iter(c.objects(said, "address")), {})
    sites = [c.word(item, "value") for item in c.objects(said, "telecom") if item.get("system") == "url"]
    return Facts(
        key=key,
        name=name,
        kind=_kind(codes),
        status=Status.CLOSED if said.get("active") is False else Status.ACTIVE,
        scope=scope,
        names=tuple(
            NameFact(other, NameKind.ALIAS) for text in c.words(said, "alias") if (other := c.readable(text)) != name
        ),
        identifiers=tuple(numbers),
        parents=(ParentFact(RelationKind.PART, whole),) if whole else (),
        address=c.readable(_street(place)),
        postcode=c.word(place, "postalCode"),
        city=c.readable(c.word(place, "city")),
        insee=_commune(place),
        country="FR" if place else "",
        website=next((site for value in sites if (site := c.website(value))), ""),
        is_health=True,
    )


def dated(said: Mapping[str, Any]) -> dt.date | None:
    """The day on which the directory last changed the resource."""
    try:
        return dt.date.fromisoformat(c.word(c.within(said, "meta"), "lastUpdated")[:10])
    except ValueError:
        return None


def _codes(said: Mapping[str, Any]) -> dict[str, list[str]]:
    """The codes of the types of a resource, by the last part of their system."""
    found: dict[str, list[str]] = {}
    for item in c.objects(said, "type"):
        for coding in c.objects(item, "coding"):
            found.setdefault(c.word(coding, "system").rsplit("/", 1)[-1], []).append(c.word(coding, "code"))
    return found


def _kind(codes: Mapping[str, list[str]]) -> str:
    is_hospital = HOSPITAL_SECTORS.intersection(codes.get(SECTOR, ())) or HOSPITAL_ACTIVITY in codes.get(ACTIVITY, ())
    return OrganisationKind.HOSPITAL if is_hospital else ""


def _numbers(items: Iterable[Mapping[str, Any]], scope: Scope) -> Iterator[tuple[str, str]]:
    """Numbers of the two registers; a wrong one refuses the record."""
    for item in items:
        system, value = c.word(item, "system").replace("http://", "https://"), c.word(item, "value")
        kinds = [c.word(coding, "code") for coding in c.objects(c.within(item, "type"), "coding")]
        if system == FINESS:
            of_scope = Scheme.FINESS_EJ if scope == "entity" else Scheme.FINESS
            scheme = next((FINESS_SCHEMES[kind] for kind in kinds if kind in FINESS_SCHEMES), of_scope)
        elif system == SIRENE:
            scheme = Scheme.SIREN if len(value) == SIREN_LENGTH else Scheme.SIRET
        else:
            continue
        yield str(scheme), c.number_of(scheme, value, "identifier")


def _street(place: Mapping[str, Any]) -> str:
    """The street: as one text where there is one, else put together from the parts that an extension names."""
    lines = [line for line in c.words(place, "line") if line.strip()]
    if lines:
        return " ".join(lines)
    parts = [c.word(part, "valueString") for line in c.objects(place, "_line") for part in c.objects(line, "extension")]
    return " ".join(part for part in parts if part)


def _commune(place: Mapping[str, Any]) -> str:
    for item in c.objects(place, "extension"):
        if c.word(item, "url").endswith(COMMUNE):
            return c.word(c.within(item, "valueCoding"), "code")
    return ""
