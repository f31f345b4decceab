"""The search among notices follows, and its failures do not reach whoever writes."""

import pytest
from django.db import DatabaseError, transaction

from parvis.base.search.services import indexing
from parvis.core.bus import publish
from parvis.domain.directory.events import OrganisationRenamed
from parvis.domain.directory.models import Organisation
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.search_documents import NOTICES
from parvis.domain.needs.selectors.listing import NoticeFilters, shown_notice_ids
from tests.factories.needs import NoticeFactory

pytestmark = pytest.mark.django_db


def test_renamed_organisation_is_found_by_its_new_name(startup, owner, django_capture_on_commit_callbacks):
    notice = NoticeFactory(organisation=startup)
    indexing.rebuild(NOTICES)
    Organisation.objects.update(name="Cardiola")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        publish(OrganisationRenamed(startup.pk))
    assert shown_notice_ids(owner, NoticeFilters(text="cardiola")) == [notice.pk]


def test_index_that_cannot_follow_is_logged(monkeypatch, caplog, django_capture_on_commit_callbacks):
    def fail(_name, _keys):
        raise DatabaseError

    monkeypatch.setattr(indexing, "index", fail)
    with django_capture_on_commit_callbacks(execute=True):
        publish(NoticeChanged(1))
    assert "could not follow" in caplog.text
