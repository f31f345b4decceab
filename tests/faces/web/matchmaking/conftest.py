"""What tests of the pages of suggestions have."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import AccessLevel
from tests.factories.accounts import account_with
from tests.factories.campus import CampusFactory
from tests.factories.directory import AccessFactory, OrganisationFactory


@pytest.fixture(autouse=True)
def campus(db):
    """The campus of the tests."""
    return CampusFactory(name="Parvis")


@pytest.fixture
def owner(sign_in):
    """A client signed in for the organisation `owner.organisation`."""
    access = AccessFactory(
        level=AccessLevel.OWNER, organisation=OrganisationFactory(name="Cardiolux", slug="cardiolux")
    )
    client = sign_in(access.user)
    client.user, client.organisation = access.user, access.organisation
    return client


@pytest.fixture
def outsider(sign_in):
    """A client signed in for another organisation."""
    return sign_in(AccessFactory(level=AccessLevel.OWNER).user)


@pytest.fixture
def team(sign_in):
    """A client signed in as a community manager."""
    return sign_in(account_with(Role.COMMUNITY))
