"""What start-ups answer to an acceptance, and what happens when they do not."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.messaging.services.send import send_mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.calls.enums import ENDED, ApplicationAction
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.selectors.calls import people_of
from parvis.domain.calls.services.moving import move_application
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.days import moment_in_words
from parvis.domain.cohorts.enums import DecisionAction, DecisionState, Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.cohorts.selectors.juries import next_of_waiting_list, places_of
from parvis.domain.cohorts.workflow import TRANSITIONS


def confirm_acceptance(*, actor: User, decision: Decision, word: str = "") -> Decision:
    """The start-up takes its place, until the day that its letter names."""
    _check(actor, decision)
    if decision.confirm_by is not None and clock.now() >= decision.confirm_by:
        raise InvalidTransition(_("The time to confirm is over. Write to the team if you still want to come."))
    with transaction.atomic():
        _answer(actor, decision, DecisionAction.CONFIRM, word)
        record(actor=actor, verb="cohorts.confirmed", target=decision.application, concerns=_concerned(decision))
    return decision


def decline_acceptance(*, actor: User, decision: Decision, word: str = "") -> Decision:
    """The start-up gives its place back, before or after it confirmed; the team learns who is next."""
    _check(actor, decision)
    with transaction.atomic():
        _answer(actor, decision, DecisionAction.DECLINE, word)
        move_application(
            actor=actor, application=decision.application, action=ApplicationAction.WITHDRAW, reason=word.strip()
        )
        record(actor=actor, verb="cohorts.declined", target=decision.application, concerns=_concerned(decision))
        _tell_team(decision, "cohorts/mail/team_declined")
    return decision


def lapse_acceptances() -> int:
    """Let what was not confirmed in time lapse, one by one, each once; returns how many."""
    due = Decision.objects.filter(
        outcome=Outcome.ACCEPT, state=DecisionState.NOTIFIED, confirm_by__lte=clock.now()
    ).exclude(application__state__in=ENDED)
    return sum(_lapse(decision) for decision in _whole(due))


def _lapse(decision: Decision) -> bool:
    try:
        with transaction.atomic():
            _answer(None, decision, DecisionAction.LAPSE, "")
            move_application(
                actor=None,
                application=decision.application,
                action=ApplicationAction.WITHDRAW,
                reason=_("Not confirmed in time."),
            )
            record(actor=None, verb="cohorts.lapsed", target=decision.application, concerns=_concerned(decision))
            _tell_members(decision, "cohorts/mail/lapsed")
            _tell_team(decision, "cohorts/mail/team_lapsed")
    except (Conflict, InvalidTransition):
        return False
    return True


def remind_of_acceptances() -> int:
    """Remind those whose time to confirm ends soon, once; returns how many acceptances were reminded of."""
    now = clock.now()
    waiting = Decision.objects.filter(
        outcome=Outcome.ACCEPT, state=DecisionState.NOTIFIED, reminded_at=None, confirm_by__gt=now
    ).exclude(application__state__in=ENDED)
    reminded = 0
    for decision in _whole(waiting):
        before = dt.timedelta(days=decision.jury.remind_days)
        if not before or decision.confirm_by is None or decision.confirm_by - before > now:
            continue
        with transaction.atomic():
            same = Decision.objects.filter(pk=decision.pk, state=DecisionState.NOTIFIED, reminded_at=None)
            if same.update(reminded_at=now):
                _tell_members(decision, "cohorts/mail/reminder")
                reminded += 1
    return reminded


def note_withdrawal(*, application_id: int) -> None:
    """An accepted or waiting applicant has withdrawn by another way: their decision is declined, the place is free."""
    rows = Decision.objects.filter(
        application=application_id, state__in=(DecisionState.NOTIFIED, DecisionState.CONFIRMED)
    ).exclude(outcome=Outcome.REJECT)
    for decision in _whole(rows):
        with transaction.atomic():
            moved = Decision.objects.filter(pk=decision.pk, state=decision.state)
            if not moved.update(state=DecisionState.DECLINED, answered_at=clock.now()):
                continue
            record(actor=None, verb="cohorts.declined", target=decision.application)
            if decision.outcome == Outcome.ACCEPT:
                _tell_team(decision, "cohorts/mail/team_declined")


def _check(actor: User, decision: Decision) -> None:
    if not rules.can_answer(actor, decision):
        raise NotAllowed(_("Only those who may submit this application answer for it."))
    if decision.outcome != Outcome.ACCEPT or decision.first_notified_at is None:
        raise InvalidTransition(_("There is nothing to answer."))


def _answer(actor: User | None, decision: Decision, action: DecisionAction, word: str) -> None:
    old = DecisionState(decision.state)
    new = TRANSITIONS.get((old, action))
    if new is None:
        raise InvalidTransition(
            _("This acceptance was answered already: %(state)s.") % {"state": decision.get_state_display()}
        )
    now = clock.now()
    values = {"answered_at": now, "answered_by": actor, "answer": word.strip()}
    change_state(Decision.objects.filter(pk=decision.pk, outcome=Outcome.ACCEPT), old=old, new=new, **values)
    decision.refresh_from_db()


def _whole(rows: Any) -> Iterable[Decision]:
    found: Iterable[Decision] = rows.select_related(
        "jury__round__call", "jury__created_by", "application__organisation", "application__call"
    ).order_by("pk")
    return found


def _concerned(decision: Decision) -> list[User]:
    return members_of(decision.application)


def _tell_members(decision: Decision, template: str) -> None:
    for user in members_of(decision.application):
        _mail(user, template, decision, {})


def _tell_team(decision: Decision, template: str) -> None:
    """Who set the jury up, and who manages the call for its organiser: with the next on the waiting list."""
    jury = decision.jury
    team = {user.pk: user for user in people_of(jury.round.call)}
    if jury.created_by is not None and jury.created_by.is_active:
        team[jury.created_by.pk] = jury.created_by
    following = next_of_waiting_list(jury)
    for user in team.values():
        _mail(user, template, decision, {"following": following, "places": places_of(jury)})


def _mail(user: User, template: str, decision: Decision, context: Mapping[str, Any]) -> None:
    language = user.language or decision.application.language or settings.LANGUAGE_CODE
    zone = ZoneInfo(decision.application.call.timezone)
    with translation.override(language), timezone.override(zone):
        values = {
            "reader": user,
            "decision": decision,
            "organisation": decision.application.organisation.name,
            "call": decision.application.call.title,
            "confirm_by": moment_in_words(decision.confirm_by) if decision.confirm_by else "",
            **context,
        }
        send_mail(
            to=user.email,
            template=template,
            language=language,
            context=values,
            kind=template.replace("/mail/", "."),
        )
