"""Everything that justifies a selection, as tables; for those who run the call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Assignment, Conflict, Mark, Panel, Review, Reviewer
from parvis.domain.reviews.reasons import reason_of
from parvis.domain.reviews.selectors.marks import counted_reviews
from parvis.domain.reviews.selectors.panels import applications_of, criteria_of
from parvis.domain.reviews.selectors.scores import ScoreSheet

Cell = Any


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    columns: Sequence[str]
    rows: Iterator[Sequence[Cell]]


def dossier(panel: Panel, scores: ScoreSheet, doubts: dict[str, str]) -> list[Sheet]:
    """Ranking, reviews, reviewers, assignment, conflicts with their waivers, and what the figures mean."""
    criteria = criteria_of(panel)
    return [
        Sheet(pgettext("sheet", "Ranking"), _ranking_columns(), _ranking(panel, scores, doubts)),
        Sheet(pgettext("sheet", "Reviews"), _review_columns([one.name for one in criteria]), _reviews(panel)),
        Sheet(pgettext("sheet", "Reviewers"), _reviewer_columns(), _reviewers(panel, scores)),
        Sheet(pgettext("sheet", "Assignment"), _assignment_columns(), _assignments(panel)),
        Sheet(pgettext("sheet", "Conflicts"), _conflict_columns(), _conflicts(panel)),
        Sheet(pgettext("sheet", "Definitions"), (_("Word"), _("Meaning")), _definitions(panel, scores)),
    ]


def _ranking_columns() -> list[str]:
    return [
        pgettext("rank", "Place"),
        _("Number"),
        _("Organisation"),
        _("Title"),
        _("State"),
        _("Reviews"),
        _("Raw mean"),
        _("Adjusted"),
        _("Interval from"),
        _("Interval to"),
        _("Chance of a place"),
        _("Warnings"),
    ]


def _ranking(panel: Panel, scores: ScoreSheet, doubts: dict[str, str]) -> Iterator[Sequence[Cell]]:
    known = applications_of(panel).select_related("organisation").in_bulk()
    for pk, row in scores.rows.items():
        if pk in known:
            one = known[pk]
            words = ", ".join(doubts[doubt] for doubt in row.doubts)
            figures = (row.reviews, row.raw, row.adjusted, row.low, row.high, row.chance, words)
            yield (row.place, one.reference, one.organisation.name, one.title, one.get_state_display(), *figures)


def _review_columns(criteria: Sequence[str]) -> list[str]:
    first = [
        _("Application"),
        _("Reviewer"),
        _("State"),
        _("Counts"),
        pgettext("review", "Submitted"),
        _("Mark out of 100"),
    ]
    return [*first, *criteria, _("Private comment"), _("Comment for the applicant")]


def _reviews(panel: Panel) -> Iterator[Sequence[Cell]]:
    from parvis.engine.scores import combined  # noqa: PLC0415 -- slow import

    criteria = criteria_of(panel)
    weights = [(one.pk, float(one.weight), float(one.best)) for one in criteria]
    counted = set(counted_reviews(panel).values_list("pk", flat=True))
    rows = Review.objects.filter(assignment__reviewer__panel=panel).select_related(
        "assignment__reviewer", "assignment__application"
    )
    marks = Prefetch("marks", queryset=Mark.objects.only("review_id", "criterion_id", "value"))
    order = ("assignment__application__reference", "assignment__reviewer__name", "id")
    for row in rows.prefetch_related(marks).order_by(*order).iterator(chunk_size=1000):
        own = {mark.criterion_id: mark.value for mark in row.marks.all()}
        total = combined(own, weights) if row.state == ReviewState.SUBMITTED else None
        yield (
            row.assignment.application.reference,
            row.assignment.reviewer.name,
            row.get_state_display(),
            _yes_no(row.pk in counted),
            row.submitted_at,
            None if total is None else round(total, 2),
            *(own.get(one.pk) for one in criteria),
            row.private_comment,
            row.public_comment,
        )


def _reviewer_columns() -> list[str]:
    return [
        _("Name"),
        _("E-mail address"),
        _("State"),
        _("Reviews that count"),
        _("Leniency"),
        _("Interval from"),
        _("Interval to"),
    ]


def _reviewers(panel: Panel, scores: ScoreSheet) -> Iterator[Sequence[Cell]]:
    for one in Reviewer.objects.filter(panel=panel).order_by("name", "id"):
        own = scores.people.get(one.pk)
        figures = (own.reviews, own.leniency, own.low, own.high) if own else (0, None, None, None)
        yield (one.name, one.email, one.get_state_display(), *figures)


def _assignment_columns() -> list[str]:
    return [
        _("Application"),
        _("Reviewer"),
        _("How it came"),
        _("Affinity"),
        _("Assigned"),
        _("Recused"),
        _("Why recused"),
        _("Taken back"),
    ]


def _assignments(panel: Panel) -> Iterator[Sequence[Cell]]:
    rows = Assignment.objects.filter(reviewer__panel=panel).select_related("reviewer", "application")
    for row in rows.order_by("application__reference", "reviewer__name", "id"):
        yield (
            row.application.reference,
            row.reviewer.name,
            row.get_origin_display(),
            row.score,
            row.assigned_at,
            row.recused_at,
            row.recusal,
            row.removed_at,
        )


def _conflict_columns() -> list[str]:
    return [
        _("Application"),
        _("Reviewer"),
        _("Kind"),
        _("Why"),
        _("Found"),
        _("No longer so"),
        _("Waived"),
        _("Waived by"),
        _("Why it was waived"),
    ]


def _conflicts(panel: Panel) -> Iterator[Sequence[Cell]]:
    rows = Conflict.objects.filter(reviewer__panel=panel).select_related("reviewer", "application", "waived_by")
    for row in rows.order_by("application__reference", "reviewer__name", "id"):
        yield (
            row.application.reference,
            row.reviewer.name,
            row.get_kind_display(),
            reason_of(row),
            row.found_at,
            row.withdrawn_at,
            row.waived_at,
            row.waived_by.display_name if row.waived_by else "",
            row.waiver,
        )


def _definitions(panel: Panel, scores: ScoreSheet) -> Iterator[Sequence[Cell]]:
    yield _("Panel"), panel.name
    yield _("Places"), panel.round.places
    for one in criteria_of(panel):
        words = _("From 0 to %(best)d, weight %(weight)s.") % {"best": one.best, "weight": one.weight.normalize()}
        yield one.name, f"{words} {one.help}".strip()
    yield (
        _("Raw mean"),
        _("The mean of its reviews. A review counts from 0 to 100: what was reached of each criterion, by its weight."),
    )
    yield (
        _("Adjusted"),
        _("What a reviewer neither strict nor generous would give: mark = mean + quality + leniency + chance."),
    )
    yield _("Interval"), _("The adjusted mark lies in it with a probability of 90 %, by that model.")
    yield _("Chance of a place"), _("How often it is among the first in 4,000 draws of all marks together.")
    yield _("Leniency"), _("By how many points a reviewer marks higher than others would.")
    yield _("Counts"), _("Drafts, and reviews of who recused themselves, was taken off or is in conflict, do not.")
    if scores.shares:
        names = (_("quality of applications"), _("leniency of reviewers"), _("chance"))
        parts = (f"{name} {100 * share:.0f} %" for name, share in zip(names, scores.shares, strict=True))
        yield _("What the spread of marks comes from"), ", ".join(parts)


def _yes_no(value: bool) -> str:  # noqa: FBT001 -- its only argument
    return _("yes") if value else _("no")
