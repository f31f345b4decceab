"""What the campus and the two sides do with an introduction after it was proposed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Person
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import Answer, IntroductionAction
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.drafting import people_of
from parvis.domain.introductions.services import mails
from parvis.domain.introductions.services.moving import held, keep_in_note, move, other_of, sides_of


def withdraw_introduction(*, actor: User, introduction: Introduction, reason: str = "") -> Introduction:
    """Take the proposal back; whoever was asked is told that no answer is needed any more."""
    if not rules.can_withdraw(actor, introduction):
        raise NotAllowed(_("Only whoever proposed it takes it back, as long as an answer is awaited."))
    with transaction.atomic():
        introduction = held(introduction)
        move(introduction, IntroductionAction.WITHDRAW)
        sides = sides_of(introduction)
        keep_in_note(introduction, reason)
        record(actor=actor, verb="introductions.withdrawn", target=introduction)
        for side in sides.values():
            if side.answered_by != actor:
                mails.tell_end(side, other_of(side, sides), "introductions/mail/withdrawn")
    return introduction


def ask_again(*, actor: User, introduction: Introduction) -> Introduction:
    """Ask anew whoever stayed silent; the reminders begin again."""
    _check_matchmaker(actor)
    with transaction.atomic():
        introduction = held(introduction)
        move(introduction, IntroductionAction.ASK_AGAIN)
        sides = sides_of(introduction)
        for side in sides.values():
            if side.answer == Answer.OPEN and mails.ask(side, other_of(side, sides)):
                IntroductionSide.objects.filter(pk=side.pk).update(asked_at=clock.now(), reminders=0, reminded_at=None)
        record(actor=actor, verb="introductions.asked_again", target=introduction)
    return introduction


def note_passed_on(*, actor: User, side: IntroductionSide) -> None:
    """The campus has reached a side that has nobody to be written to: its time to answer begins."""
    _check_matchmaker(actor)
    with transaction.atomic():
        introduction = held(side.introduction)
        rows = IntroductionSide.objects.filter(pk=side.pk, answer=Answer.OPEN, asked_at=None)
        if introduction.state not in rules.ASKING or not rows.update(asked_at=clock.now()):
            raise InvalidTransition(_("This side was asked already."))
        data = {"side": side.position, "organisation": side.organisation_id}
        record(actor=actor, verb="introductions.passed_on", target=introduction, data=data)
        bus.publish(IntroductionMoved(introduction.pk))


def choose_person(*, actor: User, side: IntroductionSide, person: Person | None) -> None:
    """Write to this person, at once, instead of the owners; None chooses the owners again.

    Only while an answer is awaited: afterwards the contact details of somebody who never agreed would be given away.
    """
    _check_matchmaker(actor)
    if person is not None and not people_of(side.organisation).filter(pk=person.pk).exists():
        raise InvalidInput(_("%(name)s is not in this organisation any more.") % {"name": person.name})
    with transaction.atomic():
        introduction = held(side.introduction)
        sides = sides_of(introduction)
        if not rules.is_awaited(sides[side.position]):
            raise InvalidTransition(_("No answer of this side is awaited any more."))
        IntroductionSide.objects.filter(pk=side.pk).update(person=person, account=None)
        sides = sides_of(introduction)
        own = sides[side.position]
        asked = {"asked_at": clock.now(), "reminders": 0, "reminded_at": None}
        if mails.ask(own, other_of(own, sides)):
            IntroductionSide.objects.filter(pk=side.pk).update(**asked)
        data = {"side": side.position, "organisation": side.organisation_id}
        record(actor=actor, verb="introductions.person_chosen", target=introduction, data=data)


def note_meeting(*, actor: User, introduction: Introduction, met_on: dt.date) -> Introduction:
    """They met on this day."""
    if not rules.can_follow(actor, introduction):
        raise NotAllowed(_("Only the two organisations and the campus say that they met."))
    if met_on > clock.today():
        sentence = _("A meeting to come is noted once it has taken place.")
        raise InvalidInput(sentence, {"met_on": [sentence]})
    with transaction.atomic():
        introduction = held(introduction)
        move(introduction, IntroductionAction.MEET, met_on=met_on)
        others = [side for side in sides_of(introduction).values() if side.account_id != actor.pk]
        record(
            actor=actor,
            verb="introductions.met",
            target=introduction,
            data={"on": met_on.isoformat()},
            concerns=mails.accounts_of(others),
        )
    return introduction


def write_note(*, actor: User, introduction: Introduction, note: str) -> None:
    """What the campus team keeps in mind; nobody else reads it."""
    _check_matchmaker(actor)
    with transaction.atomic():
        Introduction.objects.filter(pk=introduction.pk).update(note=note.strip())
        record(actor=actor, verb="introductions.noted", target=introduction)


def _check_matchmaker(actor: User) -> None:
    if not rules.is_matchmaker(actor):
        raise NotAllowed(_("Only the campus does this."))
