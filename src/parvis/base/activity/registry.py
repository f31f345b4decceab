"""What people read for each act: apps register their verbs from `apps.py`."""

from django.utils.functional import Promise

from parvis.core.registry import Registry

verbs: Registry[str | Promise] = Registry("verb")
"""`app.past_tense` to the words after the name of whoever acted: "edited the organisation"."""


def label_of(verb: str) -> str | Promise:
    """The words for a verb; the bare verb when no app registers it any more."""
    return verbs.find(verb) or verb
