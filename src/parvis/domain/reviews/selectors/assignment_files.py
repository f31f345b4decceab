"""Assignments as the files that `parvis engine assign` reads and writes; reviewers by their address."""

from collections.abc import Iterator

from parvis.domain.calls.models import Application
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.affinities import affinities
from parvis.domain.reviews.selectors.situation import Pair, assignments_of, situation_of

Row = dict[str, str]
ASSIGNMENT = ("application", "reviewer", "score")
CONSTRAINTS = ("application", "reviewer", "constraint")


def assignment_rows(panel: Panel) -> Iterator[Row]:
    """Who reads what."""
    fields = ("application__reference", "reviewer__email", "score")
    rows = assignments_of(panel).order_by("application__reference", "reviewer__email").values_list(*fields)
    for application, reviewer, score in rows:
        yield _row(ASSIGNMENT, application, reviewer, "" if score is None else f"{score:.4g}")


def affinity_rows(panel: Panel) -> Iterator[Row]:
    """How well each reviewer fits each application."""
    situation = situation_of(panel)
    scores = affinities(panel, situation.applications, situation.reviewers)
    references = _references(situation.applications)
    for pk, row in zip(situation.applications, scores, strict=True):
        for reviewer, score in zip(situation.reviewers, row.tolist(), strict=True):
            yield _row(ASSIGNMENT, references[pk], reviewer.email, f"{score:.4f}")


def constraint_rows(panel: Panel) -> Iterator[Row]:
    """What may not be (-1) and what the team wants (1)."""
    situation = situation_of(panel)
    emails = {one.pk: one.email for one in situation.reviewers}
    references = _references(situation.applications)
    forbidden = situation.barred | situation.unwanted | situation.gone
    values: dict[Pair, str] = dict.fromkeys(situation.wanted, "1") | dict.fromkeys(forbidden, "-1")
    for (application, reviewer), value in sorted(values.items()):
        if application in references and reviewer in emails:
            yield _row(CONSTRAINTS, references[application], emails[reviewer], value)


def _references(applications: list[int]) -> dict[int, str]:
    return dict(Application.objects.filter(pk__in=applications).values_list("pk", "reference"))


def _row(columns: tuple[str, ...], *values: str) -> Row:
    return dict(zip(columns, values, strict=True))
