"""Values kept in the memory of one process for a few seconds, where every page asks for them."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeGuard, TypeVar

T = TypeVar("T")

_all: list["Kept[object]"] = []


class Kept(Generic[T]):
    """One value that is loaded when first asked for, and again once it is older than `seconds`.

    The process that changes it calls `forget()`; other processes see the change after at most `seconds` and the time of
    one loading. One thread loads at a time: the others go on with the value they have, or wait where there is none.
    """

    def __init__(self, load: Callable[[], T], *, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._value: tuple[float, T] | None = None
        self._forgotten = 0
        self._loading = threading.Lock()
        _all.append(self)  # type: ignore[arg-type]

    def get(self) -> T:
        """The value."""
        kept = self._value
        if self._is_fresh(kept):
            return kept[1]
        if kept is None:
            self._loading.acquire()
        elif not self._loading.acquire(blocking=False):
            return kept[1]
        try:
            kept = self._value
            return kept[1] if self._is_fresh(kept) else self._loaded()
        finally:
            self._loading.release()

    def _is_fresh(self, kept: tuple[float, T] | None) -> TypeGuard[tuple[float, T]]:
        return kept is not None and monotonic() - kept[0] < self._seconds

    def _loaded(self) -> T:
        """A new value; not kept when it was forgotten meanwhile, for it may be the one before the change."""
        turn, kept = self._forgotten, (monotonic(), self._load())
        if turn == self._forgotten:
            self._value = kept
        return kept[1]

    def forget(self) -> None:
        """Load it again next time."""
        self._forgotten += 1
        self._value = None


def forget_everything() -> None:
    """Forget all kept values; between tests, and after a restore."""
    for kept in _all:
        kept.forget()
