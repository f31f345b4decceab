"""What tests of the pages of juries have."""

import pytest

from parvis.base.accounts.enums import Role
from tests.factories.accounts import account_with
from tests.factories.campus import CampusFactory
from tests.factories.cohorts import JurorFactory, JuryFactory
from tests.support.files import store

__all__ = ["store"]


@pytest.fixture
def jury(db):
    """A jury with two places."""
    CampusFactory()
    return JuryFactory()


@pytest.fixture
def manager(sign_in, db):
    """A client signed in as a programme manager."""
    return sign_in(account_with(Role.PROGRAMME))


@pytest.fixture
def juror(jury, sign_in):
    """A client signed in as a juror who decides."""
    return sign_in(JurorFactory(jury=jury, user__name="Ada").user)
