"""Reviewers say with whom they are tied, and what they would gladly read, before they see any content."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import ConflictKind, PanelState, Wish
from parvis.domain.reviews.models import Assignment, Bid, Conflict, Reviewer, Tie
from parvis.domain.reviews.selectors.conflicts import is_barred
from parvis.domain.reviews.selectors.declaring import declarable_applications
from parvis.domain.reviews.services.detection import detect_conflicts

LONGEST_NOTE = 2000
MOST_TIES = 100
EARLY = (PanelState.PREPARING, PanelState.DECLARING)
"""Stages at which a reviewer may take a declaration back; later only the team waives it."""


def declare(
    *,
    actor: User,
    reviewer: Reviewer,
    shown: Collection[int],
    conflicts: Mapping[int, str],
    wishes: Mapping[int, str],
) -> None:
    """Keep what the reviewer said of the applications that were shown: a conflict with a note, or a wish, or neither.

    Raises NotAllowed for whoever is not this reviewer, InvalidInput for a wish that is none.
    """
    _check(actor, reviewer)
    known = set(declarable_applications(reviewer).filter(pk__in=shown).values_list("pk", flat=True))
    if any(wish and wish not in Wish.values for wish in wishes.values()):
        raise InvalidInput(_("Choose one of the options."))
    with transaction.atomic():
        for application in sorted(known):
            if application in conflicts:
                _declare(reviewer, application, conflicts[application])
            elif reviewer.panel.state in EARLY:
                _take_back(reviewer, application)
            wish = "" if application in conflicts else wishes.get(application, "")
            _wish(reviewer, application, wish)
        data = {"shown": len(known), "conflicts": len(known.intersection(conflicts))}
        record(actor=actor, verb="reviews.conflicts_declared", target=reviewer, data=data)


def finish_declaration(*, actor: User, reviewer: Reviewer) -> None:
    """Say that one has looked at them all. Raises NotAllowed."""
    _check(actor, reviewer)
    with transaction.atomic():
        reviewer.declared_at = clock.now()
        reviewer.save(update_fields=["declared_at"])
        record(actor=actor, verb="reviews.declaration_finished", target=reviewer)


def name_tie(*, actor: User, reviewer: Reviewer, organisation: Organisation, note: str = "") -> Tie:
    """Name an organisation with which one is tied; its applications are out of one's sight at once, present and future.

    Raises NotAllowed, and InvalidTransition when there are too many.
    """
    _check(actor, reviewer)
    with transaction.atomic():
        if Tie.objects.filter(reviewer=reviewer).count() >= MOST_TIES:
            raise InvalidTransition(_("At most %(count)d organisations can be named.") % {"count": MOST_TIES})
        tie, is_new = Tie.objects.get_or_create(
            reviewer=reviewer, organisation=organisation, defaults={"note": " ".join(note.split())[:500]}
        )
        if is_new:
            record(actor=actor, verb="reviews.tie_named", target=reviewer)
            detect_conflicts(panel=reviewer.panel, reviewers=[reviewer.pk])
    return tie


def drop_tie(*, actor: User, tie: Tie) -> None:
    """Take the name of an organisation back. Raises NotAllowed, InvalidTransition once the panel reviews."""
    reviewer = tie.reviewer
    _check(actor, reviewer)
    if reviewer.panel.state not in EARLY:
        raise InvalidTransition(_("The panel reviews by now: ask the team if a tie no longer exists."))
    with transaction.atomic():
        tie.delete()
        record(actor=actor, verb="reviews.tie_dropped", target=reviewer)
        detect_conflicts(panel=reviewer.panel, reviewers=[reviewer.pk])


def clear_assignment(*, actor: User, assignment: Assignment) -> bool:
    """Say that nothing ties one to the applicant, before the content is shown.

    What the campus knows is looked at once more for this pair; False when it knows better.
    Raises NotAllowed for whoever may not write this review.
    """
    reviewer = assignment.reviewer
    if not rules.can_write_reviews(actor, reviewer):
        raise NotAllowed(_("Only the reviewer may do this, while the panel reviews."))
    with transaction.atomic():
        detect_conflicts(panel=reviewer.panel, reviewers=[reviewer.pk], applications=[assignment.application_id])
        if is_barred(reviewer.pk, assignment.application_id):
            return False
        assignment.cleared_at = clock.now()
        assignment.save(update_fields=["cleared_at"])
        record(actor=actor, verb="reviews.assignment_cleared", target=assignment.application)
    return True


def recuse(*, actor: User, assignment: Assignment, reason: str, is_tied: bool) -> None:
    """Give an application back, with the reason; a tie is declared as a conflict of interest at once.

    Raises NotAllowed for whoever may not write this review, InvalidInput without a reason.
    """
    reviewer, words = assignment.reviewer, reason.strip()[:LONGEST_NOTE]
    if not rules.can_write_reviews(actor, reviewer):
        raise NotAllowed(_("Only the reviewer may do this, while the panel reviews."))
    if not words:
        sentence = _("Say why in a few words, so that the team can find someone else.")
        raise InvalidInput(sentence, {"reason": [sentence]})
    with transaction.atomic():
        assignment.recused_at, assignment.recusal = clock.now(), words
        assignment.save(update_fields=["recused_at", "recusal"])
        if is_tied:
            _declare(reviewer, assignment.application_id, words)
        record(actor=actor, verb="reviews.recused", target=assignment.application, data={"tied": is_tied})


def _check(actor: User, reviewer: Reviewer) -> None:
    if not rules.can_declare(actor, reviewer):
        raise NotAllowed(_("Only the reviewer may do this, until the panel closes."))


def _declare(reviewer: Reviewer, application: int, note: str) -> None:
    """A declaration counts from now on, even one that was taken back or waived before, when it says something else."""
    words = note.strip()[:LONGEST_NOTE]
    row, is_new = Conflict.objects.get_or_create(
        reviewer=reviewer, application_id=application, kind=ConflictKind.DECLARED, defaults={"note": words}
    )
    if not is_new and (row.withdrawn_at is not None or row.note != words):
        row.note, row.withdrawn_at, row.found_at = words, None, clock.now()
        row.waived_at, row.waived_by, row.waiver = None, None, ""
        row.save()


def _take_back(reviewer: Reviewer, application: int) -> None:
    rows = Conflict.objects.filter(reviewer=reviewer, application=application, kind=ConflictKind.DECLARED)
    rows.filter(withdrawn_at=None, waived_at=None).update(withdrawn_at=clock.now())


def _wish(reviewer: Reviewer, application: int, wish: str) -> None:
    if wish:
        Bid.objects.update_or_create(reviewer=reviewer, application_id=application, defaults={"wish": wish})
    else:
        Bid.objects.filter(reviewer=reviewer, application=application).delete()
