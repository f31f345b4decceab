"""FINESS, the legal entities: the open file "entités juridiques", of those who carry the establishments.

The file has no header. Its first line holds its day; lines that begin with "structureej" are legal entities.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.domain.directory.enums import NameKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, Refusal
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers.finess_lines import DAY, dated, insee_of, post_of, sections, street_of
from parvis.domain.registers.reading import Row

__all__ = ["COLUMNS", "dated", "read", "rows"]

ENTITY = "structureej"

COLUMNS = (
    "nofiness",
    "rs",
    "rslongue",
    "complrs",
    "numvoie",
    "typvoie",
    "voie",
    "compvoie",
    "compldistrib",
    "lieuditbp",
    "commune",
    "ligneacheminement",
    "departement",
    "libdepartement",
    "telephone",
    "statutjuridique",
    "libstatutjuridique",
    "categetab",
    "libcategetab",
    "siren",
    "codeape",
    "datecrea",
)
"""After the word "structureej". "datecrea" is the day on which the register took the entity in, which says nothing."""

HOSPITALS = frozenset({"101", "106", "114", "131", "292", "355"})
"""Categories of entities that are hospitals themselves: regional, local, military, cancer, psychiatric, general."""

PUBLIC = "etablissement public"


def rows(path: Path) -> Iterator[Row | Refusal]:
    """The legal entities. Raises SourceUnusable for a file that does not begin as this one does."""
    day = ""
    for line, cells in sections(path):
        if line == 1:
            day = cells[3] if len(cells) > len(("finess", "etalab", "number")) else ""
        elif cells[0] != ENTITY:
            yield Refusal(line, "", _("A line begins with “structureej” here."), cells=tuple(cells))
        elif len(cells) - 1 != len(COLUMNS):
            message = _("The line has %(found)d values; %(expected)d are expected.")
            numbers = {"found": len(cells) - 1, "expected": len(COLUMNS)}
            yield Refusal(line, "", message % numbers, cells=tuple(cells[1:]))
        else:
            yield Row(line, {**dict(zip(COLUMNS, cells[1:], strict=True)), DAY: day})


def read(cells: c.Cells) -> Facts:
    """The facts of one legal entity; its establishments name it as their parent by the same numbers."""
    key = c.number_of(Scheme.FINESS_EJ, c.needed(cells, "nofiness"), "nofiness")
    siren = c.number_if_valid(Scheme.SIREN, c.text(cells, "siren"))
    short, long = c.text(cells, "rs"), c.text(cells, "rslongue")
    name = c.readable(long or c.needed(cells, "rs"))
    second = c.readable(short)
    postcode, city = post_of(c.text(cells, "ligneacheminement"))
    return Facts(
        key=key,
        name=name,
        kind=OrganisationKind.HOSPITAL if c.text(cells, "categetab") in HOSPITALS else "",
        status=Status.ACTIVE,
        scope="entity",
        names=(NameFact(second, NameKind.ALIAS),) if second and second != name else (),
        identifiers=((Scheme.FINESS_EJ, key), *(((Scheme.SIREN, siren),) if siren else ())),
        address=street_of(cells),
        postcode=postcode,
        city=c.readable(city),
        insee=insee_of(c.text(cells, "departement"), c.text(cells, "commune")),
        country="FR",
        is_health=True,
        notes=tuple(_notes(cells)),
    )


def _notes(cells: c.Cells) -> Iterator[tuple[str, str]]:
    status = c.text(cells, "libstatutjuridique")
    yield "category", c.text(cells, "libcategetab") or status
    if status.casefold().replace("é", "e").startswith(PUBLIC):
        yield "legal_status", "public"
