"""Panels, what they look at, and who sits on them."""

from django.db.models import QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.reviews.enums import ReviewerState
from parvis.domain.reviews.models import Criterion, Panel, Review, Reviewer
from parvis.domain.reviews.standing import is_programme

REVIEWABLE = (
    ApplicationState.IN_REVIEW,
    ApplicationState.SHORTLISTED,
    ApplicationState.ACCEPTED,
    ApplicationState.WAITLISTED,
    ApplicationState.REJECTED,
)
"""States of applications that a panel looks at, or has looked at."""


def panels_visible_to(actor: Actor) -> QuerySet[Panel]:
    """The panels of the calls that the account runs; reviewers find theirs in `reviewing`."""
    panels = Panel.objects.select_related("round__call")
    if is_programme(actor):
        return panels
    return panels.filter(round__call__in=calls_managed_by(actor))


def applications_of(panel: Panel) -> QuerySet[Application]:
    """The applications of the panel's round that were admitted to the review."""
    return Application.objects.filter(round=panel.round_id, state__in=REVIEWABLE)


def criteria_of(panel: Panel) -> list[Criterion]:
    """The rubric, in its order."""
    return list(Criterion.objects.filter(panel=panel).order_by("position", "id"))


def has_reviews(panel: Panel) -> bool:
    """True once somebody began to review: the rubric then keeps its marks and weights."""
    return Review.objects.filter(assignment__reviewer__panel=panel).exists()


def sitting_reviewers(panel: Panel) -> QuerySet[Reviewer]:
    """Those who accepted and did not leave."""
    return Reviewer.objects.filter(panel=panel, state=ReviewerState.ACCEPTED)
