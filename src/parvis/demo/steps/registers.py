"""The real organisations, from compact copies of the registers (see NOTICE)."""

import datetime as dt
from importlib.resources import files
from pathlib import Path

from parvis.demo.context import DATA, Context
from parvis.domain.registers.reading import sha256_of
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.planning import read_surroundings

CROSSWALK = Path(str(files("parvis.domain.registers"))) / "data" / "crosswalk.csv"

FILES = (
    ("ror", DATA / "ror_fr.csv.gz", dt.date(2026, 11, 1)),
    ("crosswalk", CROSSWALK, dt.date(2026, 11, 1)),
    ("higher_education", DATA / "higher_education_ids.csv.gz", dt.date(2026, 11, 1)),
    ("rnsr", DATA / "rnsr_structures.csv.gz", dt.date(2022, 12, 31)),
    ("hospitals", DATA / "hospitals_sae2023.csv.gz", None),
    ("ilab", DATA / "ilab_laureates.csv.gz", None),
)
"""In the order in which parents come before their children: the table of agreements before the labs that need it."""


def build(context: Context) -> None:
    """Import each file that was not imported yet; an import that was killed goes on as the same run."""
    around = None
    for source, path, day in FILES:
        runs = ImportRun.objects.filter(source=source, sha256=sha256_of(path))
        if runs.filter(state=RunState.DONE).exists():
            continue
        around = around or read_surroundings()
        killed = runs.filter(state=RunState.RUNNING, started_by=None, job_id=None).first()
        report = import_file(
            actor=None, source=source, path=path, as_of=day, progress=context.progress, around=around, run=killed
        )
        if not report.is_done:
            raise RuntimeError(f"{path.name}: {report.run.problem} {report.refused[:3]}")
        context.say(f"{source.replace('_', ' ')}: {report.counts['read']:,} records")
