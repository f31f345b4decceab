"""The real projects of the ANR, and who took part in them (see NOTICE).

They are tied to the directory by their numbers here; the job that compares names runs once the demo is served.
"""

import datetime as dt

from parvis.demo.context import DATA, Context
from parvis.domain.projects.services.importing import import_projects

FILES = (DATA / "anr_projects.csv.gz", DATA / "anr_participations.csv.gz")
DAY = dt.date(2026, 11, 1)


def build(context: Context) -> None:
    """Import them; what is there already stays as it is."""
    report = import_projects(actor=None, source="anr", paths=FILES, as_of=DAY, progress=context.progress)
    if report.is_refused:
        raise RuntimeError(f"the projects of the demo were refused: {report.refused[:3]}")
    if report.run:
        context.say(f"projects: {report.counts['new']:,}, with {report.counts['new_participations']:,} participations")
