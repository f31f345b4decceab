"""The campus itself; every page shows its name."""

from parvis.core.memory import Kept
from parvis.domain.campus.models import Campus


def _load() -> Campus:
    return Campus.objects.select_related("logo").first() or Campus(name="parvis")


_campus = Kept(_load, seconds=5)


def the_campus() -> Campus:
    """The one campus, or an unsaved one named parvis before anybody has set it up; do not change this object."""
    return _campus.get()


def forget_campus() -> None:
    """Read it again next time; services call this once their change is committed."""
    _campus.forget()
