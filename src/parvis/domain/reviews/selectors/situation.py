"""What an assignment rests on: who sits, what is read, what is given already, and what may not be."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from parvis.domain.reviews.enums import AssignmentOrigin, ReviewerState
from parvis.domain.reviews.models import Assignment, Conflict, PairRule, Panel, Review, Reviewer
from parvis.domain.reviews.selectors.conflicts import active_conflicts, counting
from parvis.domain.reviews.selectors.panels import applications_of, sitting_reviewers

Pair = tuple[int, int]
"""An application and a reviewer, by their ids."""

PARTS = ("applications", "reviewers", "assignments", "conflicts", "rules")


@dataclass(frozen=True)
class Given:
    """A pair that stands: how it came, and whether its review was begun."""

    origin: str
    is_begun: bool


@dataclass(frozen=True)
class Situation:
    """All of it, at one moment. `gone` are pairs of which a reviewer or the team took back the assignment."""

    reviewers: list[Reviewer]
    applications: list[int]
    given: dict[Pair, Given]
    gone: frozenset[Pair]
    barred: frozenset[Pair]
    wanted: frozenset[Pair]
    unwanted: frozenset[Pair]

    def stamp(self) -> dict[str, str]:
        """What tells one situation from another, part by part."""
        values: tuple[Iterable[object], ...] = (
            sorted(self.applications),
            sorted((one.pk, one.max_load or -1) for one in self.reviewers),
            (sorted(self.given), sorted(self.gone)),
            sorted(self.barred),
            (sorted(self.wanted), sorted(self.unwanted)),
        )
        return {
            part: hashlib.sha256(repr(value).encode()).hexdigest()[:16]
            for part, value in zip(PARTS, values, strict=True)
        }


def standing(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those that count: neither taken back nor recused, of a reviewer who sits."""
    return assignments.filter(recused_at=None, removed_at=None, reviewer__state=ReviewerState.ACCEPTED)


def in_conflict_of() -> Exists:
    """Whether a conflict that counts stands between the two of an assignment."""
    pair = {"reviewer": OuterRef("reviewer"), "application": OuterRef("application")}
    return Exists(counting(Conflict.objects.filter(**pair)))


def in_conflict(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those that came into a conflict since they were made."""
    return assignments.filter(in_conflict_of())


def assignments_of(panel: Panel) -> QuerySet[Assignment]:
    """The standing assignments of a panel."""
    return standing(Assignment.objects.filter(reviewer__panel=panel))


def situation_of(panel: Panel) -> Situation:
    """Read it, in six queries."""
    begun = Exists(Review.objects.filter(assignment=OuterRef("pk")))
    given: dict[Pair, Given] = {}
    gone: set[Pair] = set()
    rows = Assignment.objects.filter(reviewer__panel=panel).annotate(begun=begun)
    fields = ("application_id", "reviewer_id", "origin", "begun", "recused_at", "removed_at", "reviewer__state")
    for application, reviewer, origin, is_begun, recused, removed, state in rows.values_list(*fields):
        if recused or removed:
            gone.add((application, reviewer))
        elif state == ReviewerState.ACCEPTED:
            given[application, reviewer] = Given(origin, is_begun)
    rules = {True: set[Pair](), False: set[Pair]()}
    found = PairRule.objects.filter(reviewer__panel=panel).values_list("application_id", "reviewer_id", "is_wanted")
    for application, reviewer, is_wanted in found:
        rules[is_wanted].add((application, reviewer))
    return Situation(
        reviewers=list(sitting_reviewers(panel).order_by("id")),
        applications=list(applications_of(panel).order_by("id").values_list("pk", flat=True)),
        given=given,
        gone=frozenset(gone),
        barred=frozenset((application, reviewer) for reviewer, application in active_conflicts(panel)),
        wanted=frozenset(rules[True]),
        unwanted=frozenset(rules[False]),
    )


def is_kept(given: Given, *, only_by_hand: bool) -> bool:
    """Whether a pair stays in a new proposal: all do, or those made by hand and those whose review was begun."""
    return not only_by_hand or given.is_begun or given.origin == AssignmentOrigin.HAND
