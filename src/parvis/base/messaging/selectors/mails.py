"""Reads of mails."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from parvis.base.accounts.rules import Actor, is_administrator
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


@dataclass(frozen=True)
class MailFilters:
    """What someone looks for among mails; what is empty does not count."""

    to: str = ""
    state: str = ""
    kind: str = ""
    text: str = ""


def mails_visible_to(actor: Actor, filters: MailFilters) -> QuerySet[Mail]:
    """The mails that fit, newest first; none for others than administrators."""
    found = _filtered(filters, readable=Q(is_secret=False))
    return found if is_administrator(actor) else Mail.objects.none()


def demo_mails(filters: MailFilters) -> QuerySet[Mail]:
    """In a demo, everybody reads every mail: its accounts are nobody's. Elsewhere there are none."""
    return _filtered(filters, readable=Q()) if settings.DEMO else Mail.objects.none()


def counts_by_state() -> dict[str, int]:
    """How many mails are in each state, for the figures of the platform."""
    counted = Mail.objects.order_by().values_list("state").annotate(number=Count("id"))
    return dict.fromkeys(MailState.values, 0) | dict(counted)


def kinds_used() -> list[str]:
    """The kinds of mails that there are."""
    return list(Mail.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct())


def _filtered(filters: MailFilters, *, readable: Q) -> QuerySet[Mail]:
    """Those that fit; texts are searched only where they may be read."""
    mails = Mail.objects.order_by("-id")
    if filters.to:
        mails = mails.filter(to__icontains=filters.to.strip())
    if filters.state:
        mails = mails.filter(state=filters.state)
    if filters.kind:
        mails = mails.filter(kind=filters.kind)
    for word in filters.text.split()[:10]:
        mails = mails.filter(Q(subject__icontains=word) | (readable & Q(text__icontains=word)))
    return mails
