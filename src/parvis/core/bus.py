"""News that travel upward: a service publishes a dataclass once its transaction is committed, upper apps listen."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

_receivers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Any], receiver: Callable[[Any], None]) -> None:
    """Call `receiver` with every event of this class; called from `AppConfig.ready()`, twice is once."""
    if receiver not in _receivers[kind]:
        _receivers[kind].append(receiver)


def publish(event: object) -> None:
    """Deliver `event` after the current transaction commits, or at once when there is none."""
    transaction.on_commit(lambda: _deliver(event))


_held: ContextVar[dict[type[Any], list[Any]] | None] = ContextVar("held", default=None)


@contextmanager
def hold(kind: type[Any]) -> Iterator[list[Any]]:
    """Keep the events of this class back in this context; the caller does once what their receivers do each time."""
    kept: list[Any] = []
    token = _held.set({**(_held.get() or {}), kind: kept})
    try:
        yield kept
    finally:
        _held.reset(token)


def _deliver(event: object) -> None:
    held = _held.get()
    if held is not None and type(event) in held:
        held[type(event)].append(event)
        return
    for receiver in _receivers[type(event)]:
        receiver(event)
