"""Mails that went to someone, and mails that name them."""

import datetime as dt
import re
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData, Retention
from parvis.base.accounts.selectors.addresses import addresses_asked_for, addresses_of
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail

SHORTEST_NAME = 4
"""Shorter names are words of other texts too often to be searched for."""


def export(user: User) -> dict[str, Any]:
    """The mails to any address of the account."""
    fields = ("to", "subject", "text", "language", "kind", "created_at", "sent_at")
    return {"mails": list(Mail.objects.filter(to__in=addresses_of(user)).order_by("pk").values(*fields))}


def erase(user: User) -> list[str]:
    """Remove the mails to the account, and its addresses and name from the mails to others."""
    own, asked = addresses_of(user), addresses_asked_for(user)
    Mail.objects.filter(to__in=own).delete()
    Mail.objects.filter(_naming(own), to__in=asked).delete()
    words = own | asked | ({user.name} if len(user.name) >= SHORTEST_NAME else set())
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    for mail in Mail.objects.filter(_naming(words)).iterator():
        for field in ("subject", "text", "html"):
            setattr(mail, field, pattern.sub("…", getattr(mail, field)))
        mail.save(update_fields=["subject", "text", "html"])
    return []


def _naming(words: set[str]) -> Q:
    """Mails in which one of the words is written."""
    found = Q()
    for word in words:
        found |= Q(subject__icontains=word) | Q(text__icontains=word) | Q(html__icontains=word)
    return found


def prune(past: dt.datetime) -> int:
    """Remove mails that were delivered, given up or kept before the moment."""
    over = (MailState.SENT, MailState.FAILED, MailState.KEPT)
    return Mail.objects.filter(state__in=over, created_at__lt=past).delete()[0]


MAILS = PersonalData(
    export=export,
    erase=erase,
    held=_("The mails that were sent to you."),
    purpose=_("To deliver them, and to see what was said when something went wrong."),
    seen_by=_("Campus administrators."),
    retention="mails",
    removed=_("The mails that were sent to you, and your name and address in mails to others."),
)
KEPT_MAILS = Retention("mails", prune)
