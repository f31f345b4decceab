"""The largest sum of scores, by a flow over few pairs that grows until no other pair can help."""

from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.columns import Columns, best, ring
from parvis.engine.assign.flow import Scale, flow
from parvis.engine.assign.prices import Prices, prices
from parvis.engine.assign.pricing import Priced, bound, price, strongest
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Flags, Floats, Ints

FIRST = 24
"""Pairs of each application that the solver is given first."""
MORE = 12
"""Pairs of each application that one round adds at most."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The pairs that were taken of those that were weighed, and the proof that nothing else is better."""

    columns: Columns
    taken: Flags
    empty: Ints
    missing: Ints
    """What each reviewer misses to the minimal load; the problem is impossible when anything does."""
    prices: Floats
    """Of a place of each reviewer, in the unit of the scores."""
    values: Floats
    """Of the least place of each application; infinite where there is none."""
    bound: float
    rounds: int


def solve_total(rest: Rest) -> Solved:
    """The best assignment: first as few empty places as possible, then the largest sum."""
    scale = Scale.of(rest)
    columns, rounds = best(rest, FIRST), 0
    solved = _over(rest, scale, scale.easy, columns, rounds)
    if solved.empty.any() or solved.missing.any():
        solved = _over(rest, scale, scale.hard, solved.columns, solved.rounds)
    return solved


def _over(rest: Rest, scale: Scale, penalty: int, columns: Columns, rounds: int) -> Solved:
    """The best assignment at one penalty: columns are added until reduced costs prove that no pair is missing."""
    count = len(rest.places)
    while True:
        rounds += 1
        worth = scale.whole(columns.scores)
        found = flow(rest, columns, worth, penalty)
        if rounds == 1 and (found.empty.any() or (found.loads < rest.low).any()):
            others = ring(rest)
            columns = columns.more(rest, others.a, others.r)
            continue
        reviewers, applications = _real(rest, scale, penalty, prices(rest, columns, worth, found, penalty))
        priced = price(rest, reviewers, applications)
        lacking = _lacking(priced, columns, count, 1 / scale.steps)
        if not len(lacking.a):
            empty = found.empty.sum() * penalty / scale.steps - found.empty.sum() * scale.least
            return Solved(
                columns=columns,
                taken=found.taken,
                empty=found.empty,
                missing=np.maximum(rest.low - found.loads, 0),
                prices=reviewers,
                values=applications,
                bound=bound(rest, reviewers, applications, priced) + float(empty),
                rounds=rounds,
            )
        columns = columns.more(rest, *strongest(lacking, MORE))


def _real(rest: Rest, scale: Scale, penalty: int, found: Prices) -> tuple[Floats, Floats]:
    """Prices and values in the unit of the scores. Who can take nothing is too dear for everyone, who has no place for
    everything."""
    reviewers = np.where(rest.high > 0, found.reviewers, 2 * penalty) / scale.steps
    applications = np.where(rest.places > 0, found.applications / scale.steps + scale.least, np.inf)
    return reviewers, applications


def _lacking(priced: Priced, columns: Columns, count: int, step: float) -> Priced:
    """The pairs that would help by more than a step and were not weighed."""
    a, r = priced.a, priced.r
    new = np.flatnonzero(priced.excess > step)
    new = new[~columns.holds(a[new], r[new], count)]
    return Priced(a[new], r[new], priced.excess[new])
