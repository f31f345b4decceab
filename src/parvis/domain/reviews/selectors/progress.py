"""How far a panel is: by reviewer, by application, and where it is weak; a fixed number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
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


def progress_of(panel: Panel) -> Progress:
    """The figures of the board; five queries, none of which looks anything up row by row."""
    number = applications_of(panel).count()
    given = _figures_of_reviews(panel)
    sitting = Q(state=ReviewerState.ACCEPTED)
    people = Reviewer.objects.filter(panel=panel).aggregate(
        reviewers=Count("pk", filter=sitting),
        invited=Count("pk", filter=Q(state=ReviewerState.INVITED)),
        declared=Count("pk", filter=sitting & Q(declared_at__isnull=False)),
    )
    ties = Conflict.objects.filter(reviewer__panel=panel, withdrawn_at=None).aggregate(
        conflicts=Count("pk", filter=Q(waived_at=None)), waived=Count("pk", filter=Q(waived_at__isnull=False))
    )
    recused = Assignment.objects.filter(reviewer__panel=panel, recused_at__isnull=False).count()
    covered, someone = given.pop("covered"), given.pop("someone")
    return Progress(
        applications=number,
        covered=covered,
        weak=number - covered,
        unassigned=number - someone,
        recused=recused,
        **people,
        **given,
        **ties,
    )


def _figures_of_reviews(panel: Panel) -> dict[str, int]:
    """How many reviews are given out, submitted and begun; of how many applications some are, and enough are in."""
    by_application = (
        standing(Assignment.objects.filter(reviewer__panel=panel))
        .order_by()
        .values("application_id")
        .annotate(
            given=Count("pk"),
            done=Count("pk", filter=Q(review__state=ReviewState.SUBMITTED)),
            drafts=Count("pk", filter=Q(review__state=ReviewState.DRAFT)),
        )
    )
    found = by_application.aggregate(
        someone=Count("application_id"),
        covered=Count("application_id", filter=Q(done__gte=panel.reviews_each)),
        assigned=Sum("given"),
        submitted=Sum("done"),
        begun=Sum("drafts"),
    )
    return {name: number or 0 for name, number in found.items()}


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
