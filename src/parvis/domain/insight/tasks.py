"""Background jobs of indicators."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.insight.services.snapshots import take_monthly_snapshots


@job("insight.snapshots", label=_("monthly snapshot of the indicators"), quick=True, every=dt.timedelta(days=1))
def snapshots(handle: JobHandle) -> dict[str, int]:
    """Keep the indicators once a month; twice does no harm."""
    del handle
    return {"kept": take_monthly_snapshots()}
