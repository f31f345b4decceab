"""Keeps the search index in step with the directory."""

from parvis.base.search.services import indexing
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.directory.search_documents import INDEX


def index_changed(event: OrganisationChanged) -> None:
    """Index what was written; many at once are written together."""
    indexing.index(INDEX, event.ids)


def forget_removed(event: OrganisationRemoved) -> None:
    """Take out what is gone."""
    indexing.remove(INDEX, event.ids)
