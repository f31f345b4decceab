"""Invitations to the team."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import TeamInvitation
from parvis.base.accounts.rules import roles_of
from parvis.base.accounts.selectors.members import open_invitations
from parvis.base.accounts.services.invitations import accept_invitation, invite_to_team, revoke_invitation
from parvis.base.activity.models import Entry
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import links_in
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return account_with(Role.ADMINISTRATOR, name="Ada")


def invited(administrator, mailoutbox, email="new@example.org", role=Role.SITE):
    invitation = invite_to_team(actor=administrator, email=email, role=role)
    token = next(path for path in links_in(mailoutbox[-1]) if "/invitation/" in path).split("/")[-2]
    return invitation, token


def test_invitation_is_mailed_and_logged_without_its_address(administrator, mailoutbox):
    invitation, token = invited(administrator, mailoutbox, email="New@Example.org")
    assert (invitation.email, mailoutbox[0].to) == ("new@example.org", ["new@example.org"])
    assert token not in str(TeamInvitation.objects.values())
    entry = Entry.objects.get()
    assert (entry.verb, entry.target_label) == ("accounts.invited_to_team", f"#{invitation.pk}")
    assert list(open_invitations(administrator)) == [invitation]


def test_accepting_gives_the_role(administrator, mailoutbox):
    invitation, token = invited(administrator, mailoutbox)
    user = UserFactory(email="new@example.org")
    accept_invitation(actor=user, token=token)
    invitation.refresh_from_db()
    assert roles_of(user) == {Role.SITE}
    assert (invitation.accepted_by, user.role_grants.get().granted_by) == (user, administrator)
    with pytest.raises(Conflict):
        accept_invitation(actor=user, token=token)


def test_invitation_is_for_its_address_alone(administrator, mailoutbox):
    _, token = invited(administrator, mailoutbox)
    for other in (UserFactory(), UserFactory(email="new@example.org", confirmed=False)):
        with pytest.raises(NotAllowed):
            accept_invitation(actor=other, token=token)
        assert roles_of(other) == frozenset()


def test_invitation_expires(administrator, mailoutbox):
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        _, token = invited(administrator, mailoutbox)
        user = UserFactory(email="new@example.org")
        clock.shift(dt.timedelta(days=14, seconds=1))
        with pytest.raises(Conflict):
            accept_invitation(actor=user, token=token)


def test_revoked_invitation_is_useless(administrator, mailoutbox):
    invitation, token = invited(administrator, mailoutbox)
    revoke_invitation(actor=administrator, invitation=invitation)
    with pytest.raises(Conflict):
        accept_invitation(actor=UserFactory(email="new@example.org"), token=token)
    with pytest.raises(Conflict):
        revoke_invitation(actor=administrator, invitation=invitation)


def test_second_invitation_replaces_the_first(administrator, mailoutbox):
    _, first = invited(administrator, mailoutbox)
    _, second = invited(administrator, mailoutbox)
    user = UserFactory(email="new@example.org")
    with pytest.raises(Conflict):
        accept_invitation(actor=user, token=first)
    accept_invitation(actor=user, token=second)


def test_refusals(administrator):
    with pytest.raises(NotAllowed):
        invite_to_team(actor=account_with(Role.PROGRAMME), email="new@example.org", role=Role.SITE)
    with pytest.raises(InvalidInput):
        invite_to_team(actor=administrator, email="no address", role=Role.SITE)
    holder = account_with(Role.SITE)
    with pytest.raises(InvalidInput):
        invite_to_team(actor=administrator, email=holder.email, role=Role.SITE)
    invitation = invite_to_team(actor=administrator, email="new@example.org", role=Role.SITE)
    with pytest.raises(NotAllowed):
        revoke_invitation(actor=holder, invitation=invitation)


def test_invitation_that_is_revoked_at_the_last_moment_gives_no_role(administrator, mailoutbox):
    invitation, token = invited(administrator, mailoutbox)
    user = UserFactory(email="new@example.org")

    def revoke():
        revoke_invitation(actor=administrator, invitation=invitation)

    with meanwhile(revoke, before='UPDATE "accounts_teaminvitation"'), pytest.raises(Conflict):
        accept_invitation(actor=user, token=token)
    assert roles_of(user) == frozenset()
