"""What the page of one review shows."""

from dataclasses import dataclass

from parvis.base.forms.selectors.reading import ReadSection
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Assignment, Criterion, Message, Review
from parvis.domain.reviews.selectors.discussing import thread_of
from parvis.domain.reviews.selectors.panels import criteria_of
from parvis.domain.reviews.selectors.reviewing import (
    application_as_read,
    own_assignments,
    shows_others,
    submitted_reviews,
)
from parvis.domain.reviews.services.writing import COMMENTS, mark_field


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """One mark that can be given, and what it means."""

    value: int
    anchor: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion, with the marks from which the reviewer chooses."""

    criterion: Criterion
    name: str
    choices: list[MarkChoice]
    errors: list[str]

    @property
    def has_anchors(self) -> bool:
        """True when it is said what some mark means."""
        return any(choice.anchor for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where the application stands in the reviewer's list, and which one is to be read next."""

    number: int
    total: int
    next_id: int | None
    left: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything for the page."""

    sections: list[ReadSection]
    questions: list[Question]
    review: Review | None
    comments: dict[str, str]
    others: list[Review]
    thread: list[Message]
    neighbours: Neighbours
    may_write: bool
    shows_others: bool

    @property
    def revision(self) -> int:
        """The revision that this window holds."""
        return self.review.revision if self.review else 0

    @property
    def is_submitted(self) -> bool:
        """True once the review counts."""
        return self.review is not None and self.review.state == ReviewState.SUBMITTED


def review_of(assignment: Assignment) -> Review | None:
    """The review as far as there is one."""
    return Review.objects.filter(assignment=assignment).prefetch_related("marks").first()


def page_of(assignment: Assignment, errors: dict[str, list[str]] | None = None) -> Page:
    """The page of one application for its reviewer."""
    reviewer, application = assignment.reviewer, assignment.application
    panel, review = reviewer.panel, review_of(assignment)
    others = shows_others(assignment, review)
    written = submitted_reviews(panel, application).exclude(assignment=assignment) if others else ()
    return Page(
        sections=application_as_read(application, is_blind=panel.is_blind),
        questions=questions_of(criteria_of(panel), review, errors or {}),
        review=review,
        comments={name: getattr(review, name) if review else "" for name in COMMENTS},
        others=list(written),
        thread=thread_of(panel, application) if others else [],
        neighbours=neighbours_of(assignment),
        may_write=bool(reviewer.user and rules.can_write_reviews(reviewer.user, reviewer)),
        shows_others=others,
    )


def questions_of(criteria: list[Criterion], review: Review | None, errors: dict[str, list[str]]) -> list[Question]:
    """The rubric with the marks that were given."""
    given = {mark.criterion_id: mark.value for mark in review.marks.all()} if review else {}
    return [
        Question(
            row,
            mark_field(row),
            [MarkChoice(mark, row.anchor(mark), given.get(row.pk) == mark) for mark in range(row.best + 1)],
            errors.get(mark_field(row), []),
        )
        for row in criteria
    ]


def neighbours_of(assignment: Assignment) -> Neighbours:
    """The place in the list by reference, and the next one that is not submitted yet, from here on."""
    given = own_assignments(assignment.reviewer).values_list("application__reference", "application_id", "is_done")
    rows = sorted(given)
    place = next((n for n, row in enumerate(rows) if row[1] == assignment.application_id), 0)
    open_ones = [row[1] for row in (*rows[place + 1 :], *rows[:place]) if not row[2]]
    left = sum(not row[2] for row in rows)
    return Neighbours(place + 1, len(rows), open_ones[0] if open_ones else None, left)
