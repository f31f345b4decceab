"""What tests of needs have."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.campus.models import FoundingMember
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory, owner_of


@pytest.fixture
def startup(db):
    """An organisation that looks for something."""
    return OrganisationFactory(name="Pulsia")


@pytest.fixture
def owner(startup):
    """Who owns it."""
    return owner_of(startup)


@pytest.fixture
def community(db):
    """The community manager."""
    return account_with(Role.COMMUNITY)


@pytest.fixture
def founder(db):
    """An organisation that carries the campus."""
    organisation = OrganisationFactory(name="Inserm")
    FoundingMember.objects.create(organisation=organisation)
    return organisation


@pytest.fixture
def today():
    """The present day."""
    return clock.today()
