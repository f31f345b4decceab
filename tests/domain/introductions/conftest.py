"""What tests of introductions have."""

import pytest

from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory, owner_of
from tests.factories.introductions import matchmaker


@pytest.fixture(autouse=True)
def campus(db):
    """The campus of the tests."""
    return CampusFactory(name="Parvis")


@pytest.fixture
def team(db):
    """A community manager."""
    return matchmaker(name="Camille")


@pytest.fixture
def startup(db):
    """A start-up that looks for something, with its owner in `owner`."""
    return _with_owner("Alpha")


@pytest.fixture
def hospital(db):
    """A hospital that was found, with its owner in `owner`."""
    return _with_owner("Hospital")


def _with_owner(name):
    organisation = OrganisationFactory(name=name)
    organisation.owner = owner_of(organisation, name=f"Owner of {name}")
    return organisation
