"""Run jobs in this thread."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.errors import AttemptStopped, Cancelled, Interrupted
from parvis.base.jobs.models import Job
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.services import claims
from parvis.base.jobs.services.attempts import Attempt
from parvis.base.jobs.services.keeping import Keeper

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(seconds=60)
"""Longer than SQLite's lock timeout and a beat together, so that a busy database costs nobody the lease."""


def run_due_jobs(*, worker: str = "here", keeper: Keeper | None = None) -> int:
    """Run what is due in this thread until nothing is left; returns how many attempts were made."""
    keeper = keeper or Keeper(LEASE)
    attempts = 0
    while job := claims.claim(worker=worker, lease=keeper.lease, names=jobs.names()):
        run_attempt(job, keeper)
        attempts += 1
    return attempts


def run_attempt(job: Job, keeper: Keeper) -> None:
    """Run the function of a claimed job once, and write how it ended; only errors of the database come out."""
    definition = jobs.get(job.name)
    attempt = Attempt(job)
    bound = log.bind(job=job.pk, name=job.name)
    try:
        with keeper.watching(attempt), translation.override(settings.LANGUAGE_CODE):
            result = _plain(definition.run(attempt, **job.arguments))
            attempt.write_progress()
    except AttemptStopped as stopped:
        bound.info("jobs.stopped", why=type(stopped).__name__)
        _stop(attempt, stopped)
    except Exception as error:  # noqa: BLE001 -- whatever a job raises is its failure, kept with the job
        bound.warning("jobs.failed", after_effect=attempt.had_effect, exc_info=True)
        if not attempt.had_effect:
            attempt.write_progress()
            claims.fail(job, error, attempts=definition.attempts)
    else:
        if not attempt.had_effect:
            claims.succeed(job, result)
        elif result:
            Job.objects.filter(pk=job.pk, state=JobState.DONE, lease=job.lease).update(result=result)
        bound.info("jobs.done")


def _plain(result: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a job returned as plain JSON; raises TypeError when it cannot be that."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(result or {}), cls=DjangoJSONEncoder))
    return plain


def _stop(attempt: Attempt, stopped: AttemptStopped) -> None:
    """What a stopped attempt leaves behind; one that lost its lease has nothing to say any more."""
    if isinstance(stopped, Cancelled):
        attempt.write_progress()
        claims.end(attempt.job, JobState.CANCELLED)
    elif isinstance(stopped, Interrupted):
        claims.release(attempt.job)
