"""The campus, kept in memory for a few seconds: every page shows its name."""

import time

from parvis.domain.campus.models import Campus

LIFETIME = 5.0
"""Seconds after which another process's change is seen."""

_kept: tuple[float, Campus] | None = None


def the_campus() -> Campus:
    """The one campus, or an unsaved one named parvis before anybody has set it up."""
    global _kept  # noqa: PLW0603 -- a cache of one row in each process
    if _kept is not None and time.monotonic() - _kept[0] < LIFETIME:
        return _kept[1]
    campus = Campus.objects.select_related("logo").first() or Campus(name="parvis")
    _kept = (time.monotonic(), campus)
    return campus


def forget_campus() -> None:
    """Read it again next time; services call this once their change is committed."""
    global _kept  # noqa: PLW0603 -- a cache of one row in each process
    _kept = None
