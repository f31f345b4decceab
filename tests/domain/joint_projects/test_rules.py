"""Who begins, reads and writes joint projects, and who speaks for a partner."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.directory.enums import Status
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.consent import open_questions, public_projects
from parvis.domain.joint_projects.selectors.projects import joint_projects_visible_to
from parvis.domain.joint_projects.standing import own_organisations
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, editor_of, owner_of, reader_of
from tests.factories.projects import ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actors(project, startup):
    """One account of each standing."""
    return {
        "anonymous": AnonymousUser(),
        "visitor": UserFactory(),
        "ecosystem": editor_of(OrganisationFactory()),
        "foreign reader": reader_of(OrganisationFactory()),
        "reader": reader_of(startup),
        "editor": editor_of(startup),
        "owner": owner_of(startup),
        "closed": owner_of(startup, is_active=False),
        "site": account_with(Role.SITE),
        "community": account_with(Role.COMMUNITY),
    }


def those(actors, rule, *about):
    return {name for name, actor in actors.items() if rule(actor, *about)}


INSIDE = {"reader", "editor", "owner", "site", "community"}


@pytest.mark.parametrize(
    ("readers", "agreed", "expected"),
    [
        (Readers.PARTNERS, True, INSIDE),
        (Readers.ECOSYSTEM, False, INSIDE | {"ecosystem"}),
        (Readers.EVERYONE, False, INSIDE),
        (Readers.EVERYONE, True, INSIDE | {"ecosystem", "foreign reader", "visitor", "anonymous", "closed"}),
    ],
)
def test_who_reads_a_project(project, actors, readers, agreed, expected):
    JointProject.objects.update(readers=readers)
    if agreed:
        project.partners.update(consent=Consent.GIVEN)
    project.refresh_from_db()
    assert those(actors, rules.can_read_project, project) == expected
    assert those(actors, lambda actor: project in joint_projects_visible_to(actor)) == expected
    assert those(actors, rules.can_read_inside, project) == INSIDE


def test_one_refusal_or_silence_keeps_the_page_closed(project, startup, hospital):
    JointProject.objects.update(readers=Readers.EVERYONE)
    project.partners.filter(organisation=startup).update(consent=Consent.GIVEN)
    assert [one.organisation for one in open_questions(project)] == [hospital]
    project.partners.filter(organisation=hospital).update(consent=Consent.REFUSED)
    assert (list(public_projects()), list(open_questions(project))) == ([], [])
    project.partners.filter(organisation=hospital).update(left_on=clock.today())
    assert list(public_projects()) == [project]
    project.partners.update(left_on=clock.today())
    assert list(public_projects()) == []


def test_who_writes(project, actors, startup):
    assert those(actors, rules.can_write_project, project) == {"editor", "owner", "community"}
    assert those(actors, rules.can_remove_project, project) == {"community"}
    startup.status = Status.CLOSED
    startup.save()
    assert those(actors, rules.can_write_project, project) == {"owner", "community"}
    project.partners.filter(organisation=startup).update(left_on=clock.today())
    assert those(actors, rules.can_write_project, project) == {"community"}
    assert those(actors, rules.can_read_project, project) == {"site", "community"}
    project.partners.update(left_on=clock.today() + dt.timedelta(days=2))
    assert those(actors, rules.can_write_project, project) == {"owner", "community"}


def test_who_begins(actors, startup, hospital):
    assert those(actors, rules.can_create_project) == {"editor", "owner", "ecosystem", "community"}
    assert those(actors, rules.can_create_with, {startup.pk, hospital.pk}) == {"editor", "owner", "community"}
    assert those(actors, rules.can_create_with, {hospital.pk}) == {"community"}
    past = ParticipationFactory(organisation=startup).project
    assert those(actors, rules.can_take_over, past) == {"editor", "owner", "community"}
    assert those(actors, rules.can_take_over, ParticipationFactory().project) == {"community"}
    assert list(own_organisations(actors["owner"])) == [startup]
    assert list(own_organisations(AnonymousUser())) == []


def test_who_speaks_for_a_partner(project, actors, startup, hospital):
    own = project.partners.get(organisation=startup)
    other = project.partners.get(organisation=hospital)
    assert those(actors, rules.can_answer_consent, own) == {"editor", "owner"}
    assert those(actors, rules.can_answer_consent, other) == {"community"}
    owner_of(hospital, is_active=False)
    assert those(actors, rules.can_answer_consent, other) == {"community"}
    owner_of(hospital)
    assert those(actors, rules.can_answer_consent, other) == set()
