"""All pairs held against prices: those that would improve the assignment, and a bound that holds whatever the prices.

Pricing brings columns into a linear programme only when they can help (Ford and Fulkerson 1958; Gilmore and Gomory
1961). The bound is the value of the dual programme: for any prices p and any values u,

    sum of scores <= sum over applications of places * u
                     + sum over pairs of max(0, score - p - u)
                     + sum over reviewers of p * load,

where the load is the maximal one for p > 0 and the minimal one for p < 0.
"""

from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Floats, Ints


@dataclass(frozen=True, slots=True)
class Priced:
    """Pairs whose score exceeds the price of the reviewer and the value of the application's place, and by how much."""

    a: Ints
    r: Ints
    excess: Floats


def price(rest: Rest, reviewers: Floats, applications: Floats, weights: Floats | None = None) -> Priced:
    """Every pair held against the prices of reviewers and the values of applications, both in the unit of the scores.

    An application's scores count `weights` times; its value is infinite when it has no place.
    """
    found_a, found_r, found = [], [], []
    for start, stop in rest.blocks():
        block = rest.scores[start:stop]
        over = (block if weights is None else block * weights[start:stop, None]) - reviewers
        over -= applications[start:stop, None]
        at = np.flatnonzero(over > 0)
        rows, columns = np.divmod(at, max(1, block.shape[1]))
        found_a.append(rows + start)
        found_r.append(columns)
        found.append(over.ravel()[at])
    if not found:
        return Priced(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    return Priced(np.concatenate(found_a), np.concatenate(found_r), np.concatenate(found))


def bound(rest: Rest, reviewers: Floats, applications: Floats, priced: Priced) -> float:
    """The dual value: no assignment that fills every place has a larger sum."""
    has = rest.places > 0
    return float(
        (rest.places[has] * applications[has]).sum()
        + priced.excess.sum()
        + (np.maximum(reviewers, 0) * rest.high).sum()
        + (np.minimum(reviewers, 0) * rest.low).sum()
    )


def strongest(priced: Priced, count: int) -> tuple[Ints, Ints]:
    """The `count` pairs of each application that exceed most; where they exceed alike, others for each application."""
    turn = (priced.r + priced.a * count) % (int(priced.r.max(initial=0)) + 1)
    order = np.lexsort((turn, -priced.excess, priced.a))
    a = priced.a[order]
    first = np.flatnonzero(np.concatenate([[True], a[1:] != a[:-1]])[: len(a)])
    rank = np.arange(len(a)) - np.repeat(first, np.diff(np.append(first, len(a))))
    use = order[rank < count]
    return priced.a[use], priced.r[use]
