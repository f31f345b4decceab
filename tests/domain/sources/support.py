"""Files and imports for the tests of sources."""

import csv
import gzip
from pathlib import Path

from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.sources.services.imports import import_file
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory, ThemeFactory

DATA = Path(__file__).parents[1] / "registers" / "data"
REGISTERS = ("ror", "higher_education", "rnsr", "hospitals", "ilab")


def rows_of(name):
    """The rows of a fixture, as dicts."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_of(register, /, **wanted):
    """The first row of a fixture in which these cells are so."""
    return next(row for row in rows_of(register) if all(row[key] == value for key, value in wanted.items()))


def written(path, rows, *, packed=False):
    """Write rows as a CSV file; returns its path."""
    opener = gzip.open if packed else open
    with opener(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def territories():
    """The few communes that the fixtures name."""
    ara = RegionFactory(code="84", name="Auvergne-Rhône-Alpes", slug="auvergne-rhone-alpes")
    isere = DepartmentFactory(code="38", name="Isère", region=ara)
    ain = DepartmentFactory(code="01", name="Ain", region=ara)
    CommuneFactory()
    CommuneFactory(
        code="38421", name="Saint-Martin-d'Hères", department=isere, postcodes="38400", latitude=45.17, longitude=5.77
    )
    CommuneFactory(code="01451", name="Viriat", department=ain, postcodes="01440", latitude=46.25, longitude=5.22)
    RegionFactory(code="76", name="Occitanie", slug="occitanie")
    for code in ("artificial-intelligence", "medical-devices", "health-data", "organisational-innovation"):
        ThemeFactory(code=code)


def import_all(*sources):
    """Import fixtures one after the other; returns the reports by register."""
    return {
        source: import_file(actor=None, source=source, path=DATA / f"{source}.csv") for source in sources or REGISTERS
    }


def organisation_with(scheme, value):
    """The one organisation that carries a number."""
    return Organisation.objects.get(pk=Identifier.objects.get(scheme=scheme, value=value).organisation_id)
