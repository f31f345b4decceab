"""The directory made ready for names that people type, kept in the memory of a process.

The first one who asks starts the making, and is answered by search until it is done; so is everyone while the directory
is too large to be kept. When the directory has changed, the former state answers until the new one is ready.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection

from parvis.domain.linking.weights import weights
from parvis.engine.linkage import Link, Linker, Record

PAUSE = 60.0
"""Seconds between two makings: an import changes the directory many times in a row."""

MOST = 60_000
"""Organisations that a process keeps ready; so many take about half a gigabyte."""

THREAD = "linking"

logger = logging.getLogger("parvis.linking")

Read = Callable[[], Sequence[Record]]
Stamp = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _State:
    stamp: object
    linker: Linker | None


class Ready:
    """One reference, made anew in a thread when `stamp` says that it has changed."""

    def __init__(self, read: Read, stamp: Stamp, count: Callable[[], int]) -> None:
        self._read, self._stamp, self._count = read, stamp, count
        self._state: _State | None = None
        self._made_at = 0.0
        self._making = threading.Lock()

    def find(self, record: Record, limit: int) -> list[Link]:
        """The nearest, surest first; nothing while the reference is being made for the first time."""
        state = self._state
        if state is None or state.stamp != self._stamp():
            self._make_later()
        linker = state.linker if state else None
        return linker.find(record, limit) if linker else []

    def make(self) -> None:
        """Make it now, unless someone else is about it."""
        if not self._making.acquire(blocking=False):
            return
        try:
            stamp = self._stamp()
            linker = Linker(list(self._read()), weights()) if 0 < self._count() <= MOST else None
            self._state = _State(stamp, linker)
        finally:
            self._made_at = time.monotonic()
            self._making.release()

    def threads(self) -> list[threading.Thread]:
        """The threads that are making it."""
        return [thread for thread in threading.enumerate() if thread.name == THREAD]

    def forget(self) -> None:
        """As if nobody had asked."""
        self._state, self._made_at = None, 0.0

    def _make_later(self) -> None:
        waits = self._state is not None and time.monotonic() - self._made_at < PAUSE
        if settings.LINKING_IN_BACKGROUND and not waits and not self._making.locked():
            threading.Thread(target=self._make_aside, name=THREAD, daemon=True).start()

    def _make_aside(self) -> None:
        try:
            self.make()
        except DatabaseError:
            logger.exception("the directory could not be made ready for names")
        finally:
            connection.close()
