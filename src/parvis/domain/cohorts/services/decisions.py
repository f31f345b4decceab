"""Decide about an application, revise it until it is notified; two at once never both win."""

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.models import Application
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Decision, DecisionChange, JurorNote, Jury, Letter
from parvis.domain.cohorts.selectors.juries import decision_of, places_of
from parvis.domain.cohorts.services.outdating import outdate_letters
from parvis.domain.cohorts.standing import BEFORE_THE_JURY, DECIDABLE, interests_of


class Overtaken(Conflict):
    """Somebody else decided first; `decision` is what stands."""

    def __init__(self, decision: Decision | None) -> None:
        self.decision = decision
        if decision is None:
            super().__init__(_("Someone else has withdrawn this decision in the meantime. Nothing was written."))
            return
        who = decision.decided_by.display_name if decision.decided_by else _("an erased account")
        values = {"name": who, "outcome": decision.get_outcome_display()}
        super().__init__(_("%(name)s has decided in the meantime: %(outcome)s. Nothing was written.") % values)


class BeyondPlaces(InvalidInput):
    """More would be accepted than there is room for; the same act with `beyond_places` does it all the same."""


def decide_application(
    *,
    actor: User,
    jury: Jury,
    application: Application,
    outcome: str,
    reason: str = "",
    comment: str = "",
    revision: int = 0,
    beyond_places: bool = False,
) -> Decision:
    """Write down what is decided; `revision` is that of the decision that the actor saw, 0 for none.

    Raises Overtaken when another decision stands by now, BeyondPlaces when no place is left and nobody said that this
    is meant, NotAllowed for whoever may not decide or is tied to the applicant, InvalidTransition once it is notified.
    """
    _check(actor, jury, application)
    values = {"outcome": Outcome(outcome), "reason": reason.strip(), "comment": comment.strip()}
    if outcome == Outcome.REJECT and not values["reason"]:
        sentence = _("Say why, for the file.")
        raise InvalidInput(sentence, {"reason": [sentence]})
    with transaction.atomic():
        _one_at_a_time(jury)
        old = decision_of(jury, application)
        _check_state(application, old, revision)
        if outcome == Outcome.ACCEPT and (old is None or old.outcome != Outcome.ACCEPT) and not beyond_places:
            _check_places(jury)
        decision = _write(actor, jury, application, old, values)
        if Outcome.WAITLIST in {outcome, old.outcome if old else ""}:
            outdate_letters(jury, Outcome.WAITLIST)
        record(
            actor=actor,
            verb="cohorts.decided" if old is None else "cohorts.decision_revised",
            target=application,
            data={"outcome": outcome, "revision": decision.revision, "jury": jury.pk},
        )
    return decision


def withdraw_decision(*, actor: User, jury: Jury, application: Application, revision: int) -> None:
    """Take a decision back before anybody was told; the application is undecided again."""
    _check(actor, jury, application)
    with transaction.atomic():
        _one_at_a_time(jury)
        old = decision_of(jury, application)
        _check_state(application, old, revision)
        if old is None:
            raise InvalidTransition(_("Nothing is decided about this application."))
        if old.first_notified_at is not None:
            raise InvalidTransition(_("The applicant was told; decide otherwise instead."))
        old.delete()
        if old.outcome == Outcome.WAITLIST:
            outdate_letters(jury, Outcome.WAITLIST)
        record(actor=actor, verb="cohorts.decision_withdrawn", target=application, data={"jury": jury.pk})


def promote_from_waiting_list(*, actor: User, decision: Decision, beyond_places: bool = False) -> Decision:
    """Accept somebody who was told to be on the waiting list: pending, until the letter is sent."""
    jury = decision.jury
    if not rules.can_manage_jury(actor, jury):
        raise NotAllowed(_("Only whoever manages the call takes applicants from the waiting list."))
    if interests_of(actor, jury, [decision.application_id])[decision.application_id]:
        raise NotAllowed(_("You are tied to this applicant and do not decide about it."))
    with transaction.atomic():
        _one_at_a_time(jury)
        if not beyond_places:
            _check_places(jury)
        same = Decision.objects.filter(pk=decision.pk, outcome=Outcome.WAITLIST, state=DecisionState.NOTIFIED)
        values = {"outcome": Outcome.ACCEPT, "reason": _("From the waiting list."), "comment": ""}
        if not same.update(**_values(actor, decision, values), state=DecisionState.PENDING, rank=None):
            raise Overtaken(decision_of(jury, decision.application))
        decision.refresh_from_db()
        _keep_change(decision)
        record(actor=actor, verb="cohorts.promoted", target=decision.application, data={"jury": jury.pk})
    return decision


def move_on_waiting_list(*, actor: User, decision: Decision, up: bool) -> None:
    """Change places with the neighbour on the waiting list; at its end nothing moves."""
    jury = decision.jury
    if not rules.can_decide_application(actor, jury, decision.application):
        raise NotAllowed(_("You may not change the order of the waiting list here."))
    with transaction.atomic():
        _one_at_a_time(jury)
        rows = list(_listed(jury).values_list("pk", "rank"))
        order = [pk for pk, _rank in rows]
        if decision.pk not in order:
            raise Conflict(_("This application is no longer on the waiting list."))
        here = order.index(decision.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(order):
            return
        order[here], order[there] = order[there], order[here]
        for rank, (pk, (_pk, old)) in enumerate(zip(order, rows, strict=True), 1):
            if pk != _pk or old != rank:
                Decision.objects.filter(pk=pk).update(rank=rank)
        outdate_letters(jury, Outcome.WAITLIST)
        record(actor=actor, verb="cohorts.waiting_list_moved", target=decision.application, data={"up": up})


def add_note(*, actor: User, jury: Jury, application: Application, text: str) -> JurorNote:
    """Write down something about an application for the jury; those who only read write notes, too."""
    if not rules.can_see_jury(actor, jury) or interests_of(actor, jury, [application.pk])[application.pk]:
        raise NotAllowed(_("Only jurors who are not tied to the applicant write notes."))
    if not text.strip():
        sentence = _("The note is empty.")
        raise InvalidInput(sentence, {"text": [sentence]})
    with transaction.atomic():
        note = JurorNote.objects.create(jury=jury, application=application, author=actor, text=text.strip())
        record(actor=actor, verb="cohorts.note_added", target=application)
    return note


def remove_note(*, actor: User, note: JurorNote) -> None:
    """Take back one's own note."""
    if note.author_id != actor.pk:
        raise NotAllowed(_("Notes are taken back by whoever wrote them."))
    with transaction.atomic():
        record(actor=actor, verb="cohorts.note_removed", target=note.application)
        note.delete()


def _check(actor: User, jury: Jury, application: Application) -> None:
    if not rules.can_decide(actor, jury):
        raise NotAllowed(
            _("This jury is closed.") if jury.closed_at else _("You read along on this jury, without deciding.")
        )
    if application.round_id != jury.round_id:
        raise NotAllowed(_("This application is not before this jury."))
    if interests_of(actor, jury, [application.pk])[application.pk]:
        raise NotAllowed(_("You are tied to this applicant and do not decide about it."))


def _check_state(application: Application, old: Decision | None, revision: int) -> None:
    """That nobody was faster, that nobody was told yet, and that the application is still there."""
    if (old.revision if old else 0) != revision:
        raise Overtaken(old)
    if old is not None and old.state != DecisionState.PENDING:
        raise InvalidTransition(_("The applicant was told; this decision stands."))
    states = BEFORE_THE_JURY if old is None else DECIDABLE
    if not Application.objects.filter(pk=application.pk, state__in=states).exists():
        raise InvalidTransition(_("This application is not before the jury any more."))


def _check_places(jury: Jury) -> None:
    places = places_of(jury)
    if places.left is not None and places.left < 1:
        raise BeyondPlaces(
            _("All %(total)s places are taken. Confirm that you accept more than there is room for.")
            % {"total": places.total}
        )


def _one_at_a_time(jury: Jury) -> None:
    """Lock the row of the jury: whoever decides on the same jury waits here, so that places are counted rightly."""
    Jury.objects.filter(pk=jury.pk).update(updated_at=clock.now())


def _values(actor: User, old: Decision, values: dict[str, str]) -> dict[str, object]:
    return {**values, "decided_by": actor, "decided_at": clock.now(), "revision": old.revision + 1}


def _write(actor: User, jury: Jury, application: Application, old: Decision | None, values: dict[str, str]) -> Decision:
    """Make the decision, or revise the one that was seen, conditionally."""
    if old is None:
        decision = _create(actor, jury, application, values)
    else:
        same = Decision.objects.filter(pk=old.pk, state=DecisionState.PENDING, revision=old.revision)
        if same.update(**_values(actor, old, values), rank=_rank(jury, old, values["outcome"])) != 1:
            raise Overtaken(decision_of(jury, application))
        if old.outcome != values["outcome"]:
            Letter.objects.filter(decision=old, state=LetterState.DRAFT).delete()
        decision = Decision.objects.get(pk=old.pk)
    _keep_change(decision)
    return decision


def _create(actor: User, jury: Jury, application: Application, values: dict[str, str]) -> Decision:
    try:
        with transaction.atomic():
            return Decision.objects.create(
                application=application,
                jury=jury,
                decided_by=actor,
                decided_at=clock.now(),
                rank=_rank(jury, None, values["outcome"]),
                **values,
            )
    except IntegrityError:
        raise Overtaken(decision_of(jury, application)) from None


def _keep_change(decision: Decision) -> None:
    DecisionChange.objects.create(
        decision=decision,
        revision=decision.revision,
        outcome=decision.outcome,
        reason=decision.reason,
        comment=decision.comment,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
    )


def _listed(jury: Jury) -> QuerySet[Decision]:
    """Everything that has a place on the waiting list."""
    return Decision.objects.filter(jury=jury, outcome=Outcome.WAITLIST, rank__isnull=False).order_by("rank", "id")


def _rank(jury: Jury, old: Decision | None, outcome: str) -> int | None:
    """At the end of the waiting list, or where it was; None for whatever is not on it."""
    if outcome != Outcome.WAITLIST:
        return None
    if old is not None and old.rank is not None:
        return old.rank
    last: int | None = _listed(jury).aggregate(last=Max("rank"))["last"]
    return (last or 0) + 1
