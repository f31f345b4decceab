"""A small ecosystem: a resident, a hospital, labs, and what ties them."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.insight.selectors.ties import register_ties
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.accounts import UserFactory, account_with
from tests.factories.cohorts import CohortFactory, CohortMemberFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.joint_projects import JointProjectFactory
from tests.factories.matchmaking import introduced
from tests.factories.projects import ParticipationFactory, ProjectFactory


def funded(*organisations, year=2015, **values):
    """A project of a register with these organisations, seen at once."""
    project = ProjectFactory(year=year, **values)
    for organisation in organisations:
        ParticipationFactory(project=project, organisation=organisation)
    register_ties.forget()
    return project


def together(*organisations, joined=dt.date(2026, 5, 4), **values):
    """A running joint project of these organisations, which only they may see."""
    project = JointProjectFactory(state=values.pop("state", ProjectState.RUNNING), partners=organisations, **values)
    project.partners.update(joined_on=joined)
    return project


def met(first, second, on=dt.date(2026, 6, 1), **values):
    """Two that met after an introduction."""
    accepted = dt.datetime(on.year, on.month, on.day, 9, tzinfo=dt.UTC)
    state = values.pop("state", IntroductionState.MET)
    return introduced(first, second, state=state, met_on=on, accepted_at=accepted, **values)


def resident(name):
    """A start-up of a published cohort."""
    organisation = OrganisationFactory(name=name, slug=name.lower(), kind=OrganisationKind.STARTUP)
    CohortMemberFactory(cohort=CohortFactory(state=CohortState.PUBLISHED), organisation=organisation)
    return organisation


@pytest.fixture
def names():
    """Four organisations: a resident, a hospital, and two labs."""
    return {
        "pulsia": resident("Pulsia"),
        "hospital": OrganisationFactory(name="Hospital", slug="hospital", kind=OrganisationKind.HOSPITAL),
        "lab": OrganisationFactory(name="Lab", slug="lab"),
        "far": OrganisationFactory(name="Far lab", slug="far-lab"),
    }


@pytest.fixture
def anybody():
    """Somebody who has not signed in."""
    return AnonymousUser()


@pytest.fixture
def outsider():
    """An account without any right."""
    return UserFactory()


@pytest.fixture
def manager():
    """A community manager."""
    return account_with(Role.COMMUNITY)
