"""What came of an introduction, as both sides say."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import IntroductionAction, IntroductionState, Outcome
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.parties import By, may_answer
from parvis.domain.introductions.services.moving import held, move, sides_of

AGREED = (IntroductionState.ACCEPTED, IntroductionState.MET)
"""States in which an outcome closes the introduction once both have said theirs."""


def say_outcome(*, by: By, side: IntroductionSide, outcome: str, text: str = "") -> Introduction:
    """A side says what came of it; it may say otherwise until the introduction is closed, and once after that.

    Closes the introduction when both have said something.
    """
    if not may_answer(by, side):
        raise NotAllowed(_("Only this organisation answers for itself."))
    return _say(by.user, side, outcome, text, verb="introductions.outcome")


def say_outcome_on_behalf(*, actor: User, side: IntroductionSide, outcome: str, text: str) -> Introduction:
    """A side has told the campus what came of it."""
    if not rules.is_matchmaker(actor):
        raise NotAllowed(_("Only the campus records what it was told."))
    return _say(actor, side, outcome, text, verb="introductions.outcome_for")


def can_say(side: IntroductionSide) -> bool:
    """True while a side may say what came of it: after both agreed, and after the end if it has not spoken yet."""
    state = side.introduction.state
    return state in AGREED or (state == IntroductionState.CLOSED and not side.outcome)


def close_introduction(introduction: Introduction) -> None:
    """In the caller's transaction: nobody has anything to do any more."""
    move(introduction, IntroductionAction.CLOSE)
    record(actor=None, verb="introductions.closed", target=introduction)


def _say(actor: User | None, side: IntroductionSide, outcome: str, text: str, *, verb: str) -> Introduction:
    if outcome not in Outcome.values:
        sentence = _("Choose what came of it.")
        raise InvalidInput(sentence, {"outcome": [sentence]})
    with transaction.atomic():
        introduction = held(side.introduction)
        own = sides_of(introduction)[side.position]
        if not can_say(own):
            raise InvalidTransition(_("There is nothing to say of this introduction, or it was said already."))
        values = {"outcome": outcome, "outcome_text": text.strip(), "outcome_at": clock.now()}
        IntroductionSide.objects.filter(pk=side.pk).update(**values)
        data = {"side": side.position, "organisation": side.organisation_id, "outcome": outcome}
        record(actor=actor, verb=verb, target=introduction, data=data)
        if introduction.state in AGREED and all(one.outcome for one in sides_of(introduction).values()):
            close_introduction(introduction)
        else:
            bus.publish(IntroductionMoved(introduction.pk))
    return introduction
