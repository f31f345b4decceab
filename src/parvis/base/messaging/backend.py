"""Django's mail backend of parvis: whatever sends through Django's own functions goes into the queue."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from parvis.base.messaging.services.send import queue_mail


class QueueBackend(BaseEmailBackend):
    """Queues each message, one mail for each recipient. Attachments are refused: send a link instead."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue all messages; returns how many."""
        for message in email_messages:
            self._queue(message)
        return len(email_messages)

    def _queue(self, message: EmailMessage) -> None:
        if message.attachments:
            raise ValueError("mails of parvis carry no attachments")
        html = ""
        if isinstance(message, EmailMultiAlternatives):
            html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
        kind = message.extra_headers.get("X-Parvis-Kind", "")
        for recipient in message.recipients():
            queue_mail(
                to=parseaddr(recipient)[1],
                subject=str(message.subject),
                text=str(message.body),
                html=html,
                language=get_language() or "",
                kind=str(kind),
                reply_to=next(iter(message.reply_to), ""),
                is_secret="X-Parvis-Secret" in message.extra_headers,
            )
