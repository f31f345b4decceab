"""Hand mails to the SMTP server, one sender for each mail at a time."""

import datetime as dt
import smtplib
from collections.abc import Callable

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
SENDER_IS_DEAD_AFTER = dt.timedelta(minutes=10)
"""Longer than any conversation with an SMTP server takes, given its time limit."""


def deliver_due_mails(
    *, connection: BaseEmailBackend | None = None, progress: Callable[[int], None] = lambda _done: None
) -> dict[str, int]:
    """Deliver what is due over one connection; returns how many were sent, put off and given up.

    A mail is taken by a conditional update, so two senders never send the same one. When a sender dies between the
    server's acceptance and the next write, the mail is sent once more: at least once is all that SMTP allows.
    """
    counts = {"sent": 0, "put_off": 0, "failed": 0}
    connection = connection or get_connection(settings.MAIL_TRANSPORT, timeout=30)
    try:
        connection.open()
        while mails := list(mails_due()[:100]):
            for mail in mails:
                if _take(mail):
                    counts[_deliver(mail, connection)] += 1
                    progress(sum(counts.values()))
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
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        connection.close()
        return _put_off(mail, error)
    _end(mail, state=MailState.SENT, sent_at=clock.now(), next_attempt_at=None, error="")
    return "sent"


def _put_off(mail: Mail, error: Exception) -> str:
    """Try again later, after longer and longer pauses, or give up."""
    reason = f"{type(error).__name__}: {error}"[:2000]
    log.warning("messaging.not_delivered", mail=mail.pk, attempts=mail.attempts, reason=type(error).__name__)
    if mail.attempts >= MOST_ATTEMPTS or is_final(error):
        _end(mail, state=MailState.FAILED, next_attempt_at=None, error=reason)
        return "failed"
    pause = dt.timedelta(minutes=min(2 ** (mail.attempts - 1), 120))
    _end(mail, state=MailState.QUEUED, next_attempt_at=clock.now() + pause, error=reason)
    return "put_off"


def is_final(error: Exception) -> bool:
    """True when the server says that this mail will never be accepted: its recipient is unknown, or it is malformed."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError)


def _end(mail: Mail, **values: object) -> None:
    """Write the outcome, unless another sender has taken this one for dead and taken over."""
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts).update(**values)
