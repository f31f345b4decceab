"""Keeps the ties of participations in step with the directory."""

import datetime as dt

from parvis.base.jobs.services.queue import enqueue
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.projects.models import Participation
from parvis.domain.projects.services.tying import TIE

PAUSE = dt.timedelta(minutes=10)
"""Changes come one after the other; they are followed together."""


def tie_again(_event: OrganisationChanged | OrganisationRemoved) -> None:
    """Ask for another round, once for all changes until it begins; nothing where there are no projects."""
    if Participation.objects.exists():
        enqueue(actor=None, name=TIE, key=TIE, delay=PAUSE)
