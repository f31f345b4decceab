"""Giving and taking roles."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant
from parvis.base.accounts.rules import roles_of
from parvis.base.accounts.services.members import deactivate_account, reactivate_account
from parvis.base.accounts.services.roles import grant_role, revoke_role
from parvis.base.activity.models import Concern, Entry
from parvis.core.errors import Conflict, NotAllowed
from tests.factories.accounts import UserFactory, account_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return account_with(Role.ADMINISTRATOR)


def test_grant_role_gives_it_and_is_logged(administrator):
    user = UserFactory()
    assert roles_of(user) == frozenset()
    grant = grant_role(actor=administrator, user=user, role=Role.SITE)
    assert (grant.granted_by, roles_of(user)) == (administrator, {Role.SITE})
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.data) == ("accounts.role_granted", administrator, {"role": "site"})
    assert entry.target_label == f"#{user.pk}"
    assert Concern.objects.get().user == user


def test_granting_twice_changes_nothing(administrator):
    user = UserFactory()
    grant_role(actor=administrator, user=user, role=Role.SITE)
    grant_role(actor=administrator, user=user, role=Role.SITE)
    assert (RoleGrant.objects.filter(user=user).count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize("held", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_cannot_grant_or_revoke(held):
    actor, user = account_with(held), account_with(Role.SITE)
    with pytest.raises(NotAllowed):
        grant_role(actor=actor, user=user, role=Role.REVIEWER)
    with pytest.raises(NotAllowed):
        revoke_role(actor=actor, user=user, role=Role.SITE)


def test_nobody_gives_themselves_a_role(administrator):
    with pytest.raises(NotAllowed):
        grant_role(actor=administrator, user=administrator, role=Role.SITE)


def test_deactivated_account_gets_no_role(administrator):
    with pytest.raises(Conflict):
        grant_role(actor=administrator, user=UserFactory(is_active=False), role=Role.SITE)


def test_revoke_role_takes_it_away(administrator):
    user = account_with(Role.SITE, Role.REVIEWER)
    revoke_role(actor=administrator, user=user, role=Role.SITE)
    assert roles_of(user) == {Role.REVIEWER}
    assert Entry.objects.get().verb == "accounts.role_revoked"


def test_revoking_what_is_not_held_is_a_conflict(administrator):
    with pytest.raises(Conflict):
        revoke_role(actor=administrator, user=UserFactory(), role=Role.SITE)


def test_role_can_be_given_back():
    user = account_with(Role.SITE)
    revoke_role(actor=user, user=user, role=Role.SITE)
    assert roles_of(user) == frozenset()


def test_last_administrator_stays(administrator):
    for actor in (administrator, None):
        with pytest.raises(Conflict, match=r"last campus administrator|dernier administrateur"):
            revoke_role(actor=actor, user=administrator, role=Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        deactivate_account(actor=None, user=administrator)
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_deactivated_administrator_does_not_count(administrator):
    account_with(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(Conflict):
        revoke_role(actor=administrator, user=administrator, role=Role.ADMINISTRATOR)


def test_administrator_leaves_when_there_is_another(administrator):
    account_with(Role.ADMINISTRATOR)
    revoke_role(actor=administrator, user=administrator, role=Role.ADMINISTRATOR)
    assert roles_of(administrator) == frozenset()


def test_deactivate_and_reactivate(administrator, client):
    user = UserFactory()
    deactivate_account(actor=administrator, user=user)
    user.refresh_from_db()
    assert not user.is_active
    with pytest.raises(Conflict):
        deactivate_account(actor=administrator, user=user)
    reactivate_account(actor=administrator, user=user)
    user.refresh_from_db()
    assert user.is_active
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["accounts.deactivated", "accounts.reactivated"]


def test_nobody_deactivates_themselves_and_outsiders_nobody(administrator):
    with pytest.raises(NotAllowed):
        deactivate_account(actor=administrator, user=administrator)
    with pytest.raises(NotAllowed):
        deactivate_account(actor=account_with(Role.SITE), user=UserFactory())
    with pytest.raises(NotAllowed):
        reactivate_account(actor=account_with(Role.SITE), user=UserFactory(is_active=False))
