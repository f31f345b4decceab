"""The marks of a panel that count, and what tells one state of them from another."""

import hashlib
from collections import defaultdict

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from parvis.core.models import counted_as
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Conflict, Mark, Panel, Review
from parvis.domain.reviews.selectors.conflicts import counting
from parvis.domain.reviews.selectors.panels import applications_of, criteria_of
from parvis.domain.reviews.selectors.situation import Pair


def counted_reviews(panel: Panel) -> QuerySet[Review]:
    """The submitted reviews, without those of who recused themselves, is in conflict, or was taken off."""
    tie = counting(Conflict.objects.all()).filter(
        reviewer=OuterRef("assignment__reviewer"), application=OuterRef("assignment__application")
    )
    return Review.objects.filter(
        ~Exists(tie),
        state=ReviewState.SUBMITTED,
        assignment__reviewer__panel=panel,
        assignment__recused_at=None,
        assignment__removed_at=None,
    )


def marks_of(panel: Panel) -> dict[Pair, dict[int, int]]:
    """By application and reviewer, the mark for each criterion."""
    found: dict[Pair, dict[int, int]] = defaultdict(dict)
    rows = Mark.objects.filter(review__in=counted_reviews(panel)).values_list(
        "review__assignment__application_id", "review__assignment__reviewer_id", "criterion_id", "value"
    )
    for application, reviewer, criterion, value in rows:
        found[application, reviewer][criterion] = value
    return dict(found)


def stamp_of(panel: Panel) -> str:
    """Changes whenever a mark, the rubric, the applications, a conflict or the places change; three queries."""
    reviews = Review.objects.filter(assignment__reviewer__panel=panel, state=ReviewState.SUBMITTED)
    away = ~Q(assignment__recused_at=None) | ~Q(assignment__removed_at=None)
    said = reviews.aggregate(Count("id"), Sum("id"), Sum("revision"), Max("updated_at"), away=Count("id", filter=away))
    ties = counted_as(counting(Conflict.objects.filter(reviewer__panel=panel)), "ties")
    counts = sorted(ties.union(counted_as(applications_of(panel), "read"), all=True))
    rubric = [(one.pk, str(one.weight.normalize()), one.best) for one in criteria_of(panel)]
    value = repr((sorted(said.items()), counts, rubric, panel.round.places))
    return hashlib.sha256(value.encode()).hexdigest()
