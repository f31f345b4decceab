"""Propose that two organisations meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import LIVING, Answer, IntroductionState, Position, ProposedBy
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.drafting import Reasons, people_of, proposed_by
from parvis.domain.introductions.selectors.introductions import full_among
from parvis.domain.introductions.services import mails
from parvis.domain.introductions.services.moving import other_of, sides_of
from parvis.domain.introductions.wording import check_message
from parvis.domain.needs.enums import Side
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.rules import can_read_notice


@dataclass(frozen=True)
class ProposalValues:
    """What is proposed: what it is about, the message, and, by the campus, to whom it goes.

    `despite` is why the campus proposes an organisation that takes no more introductions for now.
    """

    subject: str
    message: str
    language: str = "fr"
    need: Notice | None = None
    offer: Notice | None = None
    opportunity: Opportunity | None = None
    reasons: Reasons = field(default_factory=dict)
    first_person: Person | None = None
    second_person: Person | None = None
    despite: str = ""


def propose_introduction(
    *, actor: User, first: Organisation, second: Organisation, values: ProposalValues
) -> Introduction:
    """Ask two organisations whether they want to meet: `first` looks for something, `second` was found.

    An organisation that proposes has accepted already. Whoever has nobody to be written to is for the campus to reach.
    Raises Conflict when the two are asked already, or one has declined the same subject; InvalidInput when one of them
    takes no more introductions for now.
    """
    by = proposed_by(actor, first, second)
    if by is None:
        raise NotAllowed(_("Only an organisation itself, or the campus, proposes an introduction."))
    _check(actor, by, first, second, values)
    with transaction.atomic():
        # Held in one order: two proposals of the same pair, or for the last place of a load, come one after the other.
        list(Organisation.objects.select_for_update(of=("self",)).filter(pk__in=(first.pk, second.pk)).order_by("pk"))
        _check_pair(first, second, values)
        _check_loads(actor, first, second, values)
        introduction = _create(actor, by, (first, second), values)
        _ask(introduction, by)
        sides = sides_of(introduction)
        record(
            actor=actor,
            verb="introductions.proposed",
            target=introduction,
            data={"organisations": [first.pk, second.pk], "by": by},
            concerns=mails.accounts_of(sides.values()),
        )
        bus.publish(IntroductionMoved(introduction.pk))
    return introduction


def pair_key(first: Organisation, second: Organisation, values: ProposalValues) -> str:
    """Names the pair, in whatever order, and the subject."""
    pair = "-".join(str(pk) for pk in sorted((first.pk, second.pk)))
    return ":".join([pair, *(f"{letter}{thing.pk}" for letter, thing in _subjects(values).items() if thing)])


def _subjects(values: ProposalValues) -> dict[str, Notice | Opportunity | None]:
    return {"n": values.need, "o": values.offer, "c": values.opportunity}


def _check(actor: User, by: ProposedBy, first: Organisation, second: Organisation, values: ProposalValues) -> None:
    if first.pk == second.pk:
        raise InvalidInput(_("An organisation is not introduced to itself."))
    for organisation in (first, second):
        if organisation.status == Status.CLOSED:
            raise InvalidInput(_("%(name)s is closed.") % {"name": organisation.name})
    _check_notice(actor, values.need, Side.NEED, first, _("The need is not one of %(name)s."))
    _check_notice(actor, values.offer, Side.OFFER, second, _("The offer is not one of %(name)s."))
    for organisation, person in ((first, values.first_person), (second, values.second_person)):
        if person is not None and by != ProposedBy.CAMPUS:
            raise NotAllowed(_("Only the campus chooses who is written to."))
        if person is not None and not people_of(organisation).filter(pk=person.pk).exists():
            raise InvalidInput(_("%(name)s is not in this organisation any more.") % {"name": person.name})
    check_message(values.subject, values.message)


def _check_notice(actor: User, notice: Notice | None, side: Side, organisation: Organisation, sentence: str) -> None:
    if notice is None:
        return
    if notice.side != side or notice.organisation_id != organisation.pk or not can_read_notice(actor, notice):
        raise InvalidInput(sentence % {"name": organisation.name})


def _check_pair(first: Organisation, second: Organisation, values: ProposalValues) -> None:
    """By the two organisations rather than by `pair`, which names those that they were before a merge."""
    both = Introduction.objects.filter(sides__organisation=first).filter(sides__organisation=second)
    same = both.filter(need=values.need, offer=values.offer, opportunity=values.opportunity)
    if same.filter(state__in=LIVING).exists():
        raise Conflict(_("These two are being introduced already."))
    if any(_subjects(values).values()) and same.filter(state=IntroductionState.DECLINED).exists():
        raise Conflict(_("One of the two has declined this already; it is not asked about the same thing again."))


def _check_loads(actor: User, first: Organisation, second: Organisation, values: ProposalValues) -> None:
    full = full_among([first.pk, second.pk])
    if not full or (rules.is_matchmaker(actor) and values.despite.strip()):
        return
    names = ", ".join(organisation.name for organisation in (first, second) if organisation.pk in full)
    if rules.is_matchmaker(actor):
        sentence = _("%(names)s has as many introductions as it takes. Say why it should be asked all the same.")
        raise InvalidInput(sentence % {"names": names}, {"despite": [sentence % {"names": names}]})
    sentence = _("%(names)s has as many introductions as it takes for now. Try again later, or ask the campus team.")
    raise InvalidInput(sentence % {"names": names})


def _create(
    actor: User, by: ProposedBy, pair: tuple[Organisation, Organisation], values: ProposalValues
) -> Introduction:
    now = clock.now()
    introduction = Introduction.objects.create(
        pair=pair_key(*pair, values),
        need=values.need,
        offer=values.offer,
        opportunity=values.opportunity,
        reasons={language: list(reasons) for language, reasons in values.reasons.items() if reasons},
        subject=" ".join(values.subject.split())[:200],
        message=values.message.replace("\r\n", "\n").strip(),
        language=values.language,
        proposed_by=by,
        created_by=actor,
        proposed_at=now,
        moved_at=now,
        note=values.despite.strip(),
        is_invented=any(organisation.is_invented for organisation in pair),
    )
    people: Sequence[Person | None] = (values.first_person, values.second_person)
    for position, organisation, person in zip(Position, pair, people, strict=True):
        is_own = str(position) == str(by)
        IntroductionSide.objects.create(
            introduction=introduction,
            position=position,
            organisation=organisation,
            person=person,
            account=actor if is_own else None,
            answer=Answer.ACCEPTED if is_own else Answer.OPEN,
            answered_at=now if is_own else None,
            answered_by=actor if is_own else None,
        )
    return introduction


def _ask(introduction: Introduction, by: ProposedBy) -> None:
    """Write to each side that has not answered; the campus is told of one that it must reach itself."""
    sides = sides_of(introduction)
    for side in sides.values():
        if side.answer != Answer.OPEN:
            continue
        if mails.ask(side, other_of(side, sides)):
            IntroductionSide.objects.filter(pk=side.pk).update(asked_at=introduction.proposed_at)
        elif by != ProposedBy.CAMPUS:
            mails.tell_campus(introduction, "introductions/mail/pass_on", sides, side=side)
