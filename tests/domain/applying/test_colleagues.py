"""Writing together: invitations, requests, rights, and who is here."""

import datetime as dt
import itertools

import pytest
import time_machine

from parvis.base.accounts.tokens import hash_of
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.applying.selectors.colleagues import (
    invitation_of,
    others_here,
    requests_waiting,
    waiting_of,
    writers_of,
)
from parvis.domain.applying.services import colleagues, presence
from parvis.domain.applying.services.colleagues import (
    accept_invitation,
    ask_to_join,
    change_right,
    invite_colleague,
    let_in,
    remove_colleague,
    resend_invitation,
)
from parvis.domain.calls.enums import Right
from parvis.domain.calls.models import Collaborator, Presence
from parvis.domain.calls.standing import right_over
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory
from tests.factories.directory import AccessFactory
from tests.support.applying import a_draft
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(monkeypatch):
    """The first invitation gets "token-1", the second "token-2", and so on."""
    numbers = itertools.count(1)
    monkeypatch.setattr(colleagues, "new_token", lambda: f"token-{next(numbers)}")
    return "token-1"


@pytest.fixture
def draft():
    return a_draft()


def invite(draft, email="jo@example.org", right=Right.EDIT, actor=None):
    return invite_colleague(actor=actor or draft.created_by, application=draft, email=email, right=right)


def test_an_invitation_is_mailed_and_accepted_once(draft, token):
    row = invite(draft, " Jo@Example.org ", Right.SUBMIT)
    assert (row.email, row.right, row.token_hash) == ("jo@example.org", Right.SUBMIT, hash_of(token))
    mail = Mail.objects.get(kind="applying.colleague_invited")
    assert (mail.to, f"/applications/invitations/{token}/" in mail.text) == ("jo@example.org", True)
    assert invitation_of(token) == row
    colleague = UserFactory()
    assert accept_invitation(actor=colleague, token=token) == draft
    assert right_over(colleague, draft) == Right.SUBMIT
    assert invitation_of(token) is None
    assert Mail.objects.get(kind="applying.colleague_joined").to == draft.created_by.email
    with pytest.raises(InvalidTransition):
        accept_invitation(actor=UserFactory(), token=token)
    verbs = set(Entry.objects.filter(target_id=str(draft.pk)).values_list("verb", flat=True))
    assert verbs >= {"applying.colleague_invited", "applying.colleague_joined"}


def test_the_mail_is_in_the_language_of_the_account_or_else_of_the_application(draft):
    UserFactory(email="claire@example.org", language="fr")
    invite(draft, "claire@example.org")
    invite(draft, "nobody@example.org")
    languages = dict(Mail.objects.filter(kind="applying.colleague_invited").values_list("to", "language"))
    assert languages == {"claire@example.org": "fr", "nobody@example.org": draft.language}


def test_an_invitation_expires_and_can_be_sent_again(draft, token):
    row = invite(draft)
    with time_machine.travel(row.expires_at + dt.timedelta(seconds=1), tick=False):
        assert invitation_of(token) is None
        with pytest.raises(InvalidTransition):
            accept_invitation(actor=UserFactory(), token=token)
        resend_invitation(actor=draft.created_by, colleague=row)
        assert (invitation_of(token), invitation_of("token-2")) == (None, row)
        assert invite(draft, "other@example.org")
        remove_colleague(actor=draft.created_by, colleague=row)
        assert invitation_of("token-2") is None
        with pytest.raises(Conflict):
            resend_invitation(actor=draft.created_by, colleague=row)


def test_an_invitation_that_is_used_at_that_moment_is_used_once(draft, token):
    row = invite(draft)

    def take_back():
        Collaborator.objects.filter(pk=row.pk).update(removed_at=clock.now())

    with meanwhile(take_back, before='UPDATE "calls_collaborator"'), pytest.raises(InvalidTransition):
        accept_invitation(actor=UserFactory(), token=token)


def test_whoever_writes_already_only_gains_by_an_invitation(draft, token):
    colleague = CollaboratorFactory(application=draft).user
    invite(draft)
    accept_invitation(actor=colleague, token=token)
    assert right_over(colleague, draft) == Right.EDIT
    invite(draft, right=Right.SUBMIT)
    accept_invitation(actor=colleague, token="token-2")
    assert right_over(colleague, draft) == Right.SUBMIT
    assert waiting_of(draft) == []


def test_nobody_is_told_whose_account_is_closed(draft, token):
    invite(draft)
    draft.created_by.is_active = False
    draft.created_by.save()
    accept_invitation(actor=UserFactory(), token=token)
    assert not Mail.objects.filter(kind="applying.colleague_joined").exists()


@pytest.mark.parametrize("email", ["nobody", ""])
def test_what_is_no_address_is_refused(draft, email):
    with pytest.raises(InvalidInput) as refusal:
        invite(draft, email)
    assert list(refusal.value.fields) == ["email"]


def test_nobody_is_invited_twice_nor_who_writes_already(draft):
    invite(draft)
    for email in ("jo@example.org", draft.created_by.email.upper()):
        with pytest.raises(InvalidInput):
            invite(draft, email)


def test_invitations_do_not_pile_up(draft, monkeypatch):
    monkeypatch.setattr(colleagues, "MOST_WAITING", 1)
    invite(draft)
    with pytest.raises(InvalidInput):
        invite(draft, "other@example.org")


def test_only_those_who_may_submit_say_who_writes(draft):
    colleague = CollaboratorFactory(application=draft)
    other = CollaboratorFactory(application=draft)
    for act in (
        lambda: invite(draft, actor=colleague.user),
        lambda: resend_invitation(actor=colleague.user, colleague=other),
        lambda: change_right(actor=colleague.user, colleague=other, right=Right.SUBMIT),
        lambda: remove_colleague(actor=colleague.user, colleague=other),
        lambda: let_in(actor=UserFactory(), colleague=other, right=Right.EDIT),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_asking_to_join_tells_those_who_may_let_in_and_shows_nothing(draft):
    CollaboratorFactory(application=draft)
    asking = UserFactory(name="Alex")
    row = ask_to_join(actor=asking, application=draft)
    assert right_over(asking, draft) is None
    assert [mail.to for mail in Mail.objects.filter(kind="applying.colleague_asked")] == [draft.created_by.email]
    assert requests_waiting([draft]) == {draft.pk: 1}
    with pytest.raises(Conflict):
        ask_to_join(actor=asking, application=draft)
    let_in(actor=draft.created_by, colleague=row, right=Right.EDIT)
    assert right_over(asking, draft) == Right.EDIT
    assert Mail.objects.get(kind="applying.colleague_let_in").to == asking.email
    assert requests_waiting([draft]) == {}
    for act in (
        lambda: ask_to_join(actor=asking, application=draft),
        lambda: let_in(actor=draft.created_by, colleague=row, right=Right.EDIT),
    ):
        with pytest.raises(Conflict):
            act()


def test_whoever_closed_their_account_meanwhile_is_let_in_without_a_mail(draft):
    row = ask_to_join(actor=UserFactory(is_active=False), application=draft)
    let_in(actor=draft.created_by, colleague=row, right=Right.EDIT)
    assert not Mail.objects.filter(kind="applying.colleague_let_in").exists()


def test_a_request_is_no_link(draft, token):
    ask_to_join(actor=UserFactory(), application=draft)
    assert invitation_of(token) is None


def test_rights_are_changed_taken_back_and_given_up(draft):
    colleague = CollaboratorFactory(application=draft)
    change_right(actor=draft.created_by, colleague=colleague, right=Right.SUBMIT)
    assert right_over(colleague.user, draft) == Right.SUBMIT
    remove_colleague(actor=colleague.user, colleague=colleague)
    assert right_over(colleague.user, draft) is None
    assert Entry.objects.filter(verb="applying.colleague_left").exists()
    for act in (
        lambda: remove_colleague(actor=draft.created_by, colleague=colleague),
        lambda: change_right(actor=draft.created_by, colleague=colleague, right=Right.EDIT),
    ):
        with pytest.raises(Conflict):
            act()


def test_those_who_write_are_the_first_one_colleagues_and_owners(draft):
    colleague = CollaboratorFactory(application=draft)
    owner = AccessFactory(organisation=draft.organisation, level="owner").user
    assert [(one.user, one.right, one.row) for one in writers_of(draft)] == [
        (draft.created_by, Right.SUBMIT, None),
        (colleague.user, Right.EDIT, colleague),
        (owner, Right.SUBMIT, None),
    ]


def test_presence_lasts_two_minutes_and_leaves_no_trace(draft):
    other, now = UserFactory(), clock.now()
    with time_machine.travel(now, tick=False):
        presence.note_presence(user=other, application=draft, question="need")
        presence.note_presence(user=other, application=draft, question="market")
        (here,) = others_here(draft, draft.created_by)
        assert (here.user, here.question) == (other, "market")
        assert others_here(draft, other) == []
    with time_machine.travel(now + dt.timedelta(minutes=2, seconds=1), tick=False):
        assert others_here(draft, draft.created_by) == []
        presence.note_presence(user=draft.created_by, application=draft)
        assert [one.user for one in Presence.objects.all()] == [draft.created_by]
    presence.leave(user=draft.created_by, application=draft)
    assert not Presence.objects.exists()


def test_two_windows_of_one_account_are_one_presence(draft):
    def other_window():
        Presence.objects.create(application=draft, user=draft.created_by, seen_at=clock.now())

    with meanwhile(other_window, before='INSERT INTO "calls_presence"'):
        presence.note_presence(user=draft.created_by, application=draft)
    assert Presence.objects.count() <= 1
