"""Reminders, the way back to the campus, expiry, and questions after a while: each does nothing the second time."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import NotAllowed
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import Answer, IntroductionAction, IntroductionState
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.pacing import days, reminders_due
from parvis.domain.introductions.services import mails
from parvis.domain.introductions.services.moving import held, move, other_of, sides_of
from parvis.domain.introductions.services.outcomes import AGREED, close_introduction

AGAIN = dt.timedelta(days=2)
"""Nobody is reminded by hand who was written to since."""


def remind_silent() -> int:
    """Send the reminders that are due; returns how many sides were reminded."""
    return sum(_each(_waiting().filter(asked_at__isnull=False), _remind_if_due))


def remind_now(*, actor: User, introductions: Iterable[Introduction]) -> tuple[int, int]:
    """Remind the silent sides of these at once; returns how many were reminded, and how many were left in peace."""
    if not rules.is_matchmaker(actor):
        raise NotAllowed(_("Only the campus does this."))
    wanted = [introduction.pk for introduction in introductions]
    done = list(_each(_waiting().filter(introduction__in=wanted), lambda side: _remind_by_hand(actor, side)))
    return sum(done), len(done) - sum(done)


def return_to_campus() -> int:
    """Give back to the campus what a side has not answered after the last reminder; returns how many."""
    before = clock.now() - days("RETURN")
    late = Q(asked_at__lte=before) | Q(asked_at=None, introduction__proposed_at__lte=before)
    rows = _waiting().filter(late, introduction__state=IntroductionState.PROPOSED)
    return sum(_each(rows, _return))


def expire_old() -> int:
    """End what nobody has answered, or where nobody has said that they met, for too long; returns how many."""
    now = clock.now()
    since = now - days("EXPIRY")
    asked_since = IntroductionSide.objects.filter(introduction=OuterRef("pk"), asked_at__gt=since)
    unanswered = Q(state__in=rules.ASKING, proposed_at__lte=since) & ~Exists(asked_since)
    unmet = Q(state=IntroductionState.ACCEPTED, accepted_at__lte=now - days("MEETING"))
    rows = Introduction.objects.filter(unanswered | unmet).order_by("pk")
    return sum(_expire(introduction) for introduction in rows)


def ask_for_outcomes() -> int:
    """Ask both sides what came of it, some time after they agreed and again after they met; returns how many sides."""
    now, after = clock.now(), days("OUTCOME")
    agreed = Q(introduction__state=IntroductionState.ACCEPTED, introduction__accepted_at__lte=now - after)
    met = Q(introduction__state=IntroductionState.MET, introduction__met_on__lte=clock.today() - after)
    before_meeting = Q(outcome_asked_at__lt=F("introduction__moved_at"))
    never = Q(outcome_asked_at=None)
    rows = IntroductionSide.objects.filter((agreed & never) | (met & (never | before_meeting)), outcome="")
    return sum(_each(rows, _ask_outcome))


def close_silent() -> int:
    """Close what one side alone has spoken of for a while, or neither long after they met; returns how many."""
    now = clock.now()
    said = IntroductionSide.objects.filter(introduction=OuterRef("pk"), outcome_at__lte=now - days("SILENCE"))
    unsaid = IntroductionSide.objects.filter(introduction=OuterRef("pk"), outcome_at__gt=now - days("SILENCE"))
    one_said = Q(Exists(said), state__in=AGREED)
    none_said = Q(state=IntroductionState.MET, moved_at__lte=now - days("MEETING")) & ~Exists(unsaid)
    rows = Introduction.objects.filter(one_said | none_said).order_by("pk")
    return sum(_close(introduction) for introduction in rows)


def _waiting() -> QuerySet[IntroductionSide]:
    return IntroductionSide.objects.filter(answer=Answer.OPEN, introduction__state__in=rules.ASKING)


def _each(rows: QuerySet[IntroductionSide], act: Callable[[IntroductionSide], bool]) -> Iterable[bool]:
    for side in rows.select_related("introduction").order_by("pk"):
        with transaction.atomic():
            done = act(side)
        yield done


def _fresh(side: IntroductionSide) -> tuple[IntroductionSide, IntroductionSide]:
    """The side as it is now, held until the end of the transaction, and the other one."""
    sides = sides_of(held(side.introduction))
    own = sides[side.position]
    return own, other_of(own, sides)


def _remind_if_due(side: IntroductionSide) -> bool:
    own, other = _fresh(side)
    is_asked = rules.is_awaited(own) and own.introduction.state == IntroductionState.PROPOSED
    if not is_asked or own.asked_at is None:
        return False
    due = reminders_due(own.asked_at, clock.now())
    return due > own.reminders and _remind(own, other, due, actor=None)


def _remind_by_hand(actor: User, side: IntroductionSide) -> bool:
    own, other = _fresh(side)
    last = max(moment for moment in (own.reminded_at, own.asked_at, own.introduction.proposed_at) if moment)
    if not rules.is_awaited(own) or last > clock.now() - AGAIN:
        return False
    return _remind(own, other, own.reminders + 1, actor=actor)


def _remind(own: IntroductionSide, other: IntroductionSide, number: int, *, actor: User | None) -> bool:
    if not mails.ask(own, other, template=mails.REMINDER):
        return False
    IntroductionSide.objects.filter(pk=own.pk).update(reminders=number, reminded_at=clock.now())
    data = {"side": own.position, "organisation": own.organisation_id}
    record(actor=actor, verb="introductions.reminded", target=own.introduction, data=data)
    return True


def _return(side: IntroductionSide) -> bool:
    introduction = held(side.introduction)
    sides = sides_of(introduction)
    if introduction.state != IntroductionState.PROPOSED or sides[side.position].answer != Answer.OPEN:
        return False
    move(introduction, IntroductionAction.RETURN)
    record(actor=None, verb="introductions.returned", target=introduction)
    silent = [one for one in sides.values() if one.answer == Answer.OPEN]
    mails.tell_campus(introduction, "introductions/mail/returned", sides, silent=silent)
    return True


def _expire(introduction: Introduction) -> bool:
    with transaction.atomic():
        now = held(introduction)
        if now.state != introduction.state:
            return False
        was_agreed = now.state == IntroductionState.ACCEPTED
        template = "introductions/mail/expired_unmet" if was_agreed else "introductions/mail/expired"
        move(now, IntroductionAction.EXPIRE)
        record(actor=None, verb="introductions.expired", target=now)
        sides = sides_of(now)
        for side in sides.values():
            mails.tell_end(side, other_of(side, sides), template)
    return True


def _ask_outcome(side: IntroductionSide) -> bool:
    own, other = _fresh(side)
    if own.introduction.state not in AGREED or own.outcome:
        return False
    IntroductionSide.objects.filter(pk=own.pk).update(outcome_asked_at=clock.now())
    return mails.ask_outcome(own, other) > 0


def _close(introduction: Introduction) -> bool:
    with transaction.atomic():
        now = held(introduction)
        if now.state not in AGREED:
            return False
        close_introduction(now)
    return True
