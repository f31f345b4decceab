"""Handing mails to a server."""

import datetime as dt

import pytest
import time_machine

from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.services.deliver import GIVE_UP_AFTER, MOST_ATTEMPTS, deliver_due_mails
from parvis.base.messaging.services.send import have_mails_delivered, queue_mail
from parvis.core import clock
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db

SENT = {"sent": 1, "put_off": 0, "failed": 0}
PUT_OFF = {"sent": 0, "put_off": 1, "failed": 0}
FAILED = {"sent": 0, "put_off": 0, "failed": 1}
NOTHING = {"sent": 0, "put_off": 0, "failed": 0}


def write(to="ada@example.org", **values):
    return queue_mail(**{"to": to, "subject": "Réunion", "text": "Bonjour\n.\nà bientôt", **values})


def later(**interval):
    return time_machine.travel(clock.now() + dt.timedelta(**interval), tick=True)


def test_a_mail_arrives_once(postbox):
    write(html="<p>Bonjour</p>", reply_to="desk@example.org")
    assert deliver_due_mails() == SENT
    assert deliver_due_mails() == NOTHING
    (message,) = postbox.mails
    text, html = message.get_payload()
    assert text.get_payload(decode=True).decode().split() == ["Bonjour", ".", "à", "bientôt"]
    assert html.get_content_type() == "text/html"
    assert (message["To"], message["Reply-To"]) == ("ada@example.org", "desk@example.org")
    assert message["Auto-Submitted"] == "auto-generated"
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.sent_at is not None) == (MailState.SENT, 1, True)


def test_mail_programs_are_told_how_to_stop_a_mail_that_comes_again(postbox):
    write(stop_url="https://campus.example/stop/1/")
    write()
    deliver_due_mails()
    again, once = postbox.mails
    assert again["List-Unsubscribe"] == "<https://campus.example/stop/1/>"
    assert again["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (once["List-Unsubscribe"], once["List-Unsubscribe-Post"]) == (None, None)


def test_the_text_of_a_secret_mail_goes_once_it_is_sent(postbox):
    write(is_secret=True, html="<p>Bonjour</p>")
    deliver_due_mails()
    assert len(postbox.mails) == 1
    mail = Mail.objects.get()
    assert (mail.state, mail.text, mail.html) == (MailState.SENT, "", "")


def test_the_job_delivers_what_waits(postbox):
    write()
    write("bob@example.org")
    have_mails_delivered()
    assert run_jobs()[0].result == {"sent": 2, "put_off": 0, "failed": 0}
    assert [message["To"] for message in postbox.mails] == ["ada@example.org", "bob@example.org"]


def test_a_mail_that_is_refused_for_now_is_tried_again_after_growing_pauses(postbox):
    write()
    postbox.refusals["ada@example.org"] = "451 try later"
    assert deliver_due_mails() == PUT_OFF
    assert deliver_due_mails() == NOTHING
    assert "451" in Mail.objects.get().error
    with later(seconds=61):
        assert deliver_due_mails() == PUT_OFF
        with later(seconds=61):
            assert deliver_due_mails() == NOTHING
        with later(seconds=121):
            postbox.refusals.clear()
            assert deliver_due_mails() == SENT
    assert (Mail.objects.get().attempts, Mail.objects.get().error) == (3, "")


def test_a_mail_that_is_refused_too_often_is_given_up(postbox):
    write()
    postbox.refusals["ada@example.org"] = "451 try later"
    for number in range(MOST_ATTEMPTS):
        with later(days=number):
            deliver_due_mails()
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == (MailState.FAILED, MOST_ATTEMPTS)


def test_a_recipient_that_does_not_exist_is_final_and_holds_nobody_up(postbox):
    write()
    write("bob@example.org")
    postbox.refusals["ada@example.org"] = "550 no such user"
    assert deliver_due_mails() == {"sent": 1, "put_off": 0, "failed": 1}
    failed = Mail.objects.get(to="ada@example.org")
    assert (failed.state, "no such user" in failed.error) == (MailState.FAILED, True)


@pytest.mark.parametrize(("verdict", "outcome"), [("554 looks like spam", FAILED), ("451 try again later", PUT_OFF)])
def test_what_the_server_says_of_the_text_is_final_or_not(postbox, verdict, outcome):
    postbox.verdict = verdict
    write()
    assert deliver_due_mails() == outcome
    assert verdict[4:] in Mail.objects.get().error
    assert postbox.mails == []


def test_mails_wait_for_a_server_that_is_down_without_counting(postbox):
    write()
    write("bob@example.org")
    postbox.is_down = True
    assert deliver_due_mails() == NOTHING
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.QUEUED, 0)}
    assert "SMTPServerDisconnected" in Mail.objects.first().error
    postbox.is_down = False
    assert deliver_due_mails() == NOTHING
    with later(minutes=3):
        assert deliver_due_mails() == {"sent": 2, "put_off": 0, "failed": 0}


def test_a_server_that_hangs_up_in_the_middle_counts_against_nobody(postbox):
    write()
    postbox.hangs_up_on = "MAIL"
    assert deliver_due_mails() == NOTHING
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == (MailState.QUEUED, 0)
    postbox.hangs_up_on = ""
    with later(minutes=3):
        assert deliver_due_mails() == SENT


def test_a_mail_that_another_sender_has_taken_is_left_to_it(postbox):
    write()
    write("bob@example.org")

    def take_the_other(_done):
        Mail.objects.filter(to="bob@example.org").update(
            state=MailState.SENDING, attempts=1, next_attempt_at=clock.now() + dt.timedelta(minutes=10)
        )

    assert deliver_due_mails(progress=take_the_other) == SENT
    assert [message["To"] for message in postbox.mails] == ["ada@example.org"]


def test_mails_that_waited_for_days_are_given_up(postbox):
    write()
    postbox.is_down = True
    with later(seconds=GIVE_UP_AFTER.total_seconds() + 1):
        assert deliver_due_mails() == FAILED
    assert Mail.objects.get().state == MailState.FAILED


def test_a_mail_whose_sender_died_is_sent_again_with_the_same_message_id(postbox):
    mail = write()
    deliver_due_mails()
    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENDING, next_attempt_at=clock.now())
    deliver_due_mails()
    assert len({message["Message-ID"] for message in postbox.mails}) == 1
    assert Mail.objects.get().state == MailState.SENT
