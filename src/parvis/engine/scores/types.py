"""What the comparison of marks reads and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int64]


class Doubt(StrEnum):
    """Why the place of an application rests on little."""

    NO_REVIEW = "no_review"
    """Nobody reviewed it; what is said of it is what is said of any application."""
    ONE_REVIEW = "one_review"
    """A single review."""
    APART = "apart"
    """No chain of shared reviewers and applications ties it to most others."""
    NEW_REVIEWER = "new_reviewer"
    """Someone who reviewed it reviewed fewer than three applications, so that their leniency is hardly known."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """Marks, one for each pair at most, sorted by names: make them with `reviews_of`."""

    a: Ints
    r: Ints
    """Positions of the application and of the reviewer of each mark."""
    marks: Floats
    applications: Sequence[str]
    reviewers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shares:
    """How the spread of marks is divided: what applications, reviewers and chance have of it; the sum is 1."""

    quality: float
    leniency: float
    noise: float


@dataclass(frozen=True, slots=True)
class Node:
    """One division of the spread, how probable the marks make it, and what follows from it.

    Given the division, the mark of an application has a Student distribution around `mean + quality`, in the scale
    `scales`, with the degrees of freedom of the answer; so has the leniency of a reviewer.
    """

    shares: Shares
    weight: float
    mean: float
    quality: Floats
    leniency: Floats
    scales: Floats
    leniency_scales: Floats


@dataclass(frozen=True, slots=True)
class Comparable:
    """Marks as a reviewer neither strict nor generous would give them.

    `low` and `high` bound the middle 90 %. Where an application has no review `raw` is NaN.
    """

    reviews: Ints
    """Reviews of each application."""
    raw: Floats
    adjusted: Floats
    low: Floats
    high: Floats
    chance: Floats | None
    """To be among the first `top`; None where that was not asked."""
    doubts: tuple[tuple[Doubt, ...], ...]
    reviewed: Ints
    """Applications of each reviewer."""
    leniency: Floats
    """By how much a reviewer marks higher than others would."""
    leniency_low: Floats
    leniency_high: Floats
    shares: Shares
    """The mean over all nodes."""
    freedom: int
    nodes: tuple[Node, ...]
    top: int = 0

    @property
    def order(self) -> Ints:
        """Positions of the applications, the best adjusted mark first; equal ones in their own order."""
        return np.argsort(-self.adjusted, kind="stable").astype(np.int64)
