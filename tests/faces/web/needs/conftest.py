"""What tests of the pages of needs have."""

import pytest

from parvis.base.accounts.enums import Role
from tests.factories.accounts import account_with
from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory, owner_of


@pytest.fixture(autouse=True)
def campus(db):
    """The campus has a name."""
    return CampusFactory(name="Parvis")


@pytest.fixture
def startup(db):
    """An organisation that looks for something."""
    return OrganisationFactory(name="Pulsia", slug="pulsia")


@pytest.fixture
def owner(startup):
    """Who owns it."""
    return owner_of(startup)


@pytest.fixture
def writer(sign_in, owner):
    """A client signed in as its owner."""
    return sign_in(owner)


@pytest.fixture
def team(sign_in):
    """A client signed in as the community manager."""
    return sign_in(account_with(Role.COMMUNITY))


@pytest.fixture
def other(sign_in):
    """A client signed in as the owner of another organisation."""
    return sign_in(owner_of(OrganisationFactory(name="Hospital", slug="hospital")))


@pytest.fixture
def visitor(sign_in):
    """A client signed in as somebody without an organisation."""
    return sign_in(account_with())
