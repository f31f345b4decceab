"""Hand mails to the SMTP server, one sender for each mail at a time."""

import datetime as dt
import smtplib
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.selectors.mails import mails_due
from parvis.core import clock

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 8
"""How often the server may refuse a mail for now; the pauses add up to two hours."""
SERVER_GONE_FOR = dt.timedelta(minutes=2)
"""How long mails wait when the server cannot be reached, which is no fault of theirs and counts as no attempt."""
GIVE_UP_AFTER = dt.timedelta(days=3)
"""Codes and invitations are of no use any more after a longer silence of the server."""
SENDER_IS_DEAD_AFTER = dt.timedelta(minutes=10)
"""Longer than any conversation with an SMTP server takes, given its time limit."""
ABOUT_THE_SERVER = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def deliver_due_mails(*, progress: Callable[[int], None] = lambda _done: None) -> dict[str, int]:
    """Deliver what is due over one connection; returns how many were sent, put off and given up.

    A mail is taken by a conditional update, so two senders never send the same one. When a sender dies between the
    server's acceptance and the next write, the mail is sent once more, with the same Message-ID: at least once is all
    that SMTP allows.
    """
    counts = {"sent": 0, "put_off": 0, "failed": 0}
    connection = get_connection(settings.MAIL_TRANSPORT, timeout=settings.EMAIL_TIMEOUT)
    try:
        connection.open()
        while mails := list(mails_due()[:100]):
            for mail in mails:
                if _take(mail):
                    counts[_deliver(mail, connection)] += 1
                    progress(sum(counts.values()))
    except OSError as error:
        log.warning("messaging.server_gone", reason=type(error).__name__)
        counts["failed"] += _wait_for_server(_reason(error))
    finally:
        connection.close()
    return counts


def _take(mail: Mail) -> bool:
    """Reserve the mail for this sender; False when another one was faster."""
    now = clock.now()
    same = Mail.objects.filter(pk=mail.pk, state=mail.state, attempts=mail.attempts, next_attempt_at__lte=now)
    mail.attempts += 1
    values = {"state": MailState.SENDING, "attempts": mail.attempts, "next_attempt_at": now + SENDER_IS_DEAD_AFTER}
    return same.update(**values) == 1


def _deliver(mail: Mail, connection: BaseEmailBackend) -> str:
    """Hand one mail in; errors that are about the server and not about the mail come out."""
    try:
        message_of(mail, connection).send()
    except (OSError, ValueError) as error:
        if is_about_the_server(error):
            _end(mail, state=MailState.QUEUED, attempts=mail.attempts - 1, next_attempt_at=clock.now())
            raise
        return _put_off(mail, error)
    used_up = {"text": "", "html": ""} if mail.is_secret else {}
    _end(mail, state=MailState.SENT, sent_at=clock.now(), next_attempt_at=None, error="", **used_up)
    return "sent"


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail as it leaves the house."""
    host = urlsplit(settings.BASE_URL).hostname
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": f"<parvis-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S%f}@{host}>",
            "Auto-Submitted": "auto-generated",
            **_stop_headers(mail),
        },
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _stop_headers(mail: Mail) -> dict[str, str]:
    """What lets a mail program stop such mails in one click: RFC 8058."""
    if not mail.stop_url:
        return {}
    return {"List-Unsubscribe": f"<{mail.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _put_off(mail: Mail, error: Exception) -> str:
    """Try again later, after longer and longer pauses, or give up."""
    log.warning("messaging.not_delivered", mail=mail.pk, attempts=mail.attempts, reason=type(error).__name__)
    if mail.attempts >= MOST_ATTEMPTS or is_final(error):
        _end(mail, state=MailState.FAILED, next_attempt_at=None, error=_reason(error))
        return "failed"
    pause = dt.timedelta(minutes=2 ** (mail.attempts - 1))
    _end(mail, state=MailState.QUEUED, next_attempt_at=clock.now() + pause, error=_reason(error))
    return "put_off"


def is_about_the_server(error: Exception) -> bool:
    """True when no other mail would fare better: the server is not there, or does not let us in."""
    is_refusal = isinstance(error, smtplib.SMTPException) and not isinstance(error, ABOUT_THE_SERVER)
    return isinstance(error, OSError) and not is_refusal


def is_final(error: Exception) -> bool:
    """True when the server says that this mail will never be accepted: its recipient is unknown, or it is malformed."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError)


def _wait_for_server(reason: str) -> int:
    """Let everything that is due wait for the server, and give up what has waited for days; returns how many."""
    now = clock.now()
    due = mails_due().filter(state=MailState.QUEUED).order_by()
    given_up = due.filter(created_at__lt=now - GIVE_UP_AFTER)
    number = given_up.update(state=MailState.FAILED, next_attempt_at=None, error=reason)
    due.update(next_attempt_at=now + SERVER_GONE_FOR, error=reason)
    return number


def _end(mail: Mail, **values: object) -> None:
    """Write the outcome, unless another sender has taken this one for dead and taken over."""
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts).update(**values)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
