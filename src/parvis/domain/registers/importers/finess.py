"""FINESS, the national register of health and social establishments: the open file "établissements".

The file has no header. Its first line holds its day; lines that begin with "structureet" are establishments, and
those that begin with "geolocalisation", all of them after the others, say where these are.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.domain.directory.enums import NameKind, PositionPrecision, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact, Refusal
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers.finess_lines import DAY, dated, insee_of, post_of, sections, street_of
from parvis.domain.registers.positions import from_lambert_93
from parvis.domain.registers.reading import Row

__all__ = ["COLUMNS", "dated", "read", "rows"]

ESTABLISHMENT, POSITION = "structureet", "geolocalisation"

COLUMNS = (
    "nofinesset",
    "nofinessej",
    "rs",
    "rslongue",
    "complrs",
    "compldistrib",
    "numvoie",
    "typvoie",
    "voie",
    "compvoie",
    "lieuditbp",
    "commune",
    "departement",
    "libdepartement",
    "ligneacheminement",
    "telephone",
    "telecopie",
    "categetab",
    "libcategetab",
    "categagretab",
    "libcategagretab",
    "siret",
    "codeape",
    "codemft",
    "libmft",
    "codesph",
    "libsph",
    "dateouv",
    "dateautor",
    "datemaj",
    "numuai",
)
"""After the word "structureet"; files of before 2018 end with "datemaj"."""

HOSPITALS = "11"
"""How the codes of the groups of categories begin that are hospitals."""

PUBLIC = "Etablissement public de santé"
SIREN_LENGTH = 9


def rows(path: Path) -> Iterator[Row | Refusal]:
    """The establishments, each with its coordinates in metres where the file says them.

    Raises SourceUnusable for a file that does not begin as this one does.
    """
    positions: dict[str, list[str]] = {}
    for _line, cells in sections(path):
        if cells[0] == POSITION and len(cells) >= len(("section", "number", "x", "y", "source")):
            positions[cells[1]] = cells[2:5]
    day = ""
    for line, cells in sections(path):
        if line == 1:
            day = cells[3]
        elif cells[0] == ESTABLISHMENT:
            yield _row(line, cells[1:], positions, day)
        elif cells[0] != POSITION:
            yield Refusal(
                line, "", _("A line begins with “structureet” or “geolocalisation” here."), cells=tuple(cells)
            )


def read(cells: c.Cells) -> Facts:
    """The facts of one establishment. Its legal entity (FINESS EJ, SIREN) is its parent, by number."""
    key = c.number_of(Scheme.FINESS, c.needed(cells, "nofinesset"), "nofinesset")
    entity = c.number_of(Scheme.FINESS_EJ, c.needed(cells, "nofinessej"), "nofinessej")
    siret = c.number_if_valid(Scheme.SIRET, c.text(cells, "siret"))
    siren = ((str(Scheme.SIREN), siret[:SIREN_LENGTH]),) if siret else ()
    uai = c.number_if_valid(Scheme.UAI, c.text(cells, "numuai"))
    short, long = c.text(cells, "rs"), c.text(cells, "rslongue")
    name = c.readable(long or c.needed(cells, "rs"))
    second = c.readable(short)
    postcode, city = post_of(c.text(cells, "ligneacheminement"))
    position = _position(cells)
    return Facts(
        key=key,
        name=name,
        kind=OrganisationKind.HOSPITAL if c.text(cells, "categagretab").startswith(HOSPITALS) else "",
        status=Status.ACTIVE,
        scope="establishment",
        names=(NameFact(second, NameKind.ALIAS),) if second and second != name else (),
        identifiers=(
            (Scheme.FINESS, key),
            (Scheme.FINESS_EJ, entity),
            *(((Scheme.SIRET, siret),) if siret else ()),
            *siren,
            *(((Scheme.UAI, uai),) if uai else ()),
        ),
        parents=(ParentFact(RelationKind.PART, ((Scheme.FINESS_EJ, entity), *siren)),),
        address=street_of(cells),
        postcode=postcode,
        city=c.readable(city),
        insee=insee_of(c.text(cells, "departement"), c.text(cells, "commune")),
        country="FR",
        latitude=round(position[0], 5) if position else None,
        longitude=round(position[1], 5) if position else None,
        precision=PositionPrecision.ADDRESS if position else "",
        founded_year=_year(c.text(cells, "dateouv")),
        is_health=True,
        notes=tuple(_notes(cells)),
    )


def _row(line: int, cells: list[str], positions: Mapping[str, list[str]], day: str) -> Row | Refusal:
    if len(cells) not in (len(COLUMNS) - 1, len(COLUMNS)):
        return Refusal(
            line,
            "",
            _("The line has %(found)d values; %(expected)d are expected.")
            % {"found": len(cells), "expected": len(COLUMNS)},
            cells=tuple(cells),
        )
    x, y, source = positions.get(cells[0], ("", "", ""))
    return Row(line, {**dict(zip(COLUMNS, cells, strict=False)), "x": x, "y": y, "source": source, DAY: day})


def _position(cells: c.Cells) -> tuple[float, float] | None:
    """Degrees where the file has metres of Lambert-93; it has other projections overseas, which are left out."""
    if "LAMBERT_93" not in cells.get("source", ""):
        return None
    try:
        return from_lambert_93(float(cells["x"]), float(cells["y"]))
    except ValueError:
        return None


def _year(day: str) -> int | None:
    start = day[:4]
    return int(start) if start.isascii() and start.isdigit() and start > "1000" else None


def _notes(cells: c.Cells) -> Iterator[tuple[str, str]]:
    yield "category", c.text(cells, "libcategetab")
    if c.text(cells, "libsph") == PUBLIC:
        yield "legal_status", "public"
