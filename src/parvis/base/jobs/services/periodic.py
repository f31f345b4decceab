"""Queue the jobs that come round by themselves."""

import datetime as dt

from django.db import transaction

from parvis.base.jobs.models import Job, Schedule
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock


def queue_periodic_jobs() -> list[Job]:
    """Queue every periodic job that is due; any number of workers may call this, one of them queues each.

    A new periodic job is due at once. Intervals that passed while no worker ran are not made up for.
    """
    due_at = dict(Schedule.objects.values_list("name", "due_at"))
    now = clock.now()
    periodic = {name: definition.every for name, definition in jobs if definition.every is not None}
    missing = [Schedule(name=name, due_at=now) for name in periodic if name not in due_at]
    if missing:
        Schedule.objects.bulk_create(missing, ignore_conflicts=True)
    queued = [queue_when_due(name, every) for name, every in periodic.items() if due_at.get(name, now) <= now]
    return [job for job in queued if job is not None]


def queue_when_due(name: str, every: dt.timedelta) -> Job | None:
    """Move the next date of a periodic job on and queue it; None when another worker was faster."""
    now = clock.now()
    with transaction.atomic():
        if not Schedule.objects.filter(name=name, due_at__lte=now).update(due_at=now + every, last_at=now):
            return None
        return enqueue(actor=None, name=name, key=name)
