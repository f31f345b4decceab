"""Records a second of each register, into an empty directory and once more into the same one."""

import os
import shutil
import sys
import time

from bench.instances import environment, parvis
from bench.report import SCRATCH, Report, Table

QUICK = ("crosswalk", "higher_education")


def measure(*, quick: bool) -> Report:
    """Import what the demo imports, in its order, in one process."""
    folder = SCRATCH / "imports"
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings"))
    parvis(folder, "init")
    table = Table(
        ("register", "records", "new organisations", "first import, s", "records a second", "the same file again, s"),
        title="SQLite",
        before="Reading, checking, joining by identifiers, materialising with the source of each fact, and writing in "
        "one transaction. The index of the search is not in these figures: it is made once at the end.",
    )
    table.rows = list(_rows(QUICK if quick else ()))
    return Report("imports", "Measures of importing registers", [table])


def _rows(only):
    import django

    django.setup()
    from parvis.core import bus
    from parvis.demo.steps.registers import FILES
    from parvis.domain.directory.events import OrganisationChanged
    from parvis.domain.directory.models import Organisation
    from parvis.domain.sources.services.imports import import_file

    for source, path, day in FILES:
        if only and source not in only:
            continue
        before, took = Organisation.objects.count(), []
        for _time in range(2):
            with bus.hold(OrganisationChanged):
                began = time.perf_counter()
                report = import_file(actor=None, source=source, path=path, as_of=day)
                took.append(time.perf_counter() - began)
            if not report.is_done:
                sys.exit(f"{source}: {report.run.problem}")
        records = report.counts["read"]
        yield source, records, Organisation.objects.count() - before, took[0], records / took[0], took[1]
