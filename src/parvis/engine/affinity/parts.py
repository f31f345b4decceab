"""One figure from what speaks for a pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]

EAGER, WILLING, RELUCTANT = 2, 1, -1
"""What a reviewer said of an application; 0 where they said nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; only their proportions matter. `wishes` counts from 0, not at all, to 1."""

    themes: float = 4
    text: float = 4
    past: float = 2
    wishes: float = 1


def shared(wanted: Sequence[frozenset[int]], known: Sequence[frozenset[int]]) -> Floats:
    """Of the themes of each application the part that each reviewer knows; NaN where one of them has no theme."""
    themes = sorted(frozenset().union(*wanted, *known))
    columns = {theme: at for at, theme in enumerate(themes)}
    sides = []
    for side in (wanted, known):
        table = np.zeros((len(side), len(themes)), dtype=np.float32)
        for row, own in enumerate(side):
            table[row, [columns[theme] for theme in own]] = 1
        sides.append(table)
    count = sides[0].sum(axis=1)[:, None]
    found: Floats = sides[0] @ sides[1].T
    found = np.divide(found, count, out=np.full_like(found, np.nan), where=count > 0)
    found[:, sides[1].sum(axis=1) == 0] = np.nan
    return found


def affinity(*, themes: Floats, text: Floats, past: Floats, wishes: Floats, weights: Weights | None = None) -> Floats:
    """From 0 to 1, applications by reviewers.

    The mean of the parts by their weights, where a part that is NaN leaves its weight to the others; 0 where nothing is
    known. Then wishes: "gladly" brings the figure half of the way to 1, "if needed" a quarter; "rather not" divides it
    by four.
    """
    chosen = weights or Weights()
    total = np.zeros(themes.shape, dtype=np.float64)
    weighed = np.zeros_like(total)
    for part, weight in ((themes, chosen.themes), (text, chosen.text), (past, chosen.past)):
        known = ~np.isnan(part)
        total[known] += weight * part[known]
        weighed[known] += weight
    base = np.divide(total, weighed, out=np.zeros_like(total), where=weighed > 0)
    pull = np.select([wishes == EAGER, wishes == WILLING], [0.5, 0.25], 0.0) * chosen.wishes
    push = np.where(wishes == RELUCTANT, 0.75, 0.0) * chosen.wishes
    found: Floats = np.clip(base + pull * (1 - base) - push * base, 0, 1)
    return found
