"""Background jobs for those who apply."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.applying.services.reminding import remind_of_deadlines
from parvis.domain.applying.services.settling import settle_recent


@job(
    "applying.deadlines",
    label=_("what applicants need around a deadline"),
    quick=True,
    every=dt.timedelta(hours=1),
)
def deadlines(handle: JobHandle) -> dict[str, int]:
    """Remind of deadlines, and put back what was not submitted in time; twice at once does no harm."""
    del handle
    return {"reminded": remind_of_deadlines(), "settled": settle_recent()}
