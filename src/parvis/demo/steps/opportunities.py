"""The real health calls of the European Union, for which partners are to be found (see NOTICE)."""

import datetime as dt

from parvis.demo.context import DATA, Context
from parvis.domain.needs.services.importing_opportunities import import_calls

FILE = DATA / "eu_calls_health.json.gz"
DAY = dt.date(2026, 8, 31)


def build(context: Context) -> None:
    """Import them; what is there already stays as it is."""
    report = import_calls(actor=None, content=FILE.read_bytes(), as_of=DAY)
    if report.refused:
        raise RuntimeError(f"the calls of the demo were refused: {report.refused[:3]}")
    if report.counts["new"]:
        context.say(f"calls to partner for: {report.counts['new']:,}")
