"""Files and imports for the tests of sources."""

import csv
import gzip
from pathlib import Path

from django.core.files.base import File

from parvis.domain.directory.models import Identifier, Link, Name, Organisation, Relation
from parvis.domain.sources.models import ImportRun, SourceRecord
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.requests import keep_upload
from parvis.domain.sources.services.rollback import roll_back
from parvis.domain.sources.services.staging import apply_staged, copy_of_upload, stage_file
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


def staged(source, path, **options):
    """The run of a file that is staged."""
    with path.open("rb") as content:
        run = keep_upload(actor=None, source=source, upload=File(content, name=path.name), **options)
    with copy_of_upload(run) as copy:
        stage_file(run=run, path=copy)
    return ImportRun.objects.get(pk=run.pk)


def applied(run, actor=None):
    """Apply a staged run; returns whether it was, and the run as it is now."""
    with copy_of_upload(run) as copy:
        is_applied = apply_staged(actor=actor, run=run, path=copy)
    return is_applied, ImportRun.objects.get(pk=run.pk)


def rolled_back(run, actor=None):
    """Roll an applied run back; returns it as it is now."""
    roll_back(actor=actor, run=run)
    return ImportRun.objects.get(pk=run.pk)


def directory():
    """All that imports write, without the keys of rows, and without what tells when and in which import."""
    themes = Organisation.themes.through
    slugs = dict(Organisation.objects.values_list("pk", "slug"))
    found = {}
    for model in (Organisation, Name, Identifier, Link, Relation, themes, SourceRecord):
        rows = []
        for row in model.objects.values():
            kept = {key: value for key, value in row.items() if key not in DROPPED}
            for column in ("organisation_id", "child_id", "parent_id"):
                if column in kept:
                    kept[column] = slugs[kept[column]]
            rows.append(sorted(kept.items()))
        found[model.__name__] = sorted(rows, key=str)
    return found


DROPPED = {"id", "version", "created_at", "updated_at", "first_run_id"}
