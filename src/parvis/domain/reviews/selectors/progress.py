"""How far a panel is: by reviewer, by application, and where it is weak; a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from parvis.core import clock
from parvis.domain.reviews.enums import ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Conflict, Panel, Review, Reviewer
from parvis.domain.reviews.selectors.conflicts import counting
from parvis.domain.reviews.selectors.panels import applications_of
from parvis.domain.reviews.selectors.reviewing import holds, standing


@dataclass(frozen=True, slots=True)
class Progress:
    """A panel in figures."""

    applications: int
    covered: int
    weak: int
    unassigned: int
    reviewers: int
    invited: int
    declared: int
    assigned: int
    submitted: int
    begun: int
    recused: int
    conflicts: int
    waived: int

    @property
    def left(self) -> int:
        """Reviews that are still to come."""
        return self.assigned - self.submitted


@dataclass(frozen=True, slots=True)
class Line:
    """An application of the board: reviews of it that stand, that came in, that were begun, that were given back."""

    pk: int
    reference: str
    assigned: int = 0
    submitted: int = 0
    begun: int = 0
    recused: int = 0


def lines_of(panel: Panel) -> list[Line]:
    """The applications with their reviews, by reference; two queries that count for all of them together."""
    counts = (
        Assignment.objects.filter(reviewer__panel=panel)
        .order_by()
        .values_list("application_id")
        .annotate(
            assigned=Count("pk", filter=holds()),
            submitted=Count("pk", filter=holds() & Q(review__state=ReviewState.SUBMITTED)),
            begun=Count("pk", filter=holds() & Q(review__state=ReviewState.DRAFT)),
            recused=Count("pk", filter=Q(recused_at__isnull=False)),
        )
    )
    by_application = {pk: numbers for pk, *numbers in counts}
    listed = applications_of(panel).order_by("reference", "pk").values_list("pk", "reference")
    return [Line(pk, reference, *by_application.get(pk, ())) for pk, reference in listed]


def _number(rows: QuerySet[Assignment], key: str) -> Coalesce:
    """How many of the assignments a row has, as a column."""
    counts = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts, output_field=IntegerField()), Value(0))


def reviewers_with_progress(panel: Panel) -> "QuerySet[Any, Any]":
    """The reviewers with `assigned` and `submitted` reviews, `begun` ones, and how many they are `conflicted` with."""
    rows = standing(Assignment.objects.filter(reviewer__panel=panel))
    ties = counting(Conflict.objects.filter(reviewer=OuterRef("pk"))).order_by().values("reviewer")
    number = Subquery(ties.annotate(n=Count("application", distinct=True)).values("n"), output_field=IntegerField())
    return (
        Reviewer.objects.filter(panel=panel)
        .select_related("user", "person")
        .annotate(
            assigned=_number(rows, "reviewer"),
            submitted=_number(rows.filter(review__state=ReviewState.SUBMITTED), "reviewer"),
            begun=_number(rows.filter(review__state=ReviewState.DRAFT), "reviewer"),
            conflicted=Coalesce(number, Value(0)),
        )
        .annotate(left=F("assigned") - F("submitted"))
    )


def late_reviewers(panel: Panel) -> "QuerySet[Any, Any]":
    """Those who have reviews to submit, whether or not they are due yet, the most first."""
    return (
        reviewers_with_progress(panel).filter(state=ReviewerState.ACCEPTED, left__gt=0).order_by("-left", "name", "id")
    )


@dataclass(frozen=True, slots=True)
class Late:
    """A reviewer who has reviews to submit, whether or not they are due yet."""

    pk: int
    name: str
    reminded_at: dt.datetime | None
    assigned: int
    submitted: int

    @property
    def left(self) -> int:
        """Reviews that are still to come."""
        return self.assigned - self.submitted


def late_ones(panel: Panel, *, most: int | None = None) -> list[Late]:
    """Those of `late_reviewers`, in the same order, to be listed; one query that counts for all of them together."""
    given = standing(Assignment.objects.filter(reviewer__panel=panel, reviewer__state=ReviewerState.ACCEPTED))
    rows = (
        given.order_by()
        .values_list("reviewer_id", "reviewer__name", "reviewer__reminded_at")
        .annotate(assigned=Count("pk"), submitted=Count("pk", filter=Q(review__state=ReviewState.SUBMITTED)))
        .filter(assigned__gt=F("submitted"))
        .order_by(F("submitted") - F("assigned"), "reviewer__name", "reviewer_id")
    )
    return [Late(*row) for row in rows[:most]]


def progress_of(panel: Panel, lines: Sequence[Line]) -> Progress:
    """The figures of the board whose `lines_of` these are; three queries more."""
    sitting = Q(state=ReviewerState.ACCEPTED)
    people = Reviewer.objects.filter(panel=panel).aggregate(
        reviewers=Count("pk", filter=sitting),
        invited=Count("pk", filter=Q(state=ReviewerState.INVITED)),
        declared=Count("pk", filter=sitting & Q(declared_at__isnull=False)),
    )
    ties = Conflict.objects.filter(reviewer__panel=panel, withdrawn_at=None).aggregate(
        conflicts=Count("pk", filter=Q(waived_at=None)), waived=Count("pk", filter=Q(waived_at__isnull=False))
    )
    covered = sum(line.submitted >= panel.reviews_each for line in lines)
    return Progress(
        applications=len(lines),
        covered=covered,
        weak=len(lines) - covered,
        unassigned=sum(not line.assigned for line in lines),
        assigned=sum(line.assigned for line in lines),
        submitted=sum(line.submitted for line in lines),
        begun=sum(line.begun for line in lines),
        recused=Assignment.objects.filter(reviewer__panel=panel, recused_at__isnull=False).count(),
        **people,
        **ties,
    )


def reviews_by_conflicted(panel: Panel) -> QuerySet[Review]:
    """Submitted reviews of whoever has a conflict that was found since: they do not count."""
    ties = counting(
        Conflict.objects.filter(
            reviewer=OuterRef("assignment__reviewer"), application=OuterRef("assignment__application")
        )
    )
    rows = Review.objects.filter(assignment__reviewer__panel=panel, state=ReviewState.SUBMITTED)
    return rows.filter(Exists(ties)).select_related("assignment__reviewer", "assignment__application").order_by("id")


def days_until(due_at: dt.datetime | None) -> int | None:
    """Whole days until the reviews are due, negative once they are late; None without a date."""
    if due_at is None:
        return None
    return (timezone.localdate(due_at) - clock.today()).days
