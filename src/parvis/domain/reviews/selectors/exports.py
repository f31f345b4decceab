"""Every review of a panel as a row of a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.base.accounts.models import User
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Assignment, Criterion, Panel, Review
from parvis.domain.reviews.selectors.conflicts import active_conflicts
from parvis.domain.reviews.selectors.panels import criteria_of
from parvis.domain.reviews.selectors.reviewing import reviewer_in

TOGETHER = 500
"""Assignments read at a time."""
COLUMNS = ("application", "organisation", "title", "reviewer", "assigned", "state", "recused", "conflict", "submitted")
TEXTS = ("private_comment", "public_comment")

Row = dict[str, str]


@dataclass(frozen=True)
class Rows:
    """The rows, one for each assignment, and the columns that this panel adds: its marks, then the comments."""

    panel: Panel
    criteria: list[Criterion]
    hidden: frozenset[int]

    @property
    def marks(self) -> list[str]:
        """The columns after the usual ones."""
        return [*(f"{number}. {row.name}" for number, row in enumerate(self.criteria, 1)), *TEXTS]

    def __iter__(self) -> Iterator[Row]:
        """Read as they are asked for."""
        conflicts = active_conflicts(self.panel)
        rows = Assignment.objects.filter(reviewer__panel=self.panel, removed_at=None)
        rows = rows.exclude(application__in=self.hidden).order_by("application__reference", "id")
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), TOGETHER):
            some = Assignment.objects.filter(pk__in=ids[start : start + TOGETHER])
            some = some.select_related("reviewer", "application__organisation", "review")
            for row in some.prefetch_related("review__marks").order_by("application__reference", "id"):
                is_tied = (row.reviewer_id, row.application_id) in conflicts
                yield {**self._said(row, is_tied=is_tied), **self._written(getattr(row, "review", None))}

    def _said(self, row: Assignment, *, is_tied: bool) -> Row:
        review: Review | None = getattr(row, "review", None)
        submitted = review.submitted_at.isoformat() if review and review.submitted_at else ""
        return {
            "application": row.application.reference,
            "organisation": row.application.organisation.name,
            "title": row.application.title,
            "reviewer": row.reviewer.name,
            "assigned": row.assigned_at.isoformat(),
            "state": str(review.state) if review else "",
            "recused": row.recusal if row.recused_at else "",
            "conflict": "yes" if is_tied else "",
            "submitted": submitted,
        }

    def _written(self, review: Review | None) -> Row:
        """Marks and comments; drafts are their writer's."""
        if review is None or review.state != ReviewState.SUBMITTED:
            return dict.fromkeys(self.marks, "")
        given = {mark.criterion_id: str(mark.value) for mark in review.marks.all()}
        marks = [given.get(row.pk, "") for row in self.criteria]
        return dict(zip(self.marks, [*marks, review.private_comment, review.public_comment], strict=True))


def export_rows(actor: User, panel: Panel) -> Rows:
    """The rows for whoever runs the call, without applications that a conflict keeps from them as a reviewer."""
    reviewer = reviewer_in(actor, panel.pk)
    ties = active_conflicts(panel) if reviewer else {}
    hidden = frozenset(application for who, application in ties if reviewer and who == reviewer.pk)
    return Rows(panel, criteria_of(panel), hidden)
