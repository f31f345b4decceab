"""What the steps of a selection hand on."""

from dataclasses import dataclass

from parvis.domain.calls.models import Application
from parvis.domain.directory.models import Organisation


@dataclass(frozen=True)
class Past:
    """An application of then: who made it, and how good it was, which nobody knows."""

    application: Application
    organisation: Organisation
    quality: float
