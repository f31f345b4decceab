"""What the assignment of reviewers reads and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Objective: TypeAlias = Literal["total", "fair"]


class Contradiction(ValueError):
    """What was asked for cannot be, whatever the assignment; `pairs` are those at fault, as (application, reviewer).

    Raised before anything is solved, except for minimal loads, whose impossibility only solving can prove.
    """

    def __init__(self, sentence: str, pairs: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.pairs = tuple(pairs)


class Reason(StrEnum):
    """Why places of an application stay empty."""

    FEW_ALLOWED = "few_allowed"
    """Fewer reviewers may read it than it has places."""
    ALL_AT_LOAD = "all_at_load"
    """Those who may read it, and do not yet, all have as many as they may."""
    NO_CAPACITY = "no_capacity"
    """As before, and the maximal loads of everyone together are fewer than the places of all applications."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Applications by reviewers, checked: make one with `problem_of` or `problem_of_names`.

    `scores[a, r]` is how well reviewer `r` fits application `a`, in any unit; NaN where the pair may not be.
    `fixed` are pairs that every answer holds. `max_load` and `reviews` include them, and were raised where pairs that
    were kept go beyond them.
    """

    scores: Floats
    """(applications, reviewers); forbidden pairs are NaN, fixed ones keep their score or have 0."""
    reviews: Ints
    """Places of each application."""
    min_load: Ints
    max_load: Ints
    """Applications that each reviewer reads at least and at most."""
    fixed: Ints
    """(pairs, 2), by application and reviewer."""
    applications: Sequence[str]
    reviewers: Sequence[str]
    """Names for messages and files."""

    def fixed_scores(self) -> Floats:
        """The scores of the fixed pairs, in their order."""
        return self.scores[self.fixed[:, 0], self.fixed[:, 1]]


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Places of one application that no reviewer could be found for."""

    application: int
    places: int
    reason: Reason
    allowed: int
    """Reviewers who may read it, with those who do."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Numbers that prove a bound by duality alone; `verify` works it out again from them.

    With a floor, the upper bound of the answer may be lower: then a search by HiGHS has proven more. A reviewer's place
    costs `prices[r]`, an application's score counts `1 + weights[a]` times; `weights` are zero without a floor.
    """

    prices: Floats
    weights: Floats
    bound: float


@dataclass(frozen=True, slots=True)
class Floor:
    """How well the worst-served application fares, as the sum of its scores.

    Counted are applications that have a place to decide and enough reviewers who may take it: the sum of the others is
    given beforehand.
    """

    value: float
    upper_bound: float
    """No assignment with as few empty places has a higher floor."""

    @property
    def reached(self) -> bool:
        """Whether it is proven to be the highest."""
        return self.value >= self.upper_bound - TOLERANCE * max(1.0, abs(self.upper_bound))


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who reads what, and how good that is proven to be."""

    pairs: Ints
    """(pairs, 2): application and reviewer, sorted."""
    scores: Floats
    """The score of each pair."""
    objective: float
    """The sum of the scores."""
    upper_bound: float
    """No assignment with as few empty places (and, when fair, this floor) has a larger sum."""
    loads: Ints
    """Applications of each reviewer."""
    served: Floats
    """The sum of the scores of each application."""
    certificate: Certificate
    unfilled: tuple[Unfilled, ...] = ()
    floor: Floor | None = None
    """Only when fair, and there is an application whose sum is to be decided."""
    rounds: int = 1
    """How often all pairs were priced."""
    weighed: int = field(default=0)
    """Pairs that the solver was given at the end."""

    @property
    def gap(self) -> float:
        """How far the sum may be from the best, as a share of the bound."""
        return max(0.0, self.upper_bound - self.objective) / max(abs(self.upper_bound), np.finfo(float).tiny)

    @property
    def optimal(self) -> bool:
        """Whether nothing better is proven to exist: the sum, and the floor when fair."""
        near = self.upper_bound - self.objective <= TOLERANCE * max(1.0, float(np.abs(self.scores).sum()))
        return near and (self.floor is None or self.floor.reached)

    @property
    def empty_places(self) -> int:
        """Places that could not be filled, of all applications."""
        return sum(one.places for one in self.unfilled)

    def weakest(self, count: int = 10) -> Ints:
        """The applications with the lowest sums, lowest first."""
        return np.argsort(self.served, kind="stable")[:count].astype(np.int64)


TOLERANCE = 1e-8
"""Share below which two sums count as the same: the solver counts in steps of about 1e-9 of the scores' range."""
