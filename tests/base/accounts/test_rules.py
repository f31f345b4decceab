"""Who may do what with accounts: each role against an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts import rules
from parvis.base.accounts.enums import Role
from parvis.core import clock
from tests.factories.accounts import UserFactory, account_with

pytestmark = pytest.mark.django_db

TEAM = {Role.ADMINISTRATOR, Role.PROGRAMME, Role.COMMUNITY, Role.SITE}


@pytest.mark.parametrize("held", [*Role, None])
def test_roles_decide(held):
    actor = account_with(held) if held else UserFactory()
    other = UserFactory()
    is_administrator = held == Role.ADMINISTRATOR
    assert rules.roles_of(actor) == ({held} if held else set())
    assert rules.is_administrator(actor) is is_administrator
    assert rules.is_team(actor) is (held in TEAM)
    assert rules.can_manage_members(actor) is is_administrator
    assert rules.can_change_roles(actor, other) is is_administrator
    assert rules.can_deactivate(actor, other) is is_administrator
    for role in Role:
        assert rules.has_role(actor, role) is (is_administrator or role == held)


def test_nobody_changes_or_deactivates_themselves():
    administrator = account_with(Role.ADMINISTRATOR)
    assert not rules.can_change_roles(administrator, administrator)
    assert not rules.can_deactivate(administrator, administrator)
    assert rules.can_leave_role(administrator, administrator)
    assert not rules.can_leave_role(administrator, UserFactory())


@pytest.mark.parametrize("actor", [AnonymousUser(), None])
def test_outsider_may_nothing(actor):
    actor = actor or account_with(Role.ADMINISTRATOR, is_active=False)
    other = UserFactory()
    assert rules.roles_of(actor) == frozenset()
    assert not rules.can_manage_members(actor)
    assert not rules.can_change_roles(actor, other)
    assert not rules.can_deactivate(actor, other)
    assert not rules.can_leave_role(actor, other)


def test_erased_account_is_left_alone():
    administrator, gone = account_with(Role.ADMINISTRATOR), UserFactory(erased_at=clock.now())
    assert not rules.can_change_roles(administrator, gone)
    assert not rules.can_deactivate(administrator, gone)


def test_unsaved_account_has_no_role():
    assert rules.roles_of(UserFactory.build()) == frozenset()
