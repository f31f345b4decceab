"""Remove jobs that have been kept long enough, and end those that nobody can run."""

import datetime as dt

from django.db.models import Q

from parvis.base.jobs.enums import ENDED, JobState
from parvis.base.jobs.models import Job, Schedule, WorkerPresence
from parvis.base.jobs.registry import jobs
from parvis.core import clock

KEEP_ROUTINE = dt.timedelta(days=1)
"""Periodic jobs that went well are of no interest for longer."""


def prune(past: dt.datetime) -> int:
    """Remove jobs that ended before the moment, routine ones earlier; returns how many.

    Also ends jobs that nobody can run, and forgets workers and periodic jobs that are gone.
    """
    end_unknown_jobs()
    routine = Q(created_by=None, state=JobState.DONE, name__in=[name for name, entry in jobs if entry.every])
    is_old = Q(finished_at__lt=past) | (routine & Q(finished_at__lt=clock.now() - KEEP_ROUTINE))
    WorkerPresence.objects.filter(seen_at__lt=clock.now() - KEEP_ROUTINE).delete()
    Schedule.objects.exclude(name__in=jobs.names()).delete()
    return Job.objects.filter(is_old, state__in=ENDED).delete()[1].get("jobs.Job", 0)


def end_unknown_jobs() -> int:
    """End jobs that have waited for a day and that this version does not know; returns how many."""
    waiting = Job.objects.filter(state=JobState.QUEUED, due_at__lt=clock.now() - dt.timedelta(days=1))
    unknown = waiting.exclude(name__in=jobs.names())
    return unknown.update(state=JobState.FAILED, finished_at=clock.now(), error="no worker knows this job")
