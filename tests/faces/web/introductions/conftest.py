"""What tests of the pages of introductions have."""

import pytest

from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory, owner_of
from tests.factories.introductions import IntroductionFactory, matchmaker


@pytest.fixture(autouse=True)
def campus(db):
    """The campus of the tests."""
    return CampusFactory(name="Parvis")


@pytest.fixture
def team(sign_in):
    """A client signed in as a community manager, who is `team.user`."""
    return _client(sign_in, matchmaker(name="Camille"))


@pytest.fixture
def alpha(sign_in):
    """A client signed in for the start-up Alpha; the organisation is `alpha.organisation`."""
    return _of_organisation(sign_in, "Alpha", "alpha")


@pytest.fixture
def hospital(sign_in):
    """A client signed in for the hospital; the organisation is `hospital.organisation`."""
    return _of_organisation(sign_in, "Hospital", "hospital")


@pytest.fixture
def asked(alpha, hospital):
    """An introduction of the two that the campus has just proposed."""
    return IntroductionFactory(first=alpha.organisation, second=hospital.organisation)


def _of_organisation(sign_in, name, slug):
    organisation = OrganisationFactory(name=name, slug=slug)
    client = _client(sign_in, owner_of(organisation, name=f"Owner of {name}"))
    client.organisation = organisation
    return client


def _client(sign_in, user):
    client = sign_in(user)
    client.user = user
    return client
