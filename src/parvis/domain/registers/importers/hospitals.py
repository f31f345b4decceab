"""Hospitals of the annual statistics of health facilities (SAE): one establishment (FINESS ET) a row."""

import datetime as dt

from parvis.domain.directory.enums import NameKind, PositionPrecision, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact
from parvis.domain.registers.importers import cells as c

COLUMNS = (
    "finess_et",
    "finess_ej",
    "name",
    "name_2",
    "siret",
    "category_code",
    "status",
    "insee",
    "city",
    "address",
    "postcode",
    "lat",
    "lng",
)
LEGAL_STATUS = {"public": "public", "private non-profit": "private", "private for-profit": "private"}
"""The file calls cancer centres for-profit and commercial clinics non-profit, so only public and private are kept."""

SIREN_LENGTH = 9
AS_OF = dt.date(2023, 12, 31)
"""The day that the statistics of 2023 describe."""


def read(cells: c.Cells) -> Facts:
    """The facts of one establishment. Its legal entity (FINESS EJ, SIREN) is its parent, by number."""
    key = c.number_of(Scheme.FINESS, c.needed(cells, "finess_et"), "finess_et")
    entity = c.number_of(Scheme.FINESS_EJ, c.needed(cells, "finess_ej"), "finess_ej")
    siret, siren = _company_numbers(c.needed(cells, "siret"))
    latitude = c.degrees(cells["lat"], "lat", 90)
    longitude = c.degrees(cells["lng"], "lng", 180)
    second = c.readable(c.text(cells, "name_2"))
    return Facts(
        key=key,
        name=c.readable(c.needed(cells, "name")),
        kind=OrganisationKind.HOSPITAL,
        status=Status.ACTIVE,
        scope="establishment",
        names=(NameFact(second, NameKind.ALIAS),) if len(second) > len("GROUPE") else (),
        identifiers=(
            (Scheme.FINESS, key),
            (Scheme.FINESS_EJ, entity),
            *(((Scheme.SIRET, siret),) if siret else ()),
            (Scheme.SIREN, siren),
        ),
        parents=(ParentFact(RelationKind.PART, ((Scheme.FINESS_EJ, entity), (Scheme.SIREN, siret[:9]))),),
        address=c.readable(c.text(cells, "address")),
        postcode=c.text(cells, "postcode"),
        city=c.readable(c.text(cells, "city")),
        insee=c.text(cells, "insee"),
        country="FR",
        latitude=latitude,
        longitude=longitude,
        precision=PositionPrecision.COMMUNE if latitude is not None else "",
        is_health=True,
        notes=tuple(("legal_status", LEGAL_STATUS[s]) for s in (c.text(cells, "status"),) if s in LEGAL_STATUS),
    )


def _company_numbers(value: str) -> tuple[str, str]:
    """SIRET and SIREN; forty-six rows give the SIREN alone in the column of the SIRET."""
    if len(value) == SIREN_LENGTH:
        return "", c.number_of(Scheme.SIREN, value, "siret")
    siret = c.number_of(Scheme.SIRET, value, "siret")
    return siret, siret[:SIREN_LENGTH]


def dated(_cells: c.Cells) -> dt.date:
    """The day that every row speaks of."""
    return AS_OF
