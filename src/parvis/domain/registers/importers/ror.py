"""ROR, the Research Organization Registry: the French records, one a row."""

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.directory.enums import NameKind, PositionPrecision, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers.themes import themes_named
from parvis.domain.registers.registry import NoOrganisation

COLUMNS = ("ror", "status", "name", "aliases", "acronyms", "types", "city", "lat", "lng", "website", "parents")

KINDS = (
    ("healthcare", OrganisationKind.HOSPITAL),
    ("education", OrganisationKind.UNIVERSITY),
    ("company", OrganisationKind.COMPANY),
    ("facility", OrganisationKind.LAB),
    ("government", OrganisationKind.AUTHORITY),
    ("nonprofit", OrganisationKind.ASSOCIATION),
)
"""ROR's types and what we call them, the most telling first; other types say too little ("funder", "other")."""

STATUS = {"active": Status.ACTIVE, "inactive": Status.CLOSED}
NUMBERS = ((Scheme.GRID, "grid"), (Scheme.WIKIDATA, "wikidata"), (Scheme.ISNI, "isni"), (Scheme.FUNDREF, "fundref"))


def read(cells: c.Cells) -> Facts:
    """The facts of one ROR record; a withdrawn record was an error of the register and brings nothing."""
    key = c.number_of(Scheme.ROR, c.needed(cells, "ror"), "ror")
    status = c.text(cells, "status")
    if status == "withdrawn":
        raise NoOrganisation("withdrawn")
    if status not in STATUS:
        raise SourceRecordError(
            _("“%(value)s” is not a status; active, inactive or withdrawn is expected.") % {"value": status[:40]},
            column="status",
        )
    name = c.needed(cells, "name")
    names = [NameFact(text, NameKind.ALIAS) for text in c.several(cells, "aliases") if text != name]
    names += [NameFact(text, NameKind.ACRONYM) for text in c.several(cells, "acronyms")]
    latitude = c.degrees(cells["lat"], "lat", 90)
    longitude = c.degrees(cells["lng"], "lng", 180)
    return Facts(
        key=key,
        name=name,
        kind=kind_of(c.several(cells, "types")),
        status=STATUS[status],
        names=tuple(names),
        identifiers=((Scheme.ROR, key), *_numbers(cells)),
        parents=tuple(_parents(cells, key)),
        city=c.text(cells, "city"),
        country="FR",
        latitude=latitude,
        longitude=longitude,
        precision=PositionPrecision.COMMUNE if latitude is not None else "",
        website=c.website(cells["website"]),
        themes=themes_named(name, *c.several(cells, "aliases")),
    )


def kind_of(types: list[str]) -> str:
    """Our kind for ROR's types; empty where they do not say."""
    if "facility" in types and "education" not in types:
        return OrganisationKind.LAB
    return next((kind for type_, kind in KINDS if type_ in types), "")


def _numbers(cells: c.Cells) -> list[tuple[str, str]]:
    found = []
    for scheme, column in NUMBERS:
        for value in c.several(cells, column):
            number = c.number_if_valid(scheme, value)
            if number:
                found.append((str(scheme), number))
    return found


def _parents(cells: c.Cells, key: str) -> list[ParentFact]:
    found = []
    for value in c.several(cells, "parents"):
        number = c.number_of(Scheme.ROR, value, "parents")
        if number != key:
            found.append(ParentFact(RelationKind.PART, ((Scheme.ROR, number),)))
    return found
