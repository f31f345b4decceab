"""How the workers are, for health, figures and checks."""

import datetime as dt

from django.db.models import Count, Max

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job, WorkerPresence
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.core import clock

SILENT_AFTER = dt.timedelta(seconds=90)
"""A worker says every 15 seconds that it is there."""


def worker_state() -> str:
    """`ok` when some worker is there, `silent` when the last one fell silent, `none` when there never was one."""
    last: dt.datetime | None = WorkerPresence.objects.aggregate(last=Max("seen_at"))["last"]
    if last is None:
        return "none"
    return "ok" if clock.now() - last < SILENT_AFTER else "silent"


def workers_present() -> int:
    """How many workers are there."""
    return WorkerPresence.objects.filter(seen_at__gt=clock.now() - SILENT_AFTER).count()


def jobs_by_state() -> dict[str, int]:
    """How many jobs stand where."""
    known = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    return {str(state): known.get(state, 0) for state in JobState.values}


def mails_by_state() -> dict[str, int]:
    """How many mails stand where."""
    known = dict(Mail.objects.order_by().values_list("state").annotate(Count("id")))
    return {str(state): known.get(state, 0) for state in MailState.values}


def oldest_waiting_mail() -> dt.datetime | None:
    """Since when the oldest mail that should have left is waiting."""
    waiting = Mail.objects.filter(state__in=(MailState.QUEUED, MailState.SENDING)).order_by("created_at")
    return waiting.values_list("created_at", flat=True).first()
