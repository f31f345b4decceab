"""What the two sides answer: on the page, by the link of a mail, or to the campus by telephone."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Person
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import Answer, DeclineReason, IntroductionAction, ProposedBy
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.parties import By, may_answer
from parvis.domain.introductions.selectors.drafting import people_of
from parvis.domain.introductions.services import mails
from parvis.domain.introductions.services.moving import held, keep_in_note, move, other_of, sides_of


def accept_introduction(*, by: By, side: IntroductionSide, shares_phone: bool = False) -> Introduction:
    """A side agrees; when both have, each gets the contact details of the other one, once.

    Raises InvalidTransition when it was answered before or nobody waits for an answer any more.
    """
    _check(by, side)
    with transaction.atomic():
        introduction, sides = _open(side)
        own = sides[side.position]
        _write(own, Answer.ACCEPTED, by, shares_phone=shares_phone)
        _record("introductions.accepted", by.user, introduction, own)
        _settle(introduction)
    return introduction


def decline_introduction(
    *, by: By, side: IntroductionSide, reason: str = DeclineReason.OTHER, text: str = ""
) -> Introduction:
    """A side does not want to; the campus reads why, the other side only that it is not possible now."""
    _check(by, side)
    with transaction.atomic():
        introduction, sides = _open(side)
        own = sides[side.position]
        _write(own, Answer.DECLINED, by, reason=_reason(reason), reason_text=text.strip())
        _record("introductions.declined", by.user, introduction, own)
        _end_declined(introduction, own)
    return introduction


def accept_on_behalf(*, actor: User, side: IntroductionSide, note: str, person: Person | None = None) -> Introduction:
    """A side has agreed by telephone or letter; `person` is whom the other side may reach."""
    _check_on_behalf(actor, note)
    if person is not None and not people_of(side.organisation).filter(pk=person.pk).exists():
        raise InvalidInput(_("%(name)s is not in this organisation any more.") % {"name": person.name})
    with transaction.atomic():
        introduction, sides = _open(side)
        own = sides[side.position]
        chosen = {"person": person, "account": None} if person is not None else {}
        _write(own, Answer.ACCEPTED, By(), **chosen)
        _record("introductions.accepted_for", actor, introduction, own)
        keep_in_note(introduction, note)
        _settle(introduction)
    return introduction


def decline_on_behalf(
    *, actor: User, side: IntroductionSide, note: str, reason: str = DeclineReason.OTHER
) -> Introduction:
    """A side has declined by telephone or letter."""
    _check_on_behalf(actor, note)
    with transaction.atomic():
        introduction, sides = _open(side)
        own = sides[side.position]
        _write(own, Answer.DECLINED, By(), reason=_reason(reason), reason_text=note.strip())
        _record("introductions.declined_for", actor, introduction, own)
        keep_in_note(introduction, note)
        _end_declined(introduction, own)
    return introduction


def _check(by: By, side: IntroductionSide) -> None:
    if not may_answer(by, side):
        raise NotAllowed(_("Only this organisation answers for itself."))


def _check_on_behalf(actor: User, note: str) -> None:
    if not rules.is_matchmaker(actor):
        raise NotAllowed(_("Only the campus records what it was told."))
    if not note.strip():
        sentence = _("Say who answered, and how.")
        raise InvalidInput(sentence, {"note": [sentence]})


def _reason(reason: str) -> str:
    if reason not in DeclineReason.values:
        sentence = _("Choose one of the reasons.")
        raise InvalidInput(sentence, {"reason": [sentence]})
    return reason


def _open(side: IntroductionSide) -> tuple[Introduction, dict[str, IntroductionSide]]:
    """The introduction and its sides as they are now, as long as this side may still answer."""
    introduction = held(side.introduction)
    sides = sides_of(introduction)
    if sides[side.position].answer != Answer.OPEN:
        raise InvalidTransition(_("This was answered already."))
    if introduction.state not in rules.ASKING:
        raise InvalidTransition(
            _("This is not possible any more: the introduction is %(state)s.")
            % {"state": introduction.get_state_display()}
        )
    return introduction, sides


def _write(side: IntroductionSide, answer: Answer, by: By, **values: object) -> None:
    """From now on whoever answered is written to."""
    taken = {"account": by.user} if by.user is not None else {}
    rows = IntroductionSide.objects.filter(pk=side.pk, answer=Answer.OPEN)
    rows.update(answer=answer, answered_at=clock.now(), answered_by=by.user, **taken, **values)


def _record(verb: str, actor: User | None, introduction: Introduction, side: IntroductionSide) -> None:
    data = {"side": side.position, "organisation": side.organisation_id}
    record(actor=actor, verb=verb, target=introduction, data=data, concerns=mails.accounts_of([side]))


def _settle(introduction: Introduction) -> None:
    """When both agree they get each other's contact details; else the campus's page is told of the answer."""
    sides = sides_of(introduction)
    if any(side.answer != Answer.ACCEPTED for side in sides.values()):
        bus.publish(IntroductionMoved(introduction.pk))
        return
    move(introduction, IntroductionAction.ACCEPT, accepted_at=clock.now())
    sides = sides_of(introduction)
    record(actor=None, verb="introductions.both_accepted", target=introduction)
    for side in sides.values():
        if not mails.tell_contacts(side, other_of(side, sides)):
            mails.tell_campus(introduction, "introductions/mail/pass_contacts_on", sides, side=side)


def _end_declined(introduction: Introduction, side: IntroductionSide) -> None:
    move(introduction, IntroductionAction.DECLINE)
    sides = sides_of(introduction)
    own = sides[side.position]
    mails.tell_end(other_of(own, sides), own, "introductions/mail/not_now")
    if introduction.proposed_by == ProposedBy.CAMPUS:
        mails.tell_campus(introduction, "introductions/mail/declined", sides, side=own)
