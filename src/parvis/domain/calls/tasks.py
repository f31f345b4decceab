"""Background jobs of calls."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.calls.services.closing import notice_closings


@job("calls.closings", label=_("what follows from the deadlines of calls"), quick=True, every=dt.timedelta(minutes=5))
def closings(handle: JobHandle) -> dict[str, int]:
    """Notice deadlines that have passed; twice at once does no harm."""
    del handle
    return {"rounds": notice_closings()}
