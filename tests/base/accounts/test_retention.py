"""What is not kept for ever."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import EmailChange, RoleGrant, TeamInvitation, User
from parvis.base.accounts.registry import retentions
from parvis.base.accounts.services.email_change import request_email_change
from parvis.base.accounts.services.invitations import invite_to_team
from parvis.base.accounts.services.retention import prune_everything
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.services.send import queue_mail
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import english
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def day(number):
    return dt.timedelta(days=number)


@pytest.fixture
def clock(settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "inactive_accounts": 400, "mails": 90, "invitations": 30}
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_owner_of_an_unused_account_is_warned_then_it_is_erased(clock, mailoutbox):
    user = UserFactory(email="quiet@example.org")
    clock.shift(day(369))
    prune_everything()
    assert mailoutbox == []
    clock.shift(day(2))
    prune_everything()
    prune_everything()
    assert [mail.to for mail in mailoutbox] == [["quiet@example.org"]]
    clock.shift(day(29.5))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is None
    clock.shift(day(1))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert len(mailoutbox) == 1


def test_account_without_which_nobody_would_administer_the_campus_is_kept(clock):
    user = UserFactory()
    clock.shift(day(371))
    prune_everything()
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    clock.shift(day(31))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is None


def test_late_warning_still_gives_thirty_days(clock, mailoutbox):
    user = UserFactory()
    clock.shift(day(1000))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is None
    clock.shift(day(31))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is not None


def test_signing_in_keeps_the_account(clock):
    user = UserFactory(password="a long enough sentence")
    clock.shift(day(380))
    prune_everything()
    assert User.objects.get(pk=user.pk).warned_at is not None
    english().post("/account/sign-in/", {"login": user.email, "password": "a long enough sentence"})
    clock.shift(day(60))
    prune_everything()
    kept = User.objects.get(pk=user.pk)
    assert (kept.warned_at, kept.erased_at) == (None, None)


def test_last_administrator_is_neither_warned_nor_erased(clock, mailoutbox):
    administrator = account_with(Role.ADMINISTRATOR)
    clock.shift(day(1000))
    prune_everything()
    clock.shift(day(100))
    prune_everything()
    assert (mailoutbox, User.objects.get(pk=administrator.pk).erased_at) == ([], None)


def test_account_whose_address_was_never_confirmed_goes_after_a_week(clock):
    user = UserFactory(confirmed=False)
    clock.shift(day(6))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is None
    clock.shift(day(1.1))
    prune_everything()
    assert User.objects.get(pk=user.pk).erased_at is not None


def test_invitations_and_changes_of_address_go(clock, mailoutbox):
    administrator = account_with(Role.ADMINISTRATOR)
    invite_to_team(actor=administrator, email="new@example.org", role=Role.SITE)
    request_email_change(actor=administrator, new_email="other@example.org")
    clock.shift(day(31))
    prune_everything()
    assert (TeamInvitation.objects.count(), EmailChange.objects.count()) == (1, 1)
    clock.shift(day(14))
    prune_everything()
    assert (TeamInvitation.objects.count(), EmailChange.objects.count()) == (0, 0)


def test_mails_go_but_not_those_that_wait(clock):
    for state in MailState:
        mail = queue_mail(to="a@example.org", subject=state, text="t")
        Mail.objects.filter(pk=mail.pk).update(state=state)
    clock.shift(day(91))
    prune_everything()
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.QUEUED, MailState.SENDING}


def test_sessions_that_have_run_out_go(clock):
    session = SessionStore()
    session["x"] = 1
    session.save()
    prune_everything()
    assert Session.objects.count() == 1
    clock.shift(day(15))
    prune_everything()
    assert Session.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_job_of_every_night_prunes():
    from parvis.base.jobs.services.queue import enqueue

    enqueue(actor=None, name="jobs.retention")
    job = next(job for job in run_jobs() if job.name == "jobs.retention")
    assert (job.state, set(job.result)) == ("done", set(retentions.names()))
