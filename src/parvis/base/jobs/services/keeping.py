"""Keep the leases of a worker's attempts alive, write their progress, and learn what they must know."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, InterfaceError, connection

from parvis.base.jobs.errors import Cancelled, LeaseLost
from parvis.base.jobs.models import Progress
from parvis.base.jobs.services.attempts import Attempt
from parvis.base.jobs.services.claims import renew
from parvis.core import clock

log = structlog.get_logger(__name__)


class Keeper:
    """Beats for all attempts of one process, in a thread and on a database connection of its own.

    It never writes to the row of a job whose effect is going on: that row is locked by the effect, and nobody else can
    take the job meanwhile. On SQLite, which has one writer at a time, it then writes nothing at all.
    """

    def __init__(self, lease: dt.timedelta) -> None:
        self.lease = lease
        self._attempts: list[Attempt] = []

    @contextmanager
    def watching(self, attempt: Attempt) -> Iterator[None]:
        """Beat for the attempt while the block runs."""
        self._attempts.append(attempt)
        try:
            yield
        finally:
            self._attempts.remove(attempt)

    def attempts(self) -> list[Attempt]:
        """The attempts that are going on."""
        return list(self._attempts)

    def run(self, stop: threading.Event, tick: float) -> None:
        """Beat every `tick` seconds until `stop` is set."""
        while not stop.wait(tick):
            self.beat_safely()
        connection.close()

    def beat_safely(self) -> None:
        """Beat; an error of the database is logged and the next beat tries again."""
        try:
            self.beat()
        except (DatabaseError, InterfaceError):
            log.warning("jobs.beat_failed", exc_info=True)
            connection.close()

    def beat(self) -> None:
        """One round over all attempts."""
        for attempt in self.attempts():
            if connection.vendor == "sqlite" and any(other.in_effect for other in self.attempts()):
                return
            attempt.write_progress()
            asked = Progress.objects.filter(job_id=attempt.job_id, cancel_asked_at__isnull=False)
            if attempt.stop is None and asked.exists():
                attempt.stop = Cancelled()
            if clock.now() - attempt.beaten_at > self.lease / 4:
                self._renew(attempt)

    def _renew(self, attempt: Attempt) -> None:
        with attempt.row_lock:
            if attempt.in_effect or attempt.had_effect:
                return
            if renew(attempt.job, self.lease):
                attempt.beaten_at = clock.now()
            else:
                attempt.stop = LeaseLost()
