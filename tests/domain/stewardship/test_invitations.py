"""Rights over an organisation and invitations to it."""

import datetime as dt
import re

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access
from parvis.domain.directory.services.access import change_access, grant_access, remove_access
from parvis.domain.stewardship.models import Invitation
from parvis.domain.stewardship.selectors.invitations import invitation_by_token
from parvis.domain.stewardship.services import invitations
from parvis.domain.stewardship.services.invitations import (
    accept_invitation,
    invite,
    prune_invitations,
    resend_invitation,
    revoke_invitation,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import AccessFactory, OrganisationFactory, editor_of, owner_of, reader_of
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
EDITOR, OWNER, READER = AccessLevel.EDITOR, AccessLevel.OWNER, AccessLevel.READER


def token_in(mail):
    return re.search(r"/invitations/([\w-]+)/", mail.text)[1]


def invited(organisation=None, email="new@example.org", level=EDITOR):
    organisation = organisation or OrganisationFactory()
    owner = owner_of(organisation, language="fr", name="Olympe")
    invitation = invite(actor=owner, organisation=organisation, email=email, level=level)
    return owner, invitation, token_in(Mail.objects.latest("pk"))


def test_an_invitation_is_mailed_and_accepted_once():
    owner, invitation, token = invited()
    mail = Mail.objects.get()
    assert mail.to == "new@example.org"
    assert mail.language == "fr"
    assert "Olympe vous invite" in mail.text
    assert token not in Invitation.objects.get().token_hash
    assert invitation_by_token(token) == invitation
    account = UserFactory(email="new@example.org")
    assert accept_invitation(actor=account, token=token) == invitation.organisation
    access = Access.objects.get(user=account)
    assert (access.level, access.granted_by) == (EDITOR, owner)
    assert "has accepted" in Mail.objects.latest("pk").text or "a accepté" in Mail.objects.latest("pk").text
    assert invitation_by_token(token) is None
    with pytest.raises(InvalidTransition):
        accept_invitation(actor=UserFactory(), token=token, is_other_address=True)
    verbs = [entry.verb for entry in Entry.objects.order_by("pk")]
    assert verbs == ["stewardship.invitation_sent", "stewardship.invitation_accepted"]
    assert "new@example.org" not in str([entry.data for entry in Entry.objects.all()])


def test_another_address_is_accepted_when_it_is_confirmed():
    _owner, invitation, token = invited()
    account = UserFactory()
    with pytest.raises(InvalidInput):
        accept_invitation(actor=account, token=token)
    accept_invitation(actor=account, token=token, is_other_address=True)
    assert Access.objects.filter(user=account, organisation=invitation.organisation).exists()


def test_accepting_never_lowers_a_right():
    organisation = OrganisationFactory()
    _owner, _invitation, token = invited(organisation, level=READER)
    other = owner_of(organisation)
    accept_invitation(actor=other, token=token, is_other_address=True)
    assert Access.objects.get(user=other).level == OWNER
    _owner, _invitation, token = invited(organisation, level=OWNER, email="b@example.org")
    reader = reader_of(organisation)
    accept_invitation(actor=reader, token=token, is_other_address=True)
    assert Access.objects.get(user=reader).level == OWNER


def test_an_invitation_expires():
    with time_machine.travel("2026-11-01 12:00", tick=False):
        _owner, invitation, token = invited()
        assert invitation.expires_at.date() == dt.date(2026, 11, 15)
    with time_machine.travel("2026-11-15 12:01", tick=False):
        assert invitation_by_token(token) is None
        with pytest.raises(InvalidTransition):
            accept_invitation(actor=UserFactory(), token=token, is_other_address=True)
        resend_invitation(actor=owner_of(invitation.organisation), invitation=invitation)
        fresh = token_in(Mail.objects.latest("pk"))
        assert invitation_by_token(token) is None
        assert invitation_by_token(fresh) == invitation
        assert prune_invitations(dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)) == 0
        assert prune_invitations(dt.datetime(2026, 11, 29, 13, tzinfo=dt.UTC)) == 1


def test_a_revoked_invitation_is_over():
    owner, invitation, token = invited()
    revoke_invitation(actor=owner, invitation=invitation)
    assert invitation_by_token(token) is None
    for act in (revoke_invitation, resend_invitation):
        with pytest.raises(Conflict):
            act(actor=owner, invitation=invitation)


def test_who_may_invite(monkeypatch):
    organisation = OrganisationFactory()
    for actor in (UserFactory(), reader_of(organisation), editor_of(organisation), owner_of(OrganisationFactory())):
        with pytest.raises(NotAllowed):
            invite(actor=actor, organisation=organisation, email="a@example.org", level=READER)
    _owner, invitation, _token = invited(organisation)
    for act in (resend_invitation, revoke_invitation):
        with pytest.raises(NotAllowed):
            act(actor=UserFactory(), invitation=invitation)


def refused(organisation, email):
    with pytest.raises(InvalidInput) as refusal:
        invite(actor=account_with(Role.COMMUNITY), organisation=organisation, email=email, level=READER)
    return list(refusal.value.fields)


def test_what_cannot_be_invited(monkeypatch):
    organisation = OrganisationFactory()
    invited(organisation, email="once@example.org")
    member = editor_of(organisation)
    assert refused(organisation, "nobody") == ["email"]
    assert refused(organisation, "Once@example.org") == ["email"]
    assert refused(organisation, member.email.upper()) == ["email"]
    monkeypatch.setattr(invitations, "MOST_PENDING", 1)
    assert refused(organisation, "another@example.org") == ["email"]


def test_rights_are_given_changed_and_taken_away():
    organisation, user = OrganisationFactory(), UserFactory()
    owner = owner_of(organisation)
    access = grant_access(actor=owner, organisation=organisation, user=user, level=READER)
    with pytest.raises(InvalidInput):
        grant_access(actor=owner, organisation=organisation, user=user, level=EDITOR)
    assert change_access(actor=owner, access=access, level=EDITOR).level == EDITOR
    assert change_access(actor=owner, access=access, level=EDITOR).level == EDITOR
    remove_access(actor=owner, access=access)
    with pytest.raises(Conflict):
        remove_access(actor=owner, access=access)
    verbs = [entry.verb for entry in Entry.objects.order_by("pk")]
    assert verbs == ["directory.access_granted", "directory.access_changed", "directory.access_removed"]


def test_an_organisation_keeps_an_owner_unless_the_team_decides():
    organisation = OrganisationFactory()
    only = Access.objects.get(user=owner_of(organisation))
    for act in (
        lambda: remove_access(actor=only.user, access=only),
        lambda: change_access(actor=only.user, access=only, level=EDITOR),
    ):
        with pytest.raises(InvalidInput):
            act()
    second = Access.objects.get(user=owner_of(organisation))
    remove_access(actor=second.user, access=only)
    remove_access(actor=account_with(Role.COMMUNITY), access=second)
    assert not Access.objects.filter(organisation=organisation).exists()


def test_one_gives_up_ones_own_right_and_no_other():
    organisation = OrganisationFactory()
    own, other = AccessFactory(organisation=organisation), AccessFactory(organisation=organisation)
    with pytest.raises(NotAllowed):
        remove_access(actor=own.user, access=other)
    with pytest.raises(NotAllowed):
        change_access(actor=own.user, access=own, level=OWNER)
    remove_access(actor=own.user, access=own)
    assert list(Access.objects.filter(organisation=organisation)) == [other]


def test_an_invitation_revoked_at_the_last_moment_gives_no_right():
    owner, invitation, token = invited()
    account = UserFactory(email="new@example.org")

    def revoke():
        revoke_invitation(actor=owner, invitation=invitation)

    with meanwhile(revoke, before='UPDATE "stewardship_invitation"'), pytest.raises(InvalidTransition):
        accept_invitation(actor=account, token=token)
    assert not Access.objects.filter(user=account).exists()


def test_an_inviter_whose_account_is_closed_gets_no_mail():
    owner, _invitation, token = invited()
    User.objects.filter(pk=owner.pk).update(is_active=False)
    accept_invitation(actor=UserFactory(email="new@example.org"), token=token)
    assert [mail.to for mail in Mail.objects.all()] == ["new@example.org"]
