"""Who proposes introductions, reads them, answers, and sees how to reach the other side."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import account_of
from parvis.domain.introductions.enums import LIVING, Answer, IntroductionState, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.standing import (
    introduces,
    sides_of_account,
    speaks_for,
    stands_on,
    stands_on_some_side,
)

ASKING = (IntroductionState.PROPOSED, IntroductionState.RETURNED)
"""States in which an answer is awaited."""


def is_matchmaker(actor: Actor) -> bool:
    """Community managers and administrators: they introduce any two, and follow all introductions."""
    return introduces(actor)


def can_propose(actor: Actor, first: Organisation) -> bool:
    """Whoever speaks for the organisation asks on its behalf; matchmakers ask for any."""
    return introduces(actor) or speaks_for(actor, first.pk)


def can_read_introduction(actor: Actor, introduction: Introduction) -> bool:
    """Matchmakers, whoever holds a right over one of the two, and who is written to for one of them."""
    return introduces(actor) or stands_on_some_side(actor, introduction, *AccessLevel.values)


def can_answer(actor: Actor, side: IntroductionSide) -> bool:
    """Owners and editors of the side, and who is written to for it; a matchmaker answers on behalf, with a note."""
    return stands_on(actor, side)


def can_see_contacts(actor: Actor, introduction: Introduction) -> bool:
    """Once both have accepted: who may answer for one of the two, and matchmakers. Before that, nobody."""
    if introduction.accepted_at is None:
        return False
    return introduces(actor) or stands_on_some_side(actor, introduction)


def can_withdraw(actor: Actor, introduction: Introduction) -> bool:
    """Matchmakers, and whoever answers for the side that wanted it, as long as an answer is awaited."""
    if introduction.state not in ASKING:
        return False
    if introduces(actor):
        return True
    user = account_of(actor)
    if user is None or introduction.proposed_by == ProposedBy.CAMPUS:
        return False
    rows = IntroductionSide.objects.filter(introduction=introduction, position=introduction.proposed_by)
    return rows.filter(sides_of_account(user)).exists()


def can_follow(actor: Actor, introduction: Introduction) -> bool:
    """Who says that they met, and makes a joint project of it: who may answer for one of the two, and matchmakers."""
    return introduces(actor) or stands_on_some_side(actor, introduction)


def can_make_project(actor: Actor, introduction: Introduction) -> bool:
    """The same, once both have agreed; from then on it stays possible."""
    return introduction.accepted_at is not None and can_follow(actor, introduction)


def can_set_cap(actor: Actor, organisation: Organisation) -> bool:
    """Whoever speaks for the organisation says how much it takes, and matchmakers."""
    return introduces(actor) or speaks_for(actor, organisation.pk)


def is_awaited(side: IntroductionSide) -> bool:
    """True while an answer of this side is awaited."""
    return side.answer == Answer.OPEN and side.introduction.state in ASKING


def is_living(introduction: Introduction) -> bool:
    """True while somebody has still something to do."""
    return introduction.state in LIVING
