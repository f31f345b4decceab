"""Reads of mails."""

from django.conf import settings
from django.db.models import QuerySet

from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.core import clock


def delivers() -> bool:
    """True when mails leave the house: not in a demo, and not without an SMTP server."""
    return bool(settings.MAIL_TRANSPORT) and not settings.DEMO


def mails_due() -> QuerySet[Mail]:
    """Mails to deliver now, oldest first: those that wait, and those whose sender died in the middle."""
    states = (MailState.QUEUED, MailState.SENDING)
    return Mail.objects.filter(state__in=states, next_attempt_at__lte=clock.now()).order_by("next_attempt_at", "id")
