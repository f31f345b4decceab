"""FINESS, the national register of health and social establishments: the open file "établissements".

The file has no header. Its first line holds its day; lines that begin with "structureet" are establishments, and
those that begin with "geolocalisation", all of them after the others, say where these are.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.directory.enums import NameKind, PositionPrecision, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact, Refusal
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.opening import opened
from parvis.domain.registers.positions import from_lambert_93
from parvis.domain.registers.reading import Lines, Row, encoding_of

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

DAY = "day of the file"
HOSPITALS = "11"
"""How the codes of the groups of categories begin that are hospitals."""

PUBLIC = "Etablissement public de santé"
SIREN_LENGTH = 9
_POST = re.compile(r"^(\d{5})\s+(.+?)(?:\s+CEDEX(?:\s+\d+)?)?$")
_OVERSEAS = re.compile(r"^9[A-Z]$")


def rows(path: Path) -> Iterator[Row | Refusal]:
    """The establishments, each with its coordinates in metres where the file says them.

    Raises SourceUnusable for a file that does not begin as this one does.
    """
    positions: dict[str, list[str]] = {}
    for _line, cells in _sections(path):
        if cells[0] == POSITION and len(cells) >= len(("section", "number", "x", "y", "source")):
            positions[cells[1]] = cells[2:5]
    day = ""
    for line, cells in _sections(path):
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
    postcode, city = _post(c.text(cells, "ligneacheminement"))
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
        address=c.readable(" ".join(part for column in STREET if (part := c.text(cells, column)))),
        postcode=postcode,
        city=c.readable(city),
        insee=_insee(c.text(cells, "departement"), c.text(cells, "commune")),
        country="FR",
        latitude=round(position[0], 5) if position else None,
        longitude=round(position[1], 5) if position else None,
        precision=PositionPrecision.ADDRESS if position else "",
        founded_year=_year(c.text(cells, "dateouv")),
        is_health=True,
        notes=tuple(_notes(cells)),
    )


def dated(cells: Mapping[str, Any]) -> dt.date | None:
    """The day that the first line of the file names."""
    try:
        return dt.date.fromisoformat(cells[DAY])
    except (KeyError, ValueError):
        return None


STREET = ("numvoie", "compvoie", "typvoie", "voie")


def _sections(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with its number, the first line checked."""
    with opened(path) as file:
        lines = Lines(file, encoding_of(path))
        for cells in csv.reader(lines, delimiter=";", quoting=csv.QUOTE_NONE):
            if lines.number == 1 and cells[:2] != ["finess", "etalab"]:
                raise SourceUnusable(
                    _("The file does not begin with “finess;etalab”. Is it the file of establishments of FINESS?")
                )
            if any(cells):
                yield lines.number, [_unquoted(cell) for cell in cells]


def _unquoted(cell: str) -> str:
    """The text of a cell; quotation marks inside are doubled, and some cells stand between them."""
    text = cell.strip()
    if '"' not in text:
        return text
    if len(text) > 1 and text.startswith('"') and text.endswith('"') and not text.startswith('""'):
        text = text[1:-1]
    return text.replace('""', '"')


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


def _post(line: str) -> tuple[str, str]:
    """Postcode and city of "01012 BOURG EN BRESSE CEDEX"."""
    found = _POST.match(line)
    return (found[1], found[2]) if found else ("", line)


def _insee(department: str, commune: str) -> str:
    """The code of the commune; FINESS numbers the overseas departments 9A, 9B…, whose communes begin with 97."""
    if not (department and commune):
        return ""
    start = "97" if _OVERSEAS.match(department) else department.zfill(2)
    return f"{start}{commune.zfill(3)}" if len(start) == len("97") else ""


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
