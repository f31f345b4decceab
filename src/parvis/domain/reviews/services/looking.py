"""Have conflicts looked for, soon."""

from parvis.base.accounts.models import User
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.domain.reviews.models import Panel

DETECT = "reviews.detect_conflicts"
"""The job that looks for conflicts of interest in a panel."""


def ask_to_detect(panel: Panel, *, actor: User | None = None) -> Job:
    """Queue the search in the caller's transaction; several that wait for the same panel are one."""
    return enqueue(actor=actor, name=DETECT, arguments={"panel": panel.pk}, key=f"{DETECT}.{panel.pk}")
