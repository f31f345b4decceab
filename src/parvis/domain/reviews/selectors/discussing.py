"""The discussion of an application, and who takes part in it."""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.models import Application
from parvis.domain.calls.rules import can_manage_call
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Message, Panel, Review
from parvis.domain.reviews.selectors.conflicts import is_barred
from parvis.domain.reviews.selectors.reviewing import is_cleared, own_assignment, reviewer_in, shows_others


def is_barred_from(actor: Actor, panel: Panel, application_id: int) -> bool:
    """True when the account sits on the panel and a conflict keeps it away, whatever else it may do for the call."""
    reviewer = reviewer_in(actor, panel.pk)
    return reviewer is not None and is_barred(reviewer.pk, application_id)


def can_read_discussion(actor: Actor, panel: Panel, application: Application) -> bool:
    """Those who run the call, and the reviewers of the application once they may read one another's reviews.

    Whoever a conflict bars reads nothing, even when they run the call.
    """
    reviewer = reviewer_in(actor, panel.pk)
    if reviewer is None:
        return can_manage_call(actor, panel.round.call)
    if is_barred(reviewer.pk, application.pk):
        return False
    if can_manage_call(actor, panel.round.call):
        return True
    assignment = own_assignment(reviewer, application.pk)
    if assignment is None or not is_cleared(assignment):
        return False
    return shows_others(assignment, Review.objects.filter(assignment=assignment).first())


def can_discuss(actor: Actor | None, panel: Panel, application: Application) -> bool:
    """The same, until the panel closes."""
    if not isinstance(actor, User) or panel.state not in {PanelState.REVIEWING, PanelState.DISCUSSING}:
        return False
    return can_read_discussion(actor, panel, application)


def thread_of(panel: Panel, application: Application) -> list[Message]:
    """What was said, from the first word on."""
    return list(Message.objects.filter(panel=panel, application=application).select_related("author").order_by("id"))
