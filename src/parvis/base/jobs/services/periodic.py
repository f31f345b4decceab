"""Queue the jobs that come round by themselves."""

from django.db import transaction

from parvis.base.jobs.models import Job, Schedule
from parvis.base.jobs.registry import JobDefinition, jobs
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock


def queue_periodic_jobs() -> list[Job]:
    """Queue every periodic job that is due; any number of workers may call this, one of them queues each.

    A new periodic job is due at once. Intervals that passed while no worker ran are not made up for.
    """
    due_at = dict(Schedule.objects.values_list("name", "due_at"))
    now = clock.now()
    periodic = [definition for _name, definition in jobs if definition.every is not None]
    missing = [Schedule(name=definition.name, due_at=now) for definition in periodic if definition.name not in due_at]
    if missing:
        Schedule.objects.bulk_create(missing, ignore_conflicts=True)
    queued = [queue_when_due(definition) for definition in periodic if due_at.get(definition.name, now) <= now]
    return [job for job in queued if job is not None]


def queue_when_due(definition: JobDefinition) -> Job | None:
    """Move the next date of a periodic job on and queue it; None when another worker was faster."""
    now = clock.now()
    if definition.every is None:
        return None
    with transaction.atomic():
        due = Schedule.objects.filter(name=definition.name, due_at__lte=now)
        if not due.update(due_at=now + definition.every, last_at=now):
            return None
        return enqueue(actor=None, name=definition.name, key=definition.name)
