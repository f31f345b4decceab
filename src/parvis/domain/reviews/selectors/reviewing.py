"""What a reviewer finds: their panels, what they were given to read, and no application that a conflict bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.base.forms.enums import Audience
from parvis.base.forms.models import AnswerSheet, Question
from parvis.base.forms.selectors.answers import answers_of
from parvis.base.forms.selectors.reading import ReadSection, as_read, is_hidden
from parvis.domain.calls.models import Application, ApplicationVersion
from parvis.domain.reviews.enums import PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Bid, Conflict, Mark, Panel, Review, Reviewer
from parvis.domain.reviews.selectors.conflicts import counting
from parvis.domain.reviews.selectors.panels import REVIEWABLE

READABLE = (PanelState.REVIEWING, PanelState.DISCUSSING, PanelState.CLOSED)
"""States of a panel in which reviewers read what was given to them."""


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """A panel on which the account sits, and how far it is there."""

    reviewer: Reviewer
    given: int
    submitted: int

    @property
    def panel(self) -> Panel:
        """The panel itself."""
        return self.reviewer.panel

    @property
    def left(self) -> int:
        """Reviews that are still to be submitted."""
        return self.given - self.submitted

    @property
    def must_declare(self) -> bool:
        """True while the panel waits for conflicts and wishes of this reviewer."""
        return self.panel.state == PanelState.DECLARING and self.reviewer.declared_at is None


def barred() -> Exists:
    """The condition, on assignments, that a conflict which counts keeps the reviewer away."""
    conflicts = Conflict.objects.filter(reviewer=OuterRef("reviewer"), application=OuterRef("application"))
    return Exists(counting(conflicts))


def holds() -> Q:
    """The condition, on assignments, that they were neither given up nor taken back nor barred."""
    return Q(removed_at=None, recused_at=None) & ~Q(barred())


def standing(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those that hold, of applications that are still looked at."""
    return assignments.filter(holds(), application__state__in=REVIEWABLE)


def own_panels(user: User) -> list[OwnPanel]:
    """The panels on which the account sits, those that are not closed first; two queries."""
    rows = Reviewer.objects.filter(user=user, state=ReviewerState.ACCEPTED).select_related("panel__round__call")
    reviewers = list(rows.order_by("-panel_id"))
    given = standing(Assignment.objects.filter(reviewer__in=reviewers, reviewer__panel__state__in=READABLE))
    counts = (
        given.order_by()
        .values_list("reviewer_id")
        .annotate(given=Count("id"), submitted=Count("id", filter=Q(review__state=ReviewState.SUBMITTED)))
    )
    by_reviewer = {reviewer_id: (number, submitted) for reviewer_id, number, submitted in counts}
    found = [OwnPanel(reviewer, *by_reviewer.get(reviewer.pk, (0, 0))) for reviewer in reviewers]
    return sorted(found, key=lambda own: own.panel.state == PanelState.CLOSED)


def reviewer_in(actor: Actor, panel_id: int) -> Reviewer | None:
    """Who the account is in the panel; None for whoever does not sit on it."""
    if not isinstance(actor, User) or not actor.is_active:
        return None
    rows = Reviewer.objects.filter(panel=panel_id, user=actor, state=ReviewerState.ACCEPTED)
    return rows.select_related("panel__round__call", "user").first()


def own_assignments(reviewer: Reviewer) -> "QuerySet[Any, Any]":
    """What the reviewer was given, what is still to be done first; nothing before the panel reviews."""
    if reviewer.panel.state not in READABLE:
        return Assignment.objects.none()
    rows = standing(Assignment.objects.filter(reviewer=reviewer))
    done = Review.objects.filter(assignment=OuterRef("pk"), state=ReviewState.SUBMITTED)
    return (
        rows.select_related("application__organisation", "review")
        .annotate(is_done=Exists(done))
        .order_by("is_done", "application__reference", "id")
    )


def own_assignment(reviewer: Reviewer, application_id: int) -> Assignment | None:
    """One of them; None for an application that is not the reviewer's to read."""
    row: Assignment | None = own_assignments(reviewer).filter(application=application_id).first()
    if row is not None:
        row.reviewer = reviewer
    return row


def is_cleared(assignment: Assignment) -> bool:
    """True once the reviewer said that nothing ties them to this applicant, here or among their wishes."""
    if assignment.cleared_at is not None:
        return True
    return Bid.objects.filter(reviewer=assignment.reviewer_id, application=assignment.application_id).exists()


def application_as_read(application: Application, *, is_blind: bool) -> list[ReadSection]:
    """What reviewers read: the answers as they were last submitted, without what is for the team alone."""
    version, answers = submitted_answers(application)
    return as_read(version, answers, audience=Audience.REVIEWERS, is_blind=is_blind)


def submitted_answers(application: Application) -> tuple[Any, Mapping[str, Any]]:
    """The version of the form and the answers as they were last submitted."""
    rows = ApplicationVersion.objects.filter(application=application).select_related("form_version")
    last = rows.order_by("-number").first()
    if last is not None:
        return last.form_version, last.answers
    sheet = AnswerSheet.objects.select_related("version").get(pk=application.sheet_id)
    return sheet.version, answers_of(sheet)


def may_read_answer(actor: Actor, sheet: AnswerSheet, question: Question) -> bool:
    """Whether the account reads this answer as a reviewer; what `forms` asks before it hands out a file."""
    if not isinstance(actor, User) or not actor.is_active:
        return False
    mine = Assignment.objects.filter(reviewer__user=actor, reviewer__state=ReviewerState.ACCEPTED)
    rows = standing(mine.filter(application__sheet=sheet, reviewer__panel__state__in=READABLE))
    return any(
        is_cleared(row) and not is_hidden(question, audience=Audience.REVIEWERS, is_blind=row.reviewer.panel.is_blind)
        for row in rows.select_related("reviewer__panel").order_by("id")
    )


def shows_others(assignment: Assignment, review: Review | None) -> bool:
    """Whether the reviewer may read what others wrote about this application.

    In a sealed panel once it discusses or is closed, in another one as soon as the reviewer has submitted.
    """
    panel = assignment.reviewer.panel
    if panel.state in {PanelState.DISCUSSING, PanelState.CLOSED}:
        return True
    return not panel.is_sealed and review is not None and review.state == ReviewState.SUBMITTED


def submitted_reviews(panel: Panel, application: Application) -> QuerySet[Review]:
    """The reviews of an application that count: submitted, not given up, by nobody whom a conflict bars."""
    rows = Assignment.objects.filter(reviewer__panel=panel, application=application)
    reviews = Review.objects.filter(state=ReviewState.SUBMITTED, assignment__in=counted(rows).values("pk"))
    marks = Prefetch("marks", Mark.objects.select_related("criterion"))
    return reviews.select_related("assignment__reviewer").prefetch_related(marks).order_by("id")


def counted(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those whose review counts, whoever has left the panel meanwhile."""
    return assignments.filter(holds())
