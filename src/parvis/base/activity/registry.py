"""What people read for each act: apps register their verbs from `apps.py`."""

from django.utils.functional import Promise

from parvis.core.journal import verbs

__all__ = ["label_of", "verbs"]


def label_of(verb: str) -> str | Promise:
    """The words for a verb; the bare verb when no app registers it any more."""
    return verbs.find(verb) or verb
