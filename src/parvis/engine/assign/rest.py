"""What is left to decide once fixed pairs stand."""

from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.types import Floats, Ints, Problem

BLOCK = 1 << 20
"""Scores that are looked at together: 8 MB, which stay in a processor's memory."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The problem without its fixed pairs, and without places that no assignment can fill."""

    scores: Floats
    """(applications, reviewers); NaN where there is nothing to decide."""
    places: Ints
    low: Ints
    high: Ints
    """Bounds of what each reviewer gets beside the fixed pairs."""
    allowed: Ints
    """How many reviewers may still be given to each application."""
    hopeless: Ints
    """Places of each application beyond those."""
    least: float
    most: float
    """The range of the scores."""

    def blocks(self) -> list[tuple[int, int]]:
        """From which application to which the scores are looked at together."""
        count, people = self.scores.shape
        step = max(1, BLOCK // max(1, people))
        return [(start, min(start + step, count)) for start in range(0, count, step)]


def rest_of(problem: Problem) -> Rest:
    """What is left to decide."""
    scores = problem.scores
    fixed = problem.fixed
    if len(fixed):
        scores = scores.copy()
        scores[fixed[:, 0], fixed[:, 1]] = np.nan
    read, given = (np.bincount(side, minlength=size) for side, size in zip(fixed.T, scores.shape, strict=True))
    left = problem.reviews - read
    allowed = scores.shape[1] - np.isnan(scores).sum(axis=1)
    places = np.minimum(left, allowed)
    known = allowed.any()
    return Rest(
        scores=scores,
        places=places,
        low=np.maximum(problem.min_load - given, 0),
        high=problem.max_load - given,
        allowed=allowed,
        hopeless=left - places,
        least=float(np.nanmin(scores)) if known else 0.0,
        most=float(np.nanmax(scores)) if known else 0.0,
    )
