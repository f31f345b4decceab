"""Keeps the search index in step with the directory.

What was written is written by then: when the index cannot follow, the page of whoever wrote it must not fail. The error
is logged, and the daily repair of the index makes up for it.
"""

import logging

from django.db import DatabaseError

from parvis.base.jobs.services.queue import enqueue
from parvis.base.search.services import indexing
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved, OrganisationRenamed
from parvis.domain.directory.models import Relation
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.reference.events import ThemeRenamed

INDEX_AGAIN = "directory.index_again"

logger = logging.getLogger("parvis.search")


def index_changed(event: OrganisationChanged) -> None:
    """Index what was written; many at once are written together."""
    try:
        indexing.index(INDEX, event.ids)
    except DatabaseError:
        logger.exception("the search index could not follow a change of %d organisations", len(event.ids))


def forget_removed(event: OrganisationRemoved) -> None:
    """Take out what is gone."""
    try:
        indexing.remove(INDEX, event.ids)
    except DatabaseError:
        logger.exception("the search index could not follow the removal of %d organisations", len(event.ids))


def index_family(event: OrganisationRenamed) -> None:
    """The organisations below carry the names of this one in the index; there may be a thousand, so a job does it."""
    if Relation.objects.filter(parent=event.id).exists():
        enqueue(actor=None, name=INDEX_AGAIN, arguments={"parent": event.id})


def index_theme(event: ThemeRenamed) -> None:
    """The organisations of a theme are found by its name."""
    enqueue(actor=None, name=INDEX_AGAIN, arguments={"theme": event.code})
