"""What needs and offers hold about an account: given to it, and taken away."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from parvis.core import clock
from parvis.domain.needs.models import Interest, Notice, OpportunityImport, Report
from parvis.domain.needs.personal_data import NOTICES
from tests.factories.accounts import UserFactory
from tests.factories.directory import PersonFactory
from tests.factories.needs import InterestFactory, NoticeFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    """Somebody who wrote, reported, said interest and imported."""
    user = UserFactory()
    NoticeFactory(created_by=user, title="Written")
    NoticeFactory(person=PersonFactory(account=user), title="Named")
    ReportFactory(reported_by=user)
    ReportFactory(settled_by=user, settled_at=clock.now())
    InterestFactory(said_by=user)
    OpportunityImport.objects.create(file_name="a.json", as_of=clock.today(), staged_by=user, staged_at=clock.now())
    return user


def test_writer_gets_what_is_held(writer):
    NoticeFactory()
    found = json.loads(json.dumps(NOTICES.export(writer), cls=DjangoJSONEncoder))
    assert [one["title"] for one in found["notices"]] == ["Written", "Named"]
    assert {name: len(rows) for name, rows in found.items()} == {
        "notices": 2,
        "reports": 1,
        "interests": 1,
        "imports": 1,
    }


def test_erased_writer_leaves_what_belongs_to_organisations(writer):
    assert len(NOTICES.erase(writer)) == 1
    assert Notice.objects.filter(created_by=None, person=None).count() == Notice.objects.count()
    assert Report.objects.get().settled_by is None
    assert (Interest.objects.get().said_by, OpportunityImport.objects.get().staged_by) == (None, None)
    assert NOTICES.erase(writer) == []
