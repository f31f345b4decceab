"""What tests of joint projects have."""

from dataclasses import dataclass

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.messaging.models import Mail
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory, owner_of
from tests.factories.joint_projects import JointProjectFactory
from tests.support.files import store

__all__ = ["store"]


@pytest.fixture
def manager(db):
    """A community manager."""
    return account_with(Role.COMMUNITY)


@pytest.fixture
def startup(db):
    """A partner."""
    return OrganisationFactory(name="Alpha")


@pytest.fixture
def hospital(db):
    """The other partner."""
    return OrganisationFactory(name="Hospital")


@pytest.fixture
def owner(startup):
    """Who owns the start-up."""
    return owner_of(startup, email="owner@alpha.example")


@pytest.fixture
def doctor(hospital):
    """Who owns the hospital."""
    return owner_of(hospital, email="doctor@hospital.example")


@pytest.fixture
def project(startup, hospital):
    """An idea of the two, open to them."""
    return JointProjectFactory(slug="heart", title_fr="Cœur", title_en="Heart", partners=[startup, hospital])


@dataclass
class Letter:
    """A mail as tests read it."""

    to: list
    subject: str
    body: str


class Outbox:
    """The mails that were written, the oldest first."""

    def __iter__(self):
        return iter([Letter([mail.to], mail.subject, mail.text) for mail in Mail.objects.order_by("pk")])

    def __getitem__(self, place):
        return list(self)[place]

    def clear(self):
        """Forget what was written so far."""
        Mail.objects.all().delete()


@pytest.fixture
def outbox(db):
    """What is mailed."""
    return Outbox()
