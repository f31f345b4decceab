"""Background jobs of joint projects."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.joint_projects.services.silence import ask_for_news


@job("joint_projects.silence", label=_("questions about silent joint projects"), every=dt.timedelta(days=1))
def silence(handle: JobHandle) -> dict[str, int]:
    """Ask for news of projects of which nothing was heard for long; twice does no harm."""
    handle.progress(0)
    return ask_for_news()
