"""How far a panel is: by reviewer, by application, and where it is weak; a fixed number of queries."""

import datetime as dt
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
from parvis.domain.reviews.selectors.reviewing import counted, standing


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


def _number(rows: QuerySet[Assignment], key: str) -> Coalesce:
    """How many of the assignments a row has, as a column."""
    counts = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts, output_field=IntegerField()), Value(0))


def applications_with_progress(panel: Panel) -> "QuerySet[Any, Any]":
    """The applications with `assigned`, `submitted` and `recused` reviews."""
    rows = Assignment.objects.filter(reviewer__panel=panel)
    done = counted(rows).filter(review__state=ReviewState.SUBMITTED)
    open_ones = standing(rows)
    return (
        applications_of(panel)
        .select_related("organisation")
        .annotate(
            assigned=_number(open_ones, "application"),
            submitted=_number(done, "application"),
            recused=_number(rows.filter(recused_at__isnull=False), "application"),
        )
    )


def weak_applications(panel: Panel) -> "QuerySet[Any, Any]":
    """Those with fewer submitted reviews than are wanted, the weakest first."""
    rows = applications_with_progress(panel).filter(submitted__lt=panel.reviews_each)
    return rows.order_by("submitted", "assigned", "reference", "id")


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


def progress_of(panel: Panel) -> Progress:
    """The figures of the board; six queries."""
    applications = applications_with_progress(panel).order_by()
    figures = applications.aggregate(
        number=Count("pk"),
        covered=Count("pk", filter=Q(submitted__gte=panel.reviews_each)),
        weak=Count("pk", filter=Q(submitted__lt=panel.reviews_each)),
        unassigned=Count("pk", filter=Q(assigned=0)),
    )
    sitting = Q(state=ReviewerState.ACCEPTED)
    people = Reviewer.objects.filter(panel=panel).aggregate(
        reviewers=Count("pk", filter=sitting),
        invited=Count("pk", filter=Q(state=ReviewerState.INVITED)),
        declared=Count("pk", filter=sitting & Q(declared_at__isnull=False)),
    )
    given = standing(Assignment.objects.filter(reviewer__panel=panel)).aggregate(
        assigned=Count("pk"),
        submitted=Count("pk", filter=Q(review__state=ReviewState.SUBMITTED)),
        begun=Count("pk", filter=Q(review__state=ReviewState.DRAFT)),
    )
    ties = Conflict.objects.filter(reviewer__panel=panel, withdrawn_at=None).aggregate(
        conflicts=Count("pk", filter=Q(waived_at=None)), waived=Count("pk", filter=Q(waived_at__isnull=False))
    )
    recused = Assignment.objects.filter(reviewer__panel=panel, recused_at__isnull=False).count()
    return Progress(
        applications=figures["number"],
        covered=figures["covered"],
        weak=figures["weak"],
        unassigned=figures["unassigned"],
        recused=recused,
        **people,
        **given,
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
