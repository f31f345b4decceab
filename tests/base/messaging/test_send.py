"""Writing mails into the queue."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail import send_mail as django_send_mail
from django.db import transaction
from django.template.exceptions import TemplateDoesNotExist

from parvis.base.jobs.models import Job
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.services.send import have_mails_delivered, queue_mail, send_mail

pytestmark = pytest.mark.django_db


def send(template, **values):
    arguments = {"to": " ada@example.org", "language": "fr", "context": {"name": "Ada"}, "kind": "tests.greeting"}
    return send_mail(template=template, **{**arguments, **values})


def test_a_mail_is_written_in_the_language_of_its_reader(greeting, postbox, settings):
    settings.BASE_URL = "https://campus.example.org"
    mail = send(greeting)
    assert (mail.to, mail.subject) == ("ada@example.org", "Courriels for Ada")
    assert mail.text == "Hello Ada: https://campus.example.org/path/\n"
    assert mail.html == "<p>Hello Ada</p>"
    assert (mail.language, mail.kind, mail.state) == ("fr", "tests.greeting", MailState.QUEUED)
    assert send(greeting, language="en").subject == "Mails for Ada"


def test_html_is_optional_and_text_is_not(greeting, postbox):
    assert send("tests/mail/plain").html == ""
    with pytest.raises(TemplateDoesNotExist):
        send("tests/mail/missing")
    with pytest.raises(TemplateDoesNotExist, match="nowhere"):
        send("tests/mail/broken")


@pytest.mark.django_db(transaction=True)
def test_the_delivery_is_queued_once_the_mail_is_committed(postbox):
    with transaction.atomic():
        queue_mail(to="ada@example.org", subject="One", text="1")
        queue_mail(to="ada@example.org", subject="Two", text="2")
        assert not Job.objects.exists()
    assert [job.name for job in Job.objects.all()] == ["messaging.deliver"]


def test_many_mails_of_one_transaction_ask_for_one_delivery(postbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        for number in range(3):
            queue_mail(to="ada@example.org", subject=str(number), text="Text")
    assert asked == [have_mails_delivered]


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_taken_back_does_not_keep_the_next_one_from_delivery(postbox):
    with transaction.atomic():
        with transaction.atomic():
            queue_mail(to="ada@example.org", subject="Gone", text="1")
            transaction.set_rollback(True)
        queue_mail(to="ada@example.org", subject="Sent", text="2")
    assert [job.name for job in Job.objects.all()] == ["messaging.deliver"]


@pytest.mark.parametrize(("transport", "demo"), [("", False), ("django.core.mail.backends.smtp.EmailBackend", True)])
def test_mails_are_kept_where_nothing_delivers_them(settings, transport, demo):
    settings.MAIL_TRANSPORT, settings.DEMO = transport, demo
    mail = queue_mail(to="ada@example.org", subject="One", text="1")
    assert (mail.state, mail.next_attempt_at) == (MailState.KEPT, None)


def test_a_subject_is_one_line():
    assert queue_mail(to="ada@example.org", subject="One\r\nBcc: all@example.org", text="1").subject == (
        "One Bcc: all@example.org"
    )


@pytest.fixture
def queue(settings):
    settings.EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"


def test_what_django_sends_is_queued_too(queue):
    message = EmailMultiAlternatives(
        "Code", "Text", to=["Ada <ada@example.org>"], bcc=["bob@example.org"], reply_to=["desk@example.org"]
    )
    message.attach_alternative("<p>HTML</p>", "text/html")
    message.extra_headers["X-Parvis-Kind"] = "accounts.code"
    assert message.send() == 1
    mails = Mail.objects.order_by("id")
    assert [mail.to for mail in mails] == ["ada@example.org", "bob@example.org"]
    assert {(mail.html, mail.kind, mail.reply_to) for mail in mails} == {
        ("<p>HTML</p>", "accounts.code", "desk@example.org")
    }


def test_plain_mails_of_django_are_queued(queue):
    django_send_mail("Subject", "Text", None, ["ada@example.org"])
    assert (Mail.objects.get().subject, Mail.objects.get().html) == ("Subject", "")


def test_attachments_are_refused(queue):
    message = EmailMessage("Subject", "Text", to=["ada@example.org"], connection=get_connection())
    message.attach("a.txt", "content", "text/plain")
    with pytest.raises(ValueError, match="no attachments"):
        message.send()
    assert not Mail.objects.exists()
