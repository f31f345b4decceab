"""Pairs that the team makes by hand: who reads an application, who should, and who should not."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import AssignmentOrigin, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, PairRule, Review, Reviewer
from parvis.domain.reviews.selectors.conflicts import is_barred
from parvis.domain.reviews.selectors.panels import applications_of
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.telling import PATIENCE, ask_to_tell


def add_pair(*, actor: User, reviewer: Reviewer, application: Application, score: float | None = None) -> Assignment:
    """Give an application to a reviewer, beyond their load too.

    Raises NotAllowed; InvalidTransition once the panel is closed, for a reviewer who does not sit, is in conflict or
    recused themselves, and for an application that is not being reviewed; Conflict where they have it already.
    """
    checks.check_manager(actor, reviewer.panel)
    checks.check_open(reviewer.panel)
    why = why_not(reviewer, application)
    if why:
        raise InvalidTransition(why)
    with transaction.atomic():
        values = {"origin": AssignmentOrigin.HAND, "score": score, "assigned_by": actor}
        own = Assignment.objects.filter(reviewer=reviewer, application=application)
        back = {"assigned_at": clock.now(), "removed_at": None, "told_at": None}
        if not own.exclude(removed_at=None).filter(recused_at=None).update(**values, **back):
            own_row, is_new = own.get_or_create(reviewer=reviewer, application=application, defaults=values)
            if not is_new:
                raise Conflict(_("%(name)s has this application already.") % {"name": reviewer.name})
        else:
            own_row = own.get()
        record(actor=actor, verb="reviews.pair_added", target=own_row.application, data={"reviewer": reviewer.pk})
        ask_to_tell(reviewer.panel, patience=PATIENCE)
    return own_row


def why_not(reviewer: Reviewer, application: Application) -> str:
    """The sentence with which the pair would be refused; empty where it may be made."""
    if reviewer.state != ReviewerState.ACCEPTED:
        return _("%(name)s does not sit on this panel.") % {"name": reviewer.name}
    if not applications_of(reviewer.panel).filter(pk=application.pk).exists():
        return _("This application is not being reviewed by this panel.")
    if is_barred(reviewer.pk, application.pk):
        sentence = _("%(name)s is in a conflict of interest. Waive it first, with a reason, if it does not matter.")
        return sentence % {"name": reviewer.name}
    if Assignment.objects.filter(reviewer=reviewer, application=application).exclude(recused_at=None).exists():
        return _("%(name)s recused themselves from this application.") % {"name": reviewer.name}
    return ""


def remove_pair(*, actor: User, assignment: Assignment) -> None:
    """Take an application back; it is not proposed to this reviewer again.

    Raises NotAllowed, InvalidTransition once the panel is closed or the review was submitted, Conflict when somebody
    was faster.
    """
    panel = assignment.reviewer.panel
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    with transaction.atomic():
        if Review.objects.filter(assignment=assignment, state=ReviewState.SUBMITTED).exists():
            sentence = _("%(name)s has submitted a review of this application; it stays.")
            raise InvalidTransition(sentence % {"name": assignment.reviewer.name})
        own = Assignment.objects.filter(pk=assignment.pk, removed_at=None, recused_at=None)
        if not own.update(removed_at=clock.now()):
            raise Conflict(_("This pair is gone already."))
        data = {"reviewer": assignment.reviewer_id}
        record(actor=actor, verb="reviews.pair_removed", target=assignment.application, data=data)


def rule_pair(
    *, actor: User, reviewer: Reviewer, application: Application, is_wanted: bool | None, reason: str = ""
) -> None:
    """Want a pair, or rule it out, in every proposal to come; None takes the rule back.

    Raises NotAllowed, InvalidTransition once the panel is closed.
    """
    checks.check_manager(actor, reviewer.panel)
    checks.check_open(reviewer.panel)
    with transaction.atomic():
        own = PairRule.objects.filter(reviewer=reviewer, application=application)
        if is_wanted is None:
            own.delete()
        else:
            values = {"is_wanted": is_wanted, "reason": " ".join(reason.split())[:500], "made_by": actor}
            PairRule.objects.update_or_create(reviewer=reviewer, application=application, defaults=values)
        data = {"reviewer": reviewer.pk, "is_wanted": is_wanted}
        record(actor=actor, verb="reviews.pair_ruled", target=application, data=data)
