"""Take a job, keep it, and end it: each write is conditional on the lease of the attempt."""

import datetime as dt
import traceback
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.core import clock
from parvis.core.errors import ParvisError

MOST_LOSSES = 10
"""A job that took its worker down this often is not tried any more: it may be the cause."""


def claim(*, worker: str, lease: dt.timedelta, names: Sequence[str]) -> Job | None:
    """Take the job that is due longest, or whose worker fell silent; None when there is none.

    Only reads while there is nothing to do, so that idle workers never take SQLite's write lock. On PostgreSQL a row
    that someone has locked is skipped: it is being claimed, or its effect is going on.
    """
    if not claimable(names).exists():
        return None
    with transaction.atomic():
        job = claimable(names).select_related("progress").select_for_update(skip_locked=True, of=("self",)).first()
        return job if job is None or _take(job, worker, lease) else None


def claimable(names: Sequence[str]) -> QuerySet[Job]:
    """The jobs that a worker may take now, in their order."""
    now = clock.now()
    is_due = Q(state=JobState.QUEUED, due_at__lte=now)
    is_lost = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(is_due | is_lost, name__in=names).order_by("due_at", "id")


def held(job: Job) -> QuerySet[Job]:
    """The row of the job for as long as the attempt that `job` was claimed for holds it."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease=job.lease)


def _take(job: Job, worker: str, lease: dt.timedelta) -> bool:
    """Start an attempt on a row that this transaction has locked; False when the job ends here instead."""
    if job.state == JobState.RUNNING:
        job.losses += 1
    if job.progress.cancel_asked_at is not None:
        return _end_unstarted(job, JobState.CANCELLED)
    if job.losses >= MOST_LOSSES:
        return _end_unstarted(job, JobState.FAILED, error=_("The worker stopped in the middle of this job too often."))
    now = clock.now()
    job.state, job.lease, job.lease_until = JobState.RUNNING, uuid.uuid4(), now + lease
    job.worker, job.started_at, job.finished_at = worker, now, None
    job.save(update_fields=["state", "lease", "lease_until", "worker", "started_at", "finished_at", "losses"])
    return True


def _end_unstarted(job: Job, state: JobState, **values: Any) -> bool:
    """End a row that this transaction has locked without another attempt."""
    fields = {"state": state, "finished_at": clock.now(), "lease": None, "lease_until": None, "losses": job.losses}
    Job.objects.filter(pk=job.pk).update(**fields | values)
    return False


def renew(job: Job, lease: dt.timedelta) -> bool:
    """Keep the lease for another while; False when another attempt holds the job."""
    return held(job).update(lease_until=clock.now() + lease) == 1


def end(job: Job, state: JobState, **values: Any) -> bool:
    """Write the last state of an attempt; False, and nothing is written, when it no longer holds the job."""
    fields = {"state": state, "finished_at": clock.now(), "lease": None, "lease_until": None, "losses": job.losses}
    return held(job).update(**fields | values) == 1


def release(job: Job) -> bool:
    """Give the job back untouched, for another worker to take up at once."""
    return end(job, JobState.QUEUED, finished_at=None, due_at=clock.now(), key="")


def fail(job: Job, error: Exception, *, attempts: int) -> bool:
    """Queue the job again after a while, or end it when the error will not go away or came too often.

    A refusal (ParvisError) is final: the same input would be refused again.
    """
    errors = job.errors + 1
    is_refusal = isinstance(error, ParvisError)
    values = {
        "errors": errors,
        "error": str(error) if is_refusal else f"{type(error).__name__}: {error}",
        "trace": "" if is_refusal else "".join(traceback.format_exception(error))[-20_000:],
    }
    if is_refusal or errors >= attempts:
        return end(job, JobState.FAILED, **values)
    pause = dt.timedelta(seconds=5 * 4 ** (errors - 1))
    return end(job, JobState.QUEUED, finished_at=None, due_at=clock.now() + pause, key="", **values)


def succeed(job: Job, result: Mapping[str, Any]) -> bool:
    """Mark the job as done."""
    return end(job, JobState.DONE, result=dict(result), error="", trace="")
