"""What reviewers think, as the jury reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, FloatField, Prefetch, Sum
from django.db.models.functions import Cast

from parvis.domain.calls.models import Application
from parvis.domain.cohorts.models import Jury
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Mark, Panel, Review
from parvis.domain.reviews.services.scoring import current_scores

SCALE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How an application stands: by its marks, and adjusted for strict and generous reviewers where that is known.

    Scores go from 0 to 100; `chance` is the one to be among as many as there are places.
    """

    reviews: int
    mean: float
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None

    @property
    def score(self) -> float:
        """What the ranking goes by."""
        return self.mean if self.adjusted is None else self.adjusted


def standings_of(jury: Jury) -> dict[int, Standing]:
    """The score of each application of the round that was reviewed, as its panels keep it; read by several, the most.

    While a panel's scores are being worked out, which this asks for, its applications stand by those of before, or by
    the plain mean of their marks.
    """
    found: dict[int, Standing] = {}
    is_whole = True
    for panel in Panel.objects.filter(round=jury.round_id).select_related("round").order_by("pk"):
        rows = current_scores(panel=panel).rows
        is_whole = is_whole and bool(rows)
        for pk, row in rows.items():
            if row.raw is not None and (pk not in found or found[pk].reviews < row.reviews):
                found[pk] = Standing(row.reviews, row.raw, row.adjusted, row.low, row.high, row.chance)
    return found if is_whole else {**plain_means(jury), **found}


def plain_means(jury: Jury) -> dict[int, Standing]:
    """The mean of the marks of each application, by the weights of the criteria; one query."""
    marks = Mark.objects.filter(
        review__state=ReviewState.SUBMITTED,
        review__assignment__application__round=jury.round_id,
        review__assignment__removed_at=None,
        review__assignment__recused_at=None,
    )
    weight = Cast("criterion__weight", FloatField())
    rows = (
        marks.order_by()
        .values("review__assignment__application_id")
        .annotate(
            points=Sum(F("value") * weight / Cast("criterion__best", FloatField())),
            weights=Sum(weight),
            reviews=Count("review_id", distinct=True),
        )
    )
    return {
        row["review__assignment__application_id"]: Standing(row["reviews"], SCALE * row["points"] / row["weights"])
        for row in rows
        if row["weights"]
    }


def reviews_of(application: Application) -> list[Review]:
    """What was submitted about an application, with marks and who wrote it; two queries."""
    marks = Mark.objects.select_related("criterion").order_by("criterion__position", "criterion_id")
    rows = Review.objects.filter(
        assignment__application=application,
        assignment__removed_at=None,
        assignment__recused_at=None,
        state=ReviewState.SUBMITTED,
    )
    rows = rows.select_related("assignment__reviewer__panel").order_by("pk")
    return list(rows.prefetch_related(Prefetch("marks", queryset=marks)))


def mean_of(reviews: Sequence[Review]) -> Standing | None:
    """How an application stands by the marks of these reviews alone, each weighing the same; no query."""
    means = []
    for review in reviews:
        marks = [(mark.value / mark.criterion.best, float(mark.criterion.weight)) for mark in review.marks.all()]
        weights = sum(weight for _value, weight in marks)
        if weights:
            means.append(SCALE * sum(value * weight for value, weight in marks) / weights)
    return Standing(len(means), sum(means) / len(means)) if means else None


def public_comments(applications: Sequence[int]) -> dict[int, list[str]]:
    """What reviewers say to the applicants, by application; one query."""
    found: dict[int, list[str]] = {}
    rows = Review.objects.filter(
        assignment__application__in=applications,
        assignment__removed_at=None,
        assignment__recused_at=None,
        state=ReviewState.SUBMITTED,
    ).exclude(public_comment="")
    for application, text in rows.order_by("pk").values_list("assignment__application_id", "public_comment"):
        found.setdefault(application, []).append(text.strip())
    return found
