"""Background jobs of projects."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.projects.services.tying import TIE, tie_all


@job(TIE, label=_("tying of project partners to the directory"), every=dt.timedelta(days=1))
def tie(handle: JobHandle) -> dict[str, int]:
    """Compare the names of project partners with the directory; twice does no harm."""
    return tie_all(progress=handle.progress, effect=handle.effect)
