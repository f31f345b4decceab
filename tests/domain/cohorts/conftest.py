"""What tests of juries and cohorts have."""

import pytest

from parvis.base.accounts.enums import Role
from tests.factories.accounts import account_with
from tests.factories.cohorts import JuryFactory
from tests.support.files import store

__all__ = ["store"]


@pytest.fixture
def manager(db):
    """A programme manager."""
    return account_with(Role.PROGRAMME)


@pytest.fixture
def jury(db):
    """A jury with two places."""
    return JuryFactory()
