"""Background jobs of introductions."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.introductions.services import reminding


@job("introductions.follow", label=_("reminders and ends of introductions"), quick=True, every=dt.timedelta(hours=1))
def follow(handle: JobHandle) -> dict[str, int]:
    """End what is over, remind whoever is silent, ask what came of it; twice does no harm."""
    steps = {
        "expired": reminding.expire_old,
        "closed": reminding.close_silent,
        "returned": reminding.return_to_campus,
        "reminded": reminding.remind_silent,
        "outcomes_asked": reminding.ask_for_outcomes,
    }
    counts: dict[str, int] = {}
    for place, (name, step) in enumerate(steps.items()):
        handle.progress(place, len(steps))
        counts[name] = step()
    return counts
