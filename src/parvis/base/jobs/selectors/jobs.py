"""Reads of jobs."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, is_team
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job, Schedule, WorkerPresence
from parvis.base.jobs.registry import JobDefinition, jobs
from parvis.core import clock

SILENT_AFTER = dt.timedelta(seconds=60)
"""A worker says that it is there every quarter of a minute."""


@dataclass(frozen=True)
class JobFilters:
    """What someone looks for among jobs; what is empty does not count. Routine jobs are shown on demand."""

    state: str = ""
    name: str = ""
    routine: bool = False


@dataclass(frozen=True)
class Periodic:
    """A periodic job and when it comes round."""

    definition: JobDefinition
    schedule: Schedule | None


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """Every job for the team, for others those that they asked for; newest first."""
    found = Job.objects.select_related("progress", "created_by").order_by("-id")
    if is_team(actor):
        return found
    return found.filter(created_by=actor) if isinstance(actor, User) else found.none()


def filtered_jobs(actor: Actor, filters: JobFilters) -> QuerySet[Job]:
    """The jobs that fit; periodic ones that went well are left out unless they are asked for."""
    found = jobs_visible_to(actor)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.name:
        found = found.filter(name=filters.name)
    if not filters.routine and not filters.name:
        routine = [name for name, definition in jobs if definition.every]
        found = found.exclude(name__in=routine, state__in=(JobState.DONE, JobState.QUEUED), created_by=None)
    return found


def counts_by_state() -> dict[str, int]:
    """How many jobs are in each state, for the figures of the platform."""
    counted = Job.objects.order_by().values_list("state").annotate(number=Count("id"))
    return dict.fromkeys(JobState.values, 0) | dict(counted)


def workers_present() -> list[WorkerPresence]:
    """The workers that were alive a moment ago; jobs wait while there are none."""
    return list(WorkerPresence.objects.filter(seen_at__gte=clock.now() - SILENT_AFTER))


def periodic_jobs() -> list[Periodic]:
    """Every periodic job with its dates."""
    schedules = {schedule.name: schedule for schedule in Schedule.objects.all()}
    return [Periodic(definition, schedules.get(name)) for name, definition in jobs if definition.every]
