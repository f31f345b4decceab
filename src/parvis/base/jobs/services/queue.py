"""Ask for a job, cancel it, queue it again."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs import rules
from parvis.base.jobs.enums import ENDED, JobState
from parvis.base.jobs.models import Job, Progress
from parvis.base.jobs.registry import Json, jobs
from parvis.core import clock
from parvis.core.errors import InvalidTransition, NotAllowed
from parvis.core.models import change_state

RETRYABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""What the team can queue again."""


def enqueue(
    *,
    actor: User | None,
    name: str,
    arguments: Mapping[str, Json] | None = None,
    concerns: Iterable[User] = (),
    key: str = "",
    delay: dt.timedelta | None = None,
) -> Job:
    """Queue a job in the caller's transaction: no worker sees it before the commit, and none when that rolls back.

    The caller has checked that the actor may ask for it. With a `key`, a job that waits under the same key already is
    returned instead of a second one; one that runs is not, because it may have read what it needs too early.
    Raises KeyError when no job has this name.
    """
    jobs.get(name)
    values = {
        "name": name,
        "arguments": dict(arguments or {}),
        "created_by": actor,
        "due_at": clock.now() + (delay or dt.timedelta()),
    }
    with transaction.atomic():
        if key:
            Job.objects.bulk_create([Job(key=key, **values)], ignore_conflicts=True)
            found = Job.objects.filter(key=key).order_by("-id").first()
            created = found or Job.objects.create(**values)
        else:
            created = Job.objects.create(**values)
        is_new = not Progress.objects.filter(job=created).exists()
        if is_new:
            Progress.objects.create(job=created)
            if actor is not None:
                record(actor=actor, verb="jobs.queued", target=created, concerns=concerns)
    return created


def cancel(*, actor: User, job: Job) -> None:
    """Stop a job: at once when it waits, at its next sign of progress when it runs.

    Raises NotAllowed for whoever is neither its creator nor of the team, InvalidTransition when it has ended.
    """
    if not rules.can_cancel(actor, job):
        raise NotAllowed(_("You may not cancel this job."))
    with transaction.atomic():
        now = clock.now()
        waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
        if not waiting.update(state=JobState.CANCELLED, finished_at=now):
            running = Progress.objects.filter(job_id=job.pk).exclude(job__state__in=ENDED)
            if not running.update(cancel_asked_at=now):
                raise InvalidTransition(_("This job has ended; there is nothing left to cancel."))
        record(actor=actor, verb="jobs.cancelled", target=job)


def retry(*, actor: User, job: Job) -> None:
    """Queue a job again that failed or was cancelled.

    Raises NotAllowed for whoever is not of the team, Conflict when the job is in another state by now.
    """
    if not rules.can_retry(actor, job):
        raise NotAllowed(_("Only the campus team can queue a job again."))
    if job.state not in RETRYABLE:
        raise InvalidTransition(_("Only a job that failed or was cancelled can be queued again."))
    with transaction.atomic():
        change_state(
            Job.objects.filter(pk=job.pk),
            old=job.state,
            new=JobState.QUEUED,
            key="",
            due_at=clock.now(),
            finished_at=None,
            errors=0,
            losses=0,
        )
        Progress.objects.filter(job_id=job.pk).update(done=0, total=None, message="", cancel_asked_at=None)
        record(actor=actor, verb="jobs.queued_again", target=job)
