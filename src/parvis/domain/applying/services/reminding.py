"""Remind those who write an application of a deadline that comes near."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q

from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.domain.applying.selectors.submitted import unsent_keys
from parvis.domain.applying.selectors.writing import door_of
from parvis.domain.applying.services.mails import tell_applicants
from parvis.domain.calls.enums import ApplicationState, CallState
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.applications import members_of

BEFORE = (dt.timedelta(days=7), dt.timedelta(days=1))
"""How long before the deadline somebody is reminded, once each."""


def remind_of_deadlines() -> int:
    """Mail those with a draft, or with changes that they did not submit; returns how many applications. Safe twice.

    What was last sent is held against the moments at which a mail is due, so that a job that runs late or twice
    sends each once; a reminder that the team has just sent by hand counts as one of them.
    """
    now = clock.now()
    return sum(_remind(application, now) for application in _near(now))


def _near(now: dt.datetime) -> Iterator[Application]:
    """Applications whose round, or whose late access, ends within the longest notice."""
    soon = now + max(BEFORE)
    round_ends = Q(round__closes_at__gt=now, round__closes_at__lte=soon, call__state=CallState.OPEN)
    late_ends = Q(late_accesses__until__gt=now, late_accesses__until__lte=soon, late_accesses__revoked_at=None)
    states = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
    rows = Application.objects.filter(round_ends | late_ends, state__in=states)
    return rows.distinct().select_related("call", "round", "organisation", "sheet__version").order_by("pk").iterator()


def _remind(application: Application, now: dt.datetime) -> bool:
    door = door_of(application, now)
    if not door.is_open or door.closes_at is None or not _is_due(application, door.closes_at, now):
        return False
    is_draft = application.state == ApplicationState.DRAFT
    if not is_draft and not unsent_keys(application):
        return False
    name = "applying/mail/draft_reminder" if is_draft else "applying/mail/changes_reminder"
    with transaction.atomic():
        same = Application.objects.filter(pk=application.pk, reminded_at=application.reminded_at)
        if not same.update(reminded_at=now):
            return False
        tell_applicants(application, name, {"closes_at": door.closes_at})
        data = {"call": application.call_id}
        concerns = members_of(application)
        record(actor=None, verb="applying.applicant_reminded", target=application, data=data, concerns=concerns)
    return True


def _is_due(application: Application, closes_at: dt.datetime, now: dt.datetime) -> bool:
    """True where a moment to remind has come and nobody was reminded since; not for what has just begun."""
    passed = [closes_at - before for before in BEFORE if closes_at - before <= now]
    if not passed:
        return False
    last = max(passed)
    return application.created_at < last and (application.reminded_at is None or application.reminded_at < last)
