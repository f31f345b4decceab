"""Remind those who have begun an application, without looking at what they wrote."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.applications import members_of_applications
from parvis.domain.calls.selectors.calls import takes_applications
from parvis.domain.calls.services.calls import check_manager
from parvis.domain.calls.services.mails import draft_of, send_message

NOT_AGAIN_BEFORE = dt.timedelta(days=1)


def message_of_reminder(call: Call, language: str) -> str:
    """The message that is proposed."""
    return draft_of("calls/mail/reminder", language, {"call": call})


def remind_drafts(*, actor: User, call: Call, message_fr: str, message_en: str) -> int:
    """Mail everybody who writes a draft, in the language of the draft, at most once a day; says how many drafts.

    Raises InvalidTransition for a call that takes no applications: a draft could not be submitted any more.
    """
    check_manager(actor, call)
    now = clock.now()
    if not takes_applications(call, now):
        raise InvalidTransition(_("The call takes no applications now."))
    messages = {"fr": message_fr.strip(), "en": message_en.strip()}
    problems = {f"message_{code}": [_("Write the message.")] for code, text in messages.items() if not text}
    if problems:
        raise InvalidInput(_("Nobody was reminded."), problems)
    with transaction.atomic():
        rows = list(_to_remind(call, now).select_related("call", "organisation").select_for_update(of=("self",)))
        users = members_of_applications(rows)
        Application.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
        for row in rows:
            send_message(
                row, users[row.pk], template="calls/mail/reminder", message=messages.get(row.language, messages["en"])
            )
        if rows:
            record(actor=actor, verb="calls.drafts_reminded", target=call, data={"drafts": len(rows)})
    return len(rows)


def to_remind(call: Call) -> int:
    """How many drafts would be reminded now."""
    return _to_remind(call, clock.now()).count()


def _to_remind(call: Call, now: dt.datetime) -> models.QuerySet[Application]:
    rested = Q(reminded_at=None) | Q(reminded_at__lte=now - NOT_AGAIN_BEFORE)
    return Application.objects.filter(rested, call=call, state=ApplicationState.DRAFT).order_by("pk")
