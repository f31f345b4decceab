"""The list of accounts."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.base.accounts.selectors.members import MemberFilters, members_visible_to, open_invitations
from parvis.core import clock
from tests.factories.accounts import UserFactory, account_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return account_with(Role.ADMINISTRATOR, name="Zoé Chef", email="zoe@example.org")


def names(actor, **filters):
    return [user.name for user in members_visible_to(actor, MemberFilters(**filters))]


@pytest.fixture
def people():
    account_with(Role.SITE, name="Anna Site", email="anna@example.org")
    account_with(Role.REVIEWER, name="Bruno Lecteur", email="bruno@hospital.example")
    UserFactory(name="Chloé Visite", email="chloe@example.org", is_active=False)
    UserFactory(name="Gone", erased_at=clock.now())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Anna Site", "Bruno Lecteur", "Chloé Visite", "Zoé Chef"]),
        ({"text": "hospital"}, ["Bruno Lecteur"]),
        ({"text": "anna site"}, ["Anna Site"]),
        ({"text": "nobody"}, []),
        ({"role": "team"}, ["Anna Site", "Zoé Chef"]),
        ({"role": "reviewer"}, ["Bruno Lecteur"]),
        ({"role": "none"}, ["Chloé Visite"]),
        ({"active": True}, ["Anna Site", "Bruno Lecteur", "Zoé Chef"]),
        ({"active": False}, ["Chloé Visite"]),
    ],
)
def test_filters(administrator, people, filters, expected):
    assert names(administrator, **filters) == expected


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_see_nobody(people, role):
    actor = account_with(role)
    assert names(actor) == []
    assert not open_invitations(actor).exists()


def test_anonymous_visitor_sees_nobody(people):
    assert names(AnonymousUser()) == []
