"""Values kept in the memory of one process for a few seconds, where every page asks for them."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_all: list["Kept[object]"] = []


class Kept(Generic[T]):
    """One value that is loaded when first asked for, and again once it is older than `seconds`.

    The process that changes it calls `forget()`; other processes see the change after at most `seconds`.
    """

    def __init__(self, load: Callable[[], T], *, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._value: tuple[float, T] | None = None
        _all.append(self)  # type: ignore[arg-type]

    def get(self) -> T:
        """The value; at most `seconds` old."""
        kept = self._value
        if kept is None or time.monotonic() - kept[0] >= self._seconds:
            kept = (time.monotonic(), self._load())
            self._value = kept
        return kept[1]

    def forget(self) -> None:
        """Load it again next time."""
        self._value = None


def forget_everything() -> None:
    """Forget all kept values; between tests, and after a restore."""
    for kept in _all:
        kept.forget()
