"""The index is mended once a day, and a failing index never fails a page."""

import pytest
from django.db import DatabaseError

from parvis.base.search.registry import Index, indexes
from parvis.base.search.services import indexing
from parvis.domain.directory import receivers
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.search_documents import FACETS, INDEX, organisation_keys
from parvis.domain.directory.selectors.search import DirectoryFilters, search_organisations
from tests.factories.directory import OrganisationFactory


@pytest.fixture
def broken_index(db):
    """The directory's index, whose documents cannot be read."""

    def load(keys):
        raise DatabaseError("the disk is full")

    known = indexes.get(INDEX)
    OrganisationFactory()
    indexing.rebuild(INDEX)
    indexes._items[INDEX] = Index(load, organisation_keys, FACETS)
    yield
    indexes._items[INDEX] = known


def test_repair_indexes_what_differs(db):
    organisation = OrganisationFactory(name="Ancien nom")
    indexing.rebuild(INDEX)
    Organisation.objects.update(name="Nouveau nom")
    assert indexing.repair(INDEX).differing == (organisation.pk,)
    assert search_organisations(DirectoryFilters("nouveau")).organisations == [organisation]


def test_failing_index_is_logged_and_no_more(broken_index, caplog):
    receivers.index_changed(OrganisationChanged((1,)))
    assert "the search index could not follow" in caplog.text
