"""Marks from rows, checked."""

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from parvis.engine.scores.types import Reviews


def reviews_of(rows: Iterable[tuple[str, str, float]], applications: Iterable[str] = ()) -> Reviews:
    """Reviews from (application, reviewer, mark), sorted, so that the answer does not depend on their order.

    `applications` adds those that have no review. Raises ValueError for a pair that is there twice and for a mark that
    is no number.
    """
    ordered = sorted(rows, key=lambda row: (row[0], row[1]))
    for before, row in pairwise(ordered):
        if before[:2] == row[:2]:
            raise ValueError(f"{row[1]} has two marks for {row[0]}")
    for application, reviewer, mark in ordered:
        if not math.isfinite(mark):
            raise ValueError(f"the mark of {reviewer} for {application} is no number")
    names = sorted({row[0] for row in ordered} | set(applications)), sorted({row[1] for row in ordered})
    places = [{name: at for at, name in enumerate(side)} for side in names]
    return Reviews(
        a=np.array([places[0][row[0]] for row in ordered], dtype=np.int64),
        r=np.array([places[1][row[1]] for row in ordered], dtype=np.int64),
        marks=np.array([row[2] for row in ordered], dtype=np.float64),
        applications=names[0],
        reviewers=names[1],
    )
