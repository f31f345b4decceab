"""A project of a register becomes a joint project."""

import datetime as dt

import pytest

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.joint_projects.enums import Origin, PartnerRole
from parvis.domain.joint_projects.selectors.projects import taken_over_from
from parvis.domain.joint_projects.services.taking_over import draft_of, take_over
from parvis.domain.projects.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(startup, hospital):
    """A project of 2014 that the hospital coordinated, with three teams, with the start-up and somebody unknown."""
    project = ProjectFactory(
        acronym="HEART",
        title_en="x" * 300,
        abstract_en="Beats.",
        starts_on=dt.date(2015, 1, 1),
        ends_on=dt.date(2018, 1, 1),
    )
    ParticipationFactory(project=project, organisation=startup, key="a")
    ParticipationFactory(project=project, organisation=hospital, key="b")
    ParticipationFactory(project=project, organisation=hospital, key="c", role=Role.COORDINATOR)
    ParticipationFactory(project=project, name="Nowhere Ltd", key="d")
    ParticipationFactory(project=project, organisation=hospital, key="e")
    return project


def test_what_the_register_says_is_filled_in(past, owner, startup, hospital):
    draft = draft_of(past)
    assert [(one.organisation, one.role) for one in draft.partners] == [
        (hospital, PartnerRole.COORDINATOR),
        (startup, PartnerRole.PARTNER),
    ]
    assert draft.unknown == ["Nowhere Ltd"]
    project = take_over(actor=owner, register_project=past)
    assert (project.origin, project.register_project, project.title_en) == (Origin.REGISTER, past, "x" * 200)
    assert (project.state, project.state_on, project.summary_en) == ("finished", dt.date(2018, 1, 1), "Beats.")
    assert set(project.partners.values_list("joined_on", flat=True)) == {dt.date(2015, 1, 1)}
    assert taken_over_from(owner, past) == project
    assert taken_over_from(UserFactory(), past) is None
    with pytest.raises(Conflict):
        take_over(actor=owner, register_project=past)


def test_a_project_without_title_or_days(owner, startup):
    past = ProjectFactory(acronym="HEART", year=clock.today().year)
    ParticipationFactory(project=past, organisation=startup)
    project = take_over(actor=owner, register_project=past)
    assert (project.title_fr, project.state) == ("HEART", "running")
    assert project.partners.get().joined_on == dt.date(clock.today().year, 1, 1)


def test_who_takes_a_project_over(past, manager):
    with pytest.raises(NotAllowed):
        take_over(actor=UserFactory(), register_project=past)
    assert take_over(actor=manager, register_project=past).created_by == manager
    nobody = ParticipationFactory().project
    with pytest.raises(InvalidInput):
        take_over(actor=manager, register_project=nobody)
