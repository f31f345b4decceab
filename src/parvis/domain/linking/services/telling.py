"""Tell search of many merges at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged


@contextmanager
def told_together() -> Iterator[None]:
    """Tell search of some merges at once, also when one of them stops the rest."""
    held: list[OrganisationChanged] = []
    try:
        with bus.hold(OrganisationChanged) as held:
            yield
    finally:
        ids = tuple(dict.fromkeys(pk for event in held for pk in event.ids))
        if ids:
            bus.publish(OrganisationChanged(ids))
