"""One attempt at a job: the handle that the job's function gets."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.errors import AttemptStopped, LeaseLost
from parvis.base.jobs.models import Job, Progress
from parvis.base.jobs.registry import Json
from parvis.base.jobs.services.claims import held
from parvis.core import clock


class Attempt:
    """The handle of a running job (see `registry.JobHandle`), shared by the thread that runs it and the keeper's."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.in_effect = False
        self.had_effect = False
        self.stop: AttemptStopped | None = None
        self.beaten_at = clock.now()
        self.row_lock = threading.Lock()
        """Held by the keeper while it renews the lease, so that it never waits for the row of an effect."""
        self._lock = threading.Lock()
        self._progress: dict[str, Any] = {}

    @property
    def job_id(self) -> int:
        """The job, as in the address of its page."""
        return self.job.pk

    @property
    def actor(self) -> User | None:
        """Who asked for the job."""
        return self.job.created_by

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Note how far the job is, for the keeper to write; raises AttemptStopped when the attempt has to stop."""
        with self._lock:
            self._progress = {"done": done, "total": total, "message": message[:300]}
        self.stop_if_asked()

    def stop_if_asked(self) -> None:
        """Raise what the keeper or the worker has set; what had its effect is not stopped any more."""
        if self.stop is not None and not self.had_effect:
            raise self.stop

    def write_progress(self) -> None:
        """Write the newest progress, if it was not written yet."""
        with self._lock:
            values, self._progress = self._progress, {}
        if values:
            Progress.objects.filter(job_id=self.job.pk).update(**values)

    def effect(self) -> AbstractContextManager[dict[str, Json]]:
        """The one transaction of the job's effect; see `registry.JobHandle.effect`."""
        return self._effect()

    @contextmanager
    def _effect(self) -> Iterator[dict[str, Json]]:
        if self.had_effect or self.in_effect:
            raise RuntimeError("a job has one effect")
        self.stop_if_asked()
        result: dict[str, Json] = {}
        with self.row_lock:
            self.in_effect = True
        try:
            with transaction.atomic(durable=True):
                self._prove_and_finish()
                transaction.on_commit(self._note_effect)
                yield result
                if result:
                    Job.objects.filter(pk=self.job.pk).update(result=result)
            self._note_effect()
        finally:
            self.in_effect = False

    def _note_effect(self) -> None:
        """The commit is made: what goes wrong from here on changes nothing in it."""
        self.had_effect = True

    def _prove_and_finish(self) -> None:
        """Mark the job as done, on the condition that this attempt still holds it.

        First of all: from here to the end of the transaction the row is locked, and nobody can take the job over.
        """
        values = {"finished_at": clock.now(), "lease_until": None, "error": "", "trace": ""}
        if held(self.job).update(state=JobState.DONE, **values) != 1:
            raise LeaseLost
