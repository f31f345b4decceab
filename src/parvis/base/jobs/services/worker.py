"""A worker process: threads that run jobs, one that keeps their leases, and its part of the common duties."""

import datetime as dt
import os
import socket
import threading
from collections.abc import Callable, Sequence
from functools import partial

import structlog
from django.db import connection

from parvis.base.jobs.errors import Interrupted
from parvis.base.jobs.models import WorkerPresence
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.services.claims import claim
from parvis.base.jobs.services.keeping import Keeper
from parvis.base.jobs.services.periodic import queue_periodic_jobs
from parvis.base.jobs.services.running import LEASE, run_attempt
from parvis.core import clock

log = structlog.get_logger(__name__)

DUTIES_EVERY = dt.timedelta(seconds=15)


class Worker:
    """Runs jobs until it is asked to stop, or `is_wanted` says no. One of several threads takes quick jobs only."""

    def __init__(
        self,
        *,
        threads: int = 2,
        lease: dt.timedelta = LEASE,
        poll: float = 1.0,
        tick: float = 1.0,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}"
        self.keeper = Keeper(lease)
        self.stopping = threading.Event()
        self._threads = threads
        self._poll = poll
        self._tick = tick
        self._is_wanted = is_wanted
        self._ended = threading.Event()
        self._duties_at: dt.datetime | None = None

    def run(self, *, grace: float = 20.0) -> None:
        """Work until `stop()`; then jobs have `grace` seconds to end before they are given back."""
        started_at = clock.now()
        quick = [name for name, definition in jobs if definition.quick]
        lanes = [quick if number == 0 and self._threads > 1 else jobs.names() for number in range(self._threads)]
        workers = [self._start(partial(self._work, names), f"jobs-{n}") for n, names in enumerate(lanes)]
        keeping = self._start(lambda: self.keeper.run(self._ended, self._tick), "jobs-keeper")
        log.info("jobs.worker_started", worker=self.name, threads=self._threads)
        while self._is_wanted() and not self.stopping.wait(self._poll):
            self._safely(lambda: self._duties(started_at))
        self.stop()
        self._finish(workers, grace)
        self._ended.set()
        keeping.join()
        self._safely(lambda: WorkerPresence.objects.filter(name=self.name).delete())
        connection.close()
        log.info("jobs.worker_stopped", worker=self.name)

    def stop(self) -> None:
        """Take no more jobs, and end when those that run have ended."""
        self.stopping.set()

    def _start(self, act: Callable[[], None], name: str) -> threading.Thread:
        thread = threading.Thread(target=act, name=name, daemon=True)
        thread.start()
        return thread

    def _finish(self, workers: Sequence[threading.Thread], grace: float) -> None:
        """Wait for the running jobs; ask those that take too long to give up at their next sign of progress."""
        for seconds in (grace, grace):
            until = clock.now() + dt.timedelta(seconds=seconds)
            for thread in workers:
                thread.join(max(0.0, (until - clock.now()).total_seconds()))
            for attempt in self.keeper.attempts():
                attempt.stop = attempt.stop or Interrupted()

    def _work(self, names: Sequence[str]) -> None:
        """One lane: claim and run until the worker stops."""
        while not self.stopping.is_set():
            if not self._safely(lambda: self._work_once(names)):
                self.stopping.wait(self._poll)
        connection.close()

    def _work_once(self, names: Sequence[str]) -> bool:
        connection.close_if_unusable_or_obsolete()
        job = claim(worker=self.name, lease=self.keeper.lease, names=names)
        if job is not None:
            run_attempt(job, self.keeper)
        return job is not None

    def _duties(self, started_at: dt.datetime) -> None:
        """Say that this worker is there, and queue periodic jobs that are due."""
        now = clock.now()
        if self._duties_at is not None and now - self._duties_at < DUTIES_EVERY:
            return
        self._duties_at = now
        present = {"started_at": started_at, "seen_at": now}
        WorkerPresence.objects.update_or_create(name=self.name, defaults=present)
        queue_periodic_jobs()

    def _safely(self, act: Callable[[], object]) -> bool:
        """Whether `act` did something; after an error (the database is away) the connection is opened anew."""
        try:
            return bool(act())
        except Exception:
            log.warning("jobs.worker_error", exc_info=True)
            connection.close()
            return False
