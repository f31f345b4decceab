"""News that travel upward: a service publishes a dataclass once its transaction is committed, upper apps listen."""

from collections import defaultdict
from collections.abc import Callable
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


def _deliver(event: object) -> None:
    for receiver in _receivers[type(event)]:
        receiver(event)
