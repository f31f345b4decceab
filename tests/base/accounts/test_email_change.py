"""A change of address is confirmed at both ends."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress

from parvis.base.accounts.models import EmailChange, User
from parvis.base.accounts.selectors.addresses import addresses_asked_for, addresses_of
from parvis.base.accounts.services.email_change import (
    cancel_email_change,
    cancel_own_email_change,
    confirm_email_change,
    request_email_change,
)
from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput
from tests.factories.accounts import UserFactory
from tests.support.accounts import links_in
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


def tokens(mailoutbox):
    """The token of each mail of the newest request: old address first."""
    return [links_in(mail)[0].split("/")[-2] for mail in mailoutbox[-2:]]


def requested(user, mailoutbox, new=NEW):
    request_email_change(actor=user, new_email=new)
    return tokens(mailoutbox)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_ends_confirm(mailoutbox, order):
    user = UserFactory(email="old@example.org")
    both = requested(user, mailoutbox)
    assert [mail.to for mail in mailoutbox] == [["old@example.org"], [NEW]]
    confirm_email_change(token=both[order[0]])
    assert User.objects.get(pk=user.pk).email == "old@example.org"
    change = confirm_email_change(token=both[order[1]])
    assert change.ended_at
    assert User.objects.get(pk=user.pk).email == NEW
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert [mail.to for mail in mailoutbox[2:]] == [["old@example.org"], [NEW]]
    assert Entry.objects.filter(verb="accounts.email_changed", actor=user).count() == 1


def test_both_addresses_are_ones_own_once_both_ends_confirmed(mailoutbox):
    user = UserFactory(email="old@example.org")
    both = requested(user, mailoutbox)
    assert (addresses_of(user), addresses_asked_for(user)) == ({"old@example.org"}, {NEW})
    for token in both:
        confirm_email_change(token=token)
    user.refresh_from_db()
    assert (addresses_of(user), addresses_asked_for(user)) == ({"old@example.org", NEW}, set())


def test_one_end_alone_changes_nothing_however_often_it_confirms(mailoutbox):
    user = UserFactory(email="old@example.org")
    _, new = requested(user, mailoutbox)
    for _ in range(3):
        confirm_email_change(token=new)
    assert User.objects.get(pk=user.pk).email == "old@example.org"


def test_used_up_link_is_no_longer_good(mailoutbox):
    user = UserFactory()
    both = requested(user, mailoutbox)
    for token in both:
        confirm_email_change(token=token)
    for token in both:
        with pytest.raises(Conflict):
            confirm_email_change(token=token)


def test_change_expires(mailoutbox):
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        old, new = requested(UserFactory(), mailoutbox)
        confirm_email_change(token=old)
        clock.shift(dt.timedelta(days=2, seconds=1))
        with pytest.raises(Conflict):
            confirm_email_change(token=new)


@pytest.mark.parametrize("end", [0, 1])
def test_either_mailbox_stops_the_change(mailoutbox, end):
    both = requested(UserFactory(), mailoutbox)
    cancel_email_change(token=both[end])
    for token in both:
        with pytest.raises(Conflict):
            confirm_email_change(token=token)
    with pytest.raises(Conflict):
        cancel_email_change(token=both[end])


def test_own_change_can_be_stopped(mailoutbox):
    user = UserFactory()
    requested(user, mailoutbox)
    cancel_own_email_change(actor=user)
    with pytest.raises(Conflict):
        cancel_own_email_change(actor=user)
    assert Entry.objects.filter(verb="accounts.email_change_cancelled").count() == 1


def test_new_request_replaces_the_old_one(mailoutbox):
    user = UserFactory()
    first = requested(user, mailoutbox)
    second = requested(user, mailoutbox, "other@example.org")
    with pytest.raises(Conflict):
        confirm_email_change(token=first[1])
    for token in second:
        confirm_email_change(token=token)
    assert User.objects.get(pk=user.pk).email == "other@example.org"


def test_taken_address_is_not_given_away_and_nobody_can_tell(mailoutbox):
    user, owner = UserFactory(), UserFactory(email=NEW)
    change = request_email_change(actor=user, new_email=NEW)
    assert [mail.to for mail in mailoutbox] == [[user.email], [NEW]]
    assert "/address/link/" not in mailoutbox[1].body
    confirm_email_change(token=links_in(mailoutbox[0])[0].split("/")[-2])
    with pytest.raises(Conflict):
        confirm_email_change(token="")
    change.refresh_from_db()
    assert (change.new_confirmed_at, User.objects.get(email=NEW)) == (None, owner)


def test_address_taken_in_the_meantime_is_refused(mailoutbox):
    user = UserFactory(email="old@example.org")
    old, new = requested(user, mailoutbox)
    confirm_email_change(token=old)
    UserFactory(email=NEW)
    with pytest.raises(Conflict):
        confirm_email_change(token=new)
    assert User.objects.get(pk=user.pk).email == "old@example.org"


@pytest.mark.parametrize("new", ["", "no address", "OLD@example.org", "a" * 250 + "@example.org"])
def test_what_is_no_other_address_is_refused(mailoutbox, new):
    user = UserFactory(email="old@example.org")
    with pytest.raises(InvalidInput):
        request_email_change(actor=user, new_email=new)
    assert (mailoutbox, EmailChange.objects.count()) == ([], 0)


def test_tokens_are_not_stored(mailoutbox):
    both = requested(UserFactory(), mailoutbox)
    stored = str(EmailChange.objects.values())
    assert not any(token in stored for token in both)


def end_all():
    EmailChange.objects.update(ended_at=clock.now())


def test_change_that_is_stopped_at_the_last_moment_is_not_made(mailoutbox):
    user = UserFactory(email="old@example.org")
    old, new = requested(user, mailoutbox)
    confirm_email_change(token=old)
    with meanwhile(end_all, before='UPDATE "accounts_emailchange" SET "ended_at"'), pytest.raises(Conflict):
        confirm_email_change(token=new)
    assert User.objects.get(pk=user.pk).email == "old@example.org"
    assert not Entry.objects.filter(verb="accounts.email_changed").exists()


def test_change_that_has_just_ended_cannot_be_stopped(mailoutbox):
    user = UserFactory()
    requested(user, mailoutbox)
    with meanwhile(end_all, before='UPDATE "accounts_emailchange" SET "ended_at"'), pytest.raises(Conflict):
        cancel_own_email_change(actor=user)
    assert not Entry.objects.filter(verb="accounts.email_change_cancelled").exists()
