"""What joint projects hold about someone, and what becomes of it."""

import pytest

from parvis.domain.joint_projects.models import News, Partner
from parvis.domain.joint_projects.personal_data import erase, export
from parvis.domain.joint_projects.services import documents, news
from parvis.domain.joint_projects.services.asking import answer_consent
from parvis.domain.joint_projects.services.projects import PartnerValues, ProjectValues, create_joint_project
from tests.domain.joint_projects.test_parts import upload
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(owner, startup):
    """A project in which the owner did one of each thing."""
    person = MembershipFactory(organisation=startup, person__account=owner).person
    partners = [PartnerValues(startup, person=person)]
    project = create_joint_project(actor=owner, values=ProjectValues("Cœur"), partners=partners)
    answer_consent(actor=owner, partner=project.partners.get(), agrees=True)
    documents.add_document(actor=owner, project=project, upload=upload())
    news.say_news(actor=owner, project=project, text="It goes.")
    return project


def test_what_is_held(done, owner):
    held = export(owner)
    assert {name: len(rows) for name, rows in held.items()} == {
        "projects_begun": 1,
        "consents": 1,
        "documents": 1,
        "news": 1,
        "contact_for": 1,
    }
    assert held["news"][0]["text"] == "It goes."
    assert not any(export(UserFactory()).values())


def test_what_stays_has_no_name(done, owner):
    assert erase(owner) == ["News and documents of joint projects stay with their partners, without your name."]
    assert not any(export(owner).values())
    assert (News.objects.get().text, Partner.objects.get().person) == ("It goes.", None)
    assert erase(UserFactory()) == []
