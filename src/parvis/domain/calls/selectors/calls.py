"""Calls and their rounds: who sees which, and which takes applications now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.models import Call, LateAccess, Round
from parvis.domain.calls.standing import managed_call_ids, published, runs_all_calls
from parvis.domain.directory.standing import account_of


def calls_visible_to(actor: Actor) -> QuerySet[Call]:
    """Published calls, and those that the actor runs."""
    return _visible(actor, published())


def calls_managed_by(actor: Actor) -> QuerySet[Call]:
    """The calls that the actor runs, whatever their state."""
    return _visible(actor, Q(pk__in=()))


def _visible(actor: Actor, others: Q) -> QuerySet[Call]:
    if runs_all_calls(actor):
        return Call.objects.all()
    user = account_of(actor)
    mine = Q(pk__in=managed_call_ids(user)) if user else Q(pk__in=())
    return Call.objects.filter(others | mine)


def people_of(call: Call) -> list[User]:
    """The accounts that manage a partner's programme; nobody for a call of the campus alone."""
    rows = User.objects.filter(pk__in=call.managers.values("user_id"), is_active=True).order_by("pk")
    return [user for user in rows if managed_call_ids(user).filter(call_id=call.pk).exists()]


def is_running(one: Round, now: dt.datetime) -> bool:
    """True from the opening of the round to its deadline, which itself is too late."""
    return one.opens_at <= now and (one.closes_at is None or now < one.closes_at)


def open_round_of(call: Call, now: dt.datetime) -> Round | None:
    """The round whose time it is, the one that closes first where there are several; None for a call that is not open.

    Rounds that were fetched with the call are not asked for again.
    """
    if call.state != CallState.OPEN:
        return None
    running = [one for one in call.rounds.all() if is_running(one, now)]
    return min(running, key=_closing, default=None)


def next_round_of(call: Call, now: dt.datetime) -> Round | None:
    """The round that opens next."""
    coming = [one for one in call.rounds.all() if one.opens_at > now]
    return min(coming, key=lambda one: one.opens_at, default=None)


def takes_applications(call: Call, now: dt.datetime, late_access: LateAccess | None = None) -> bool:
    """True while someone may begin and submit: a rolling call while it is open, another one while a round is.

    A late access that is neither revoked nor over keeps the door open for whoever holds it. Everything follows from
    the times: the deadline holds to the second, even when no job runs.
    """
    if late_access is not None and late_access.call_id == call.pk and is_usable(late_access, now):
        return call.state in {CallState.OPEN, CallState.CLOSED}
    if call.state != CallState.OPEN:
        return False
    return call.is_rolling or open_round_of(call, now) is not None


def is_usable(late_access: LateAccess, now: dt.datetime) -> bool:
    """True until a late access is revoked or over."""
    return late_access.revoked_at is None and now < late_access.until


def _closing(one: Round) -> dt.datetime:
    return one.closes_at or dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Openness:
    """Where a call stands at a moment, for those who may apply."""

    call: Call
    takes: bool
    round: Round | None
    next: Round | None

    @property
    def closes_at(self) -> dt.datetime | None:
        """The deadline that counts now."""
        return self.round.closes_at if self.round else None


def openness_of(call: Call, now: dt.datetime) -> Openness:
    """Where the call stands now."""
    return Openness(call, takes_applications(call, now), open_round_of(call, now), next_round_of(call, now))


def with_everything(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With what lists and pages show of each call."""
    return calls.select_related("organiser").prefetch_related("rounds", "themes")


def public_calls(now: dt.datetime) -> tuple[list[Openness], list[Openness], list[Openness]]:
    """Published calls: those that take applications (first deadline first), those that will, and the past ones."""
    rows = with_everything(Call.objects.filter(state__in=(CallState.OPEN, CallState.CLOSED)))
    found = [openness_of(call, now) for call in rows]
    return sorted_openness(found, now)


def sorted_openness(
    found: Iterable[Openness], now: dt.datetime
) -> tuple[list[Openness], list[Openness], list[Openness]]:
    """Open, coming and past, each in the order in which one wants to read them."""
    rows = list(found)
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    taking = sorted((one for one in rows if one.takes), key=lambda one: one.closes_at or never)
    waiting = [one for one in rows if not one.takes and one.call.state == CallState.OPEN and one.next]
    coming = sorted(waiting, key=lambda one: one.next.opens_at if one.next else now)
    shown = {one.call.pk for one in (*taking, *coming)}
    return taking, coming, [one for one in rows if one.call.pk not in shown]
