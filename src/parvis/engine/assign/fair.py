"""The highest floor for the worst-served application, then the best total under that floor.

That is the max-min fairness of allocation problems (for reviewers: Stelmakh, Shah and Singh, "PeerReview4All", 2019),
kept apart from the total, which only chooses among the assignments with the highest floor.
"""

import numpy as np

from parvis.engine.assign.columns import Columns, best
from parvis.engine.assign.floor import SAME, Ground, Held, best_above, relax
from parvis.engine.assign.programme import Floored, Programme
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.total import Solved
from parvis.engine.assign.types import Floor, Ints, Problem

NEAR = 5
"""Columns for two places, on average, that the relaxation starts from."""
SMALL = 400
"""Pairs up to which all of them are searched, and the highest floor is found and proven."""
HALVINGS = 4
"""How often the distance between a floor that was reached and the bound is halved, where all pairs are too many."""


def ground_of(problem: Problem, rest: Rest, solved: Solved) -> Ground:
    """What the search for a floor starts from."""
    held = np.bincount(problem.fixed[:, 0], problem.fixed_scores(), len(rest.places)).astype(np.float64)
    return Ground(rest, held, (rest.places > 0) & (rest.hopeless == 0), int(solved.empty.sum()))


def solve_fair(ground: Ground, solved: Solved) -> tuple[Floor, Held | None]:
    """The floor, and the best assignment above it; None where the one with the largest total has the highest floor."""
    reached = ground.floor(solved.columns, solved.taken)
    limit = own_limit(ground)
    if reached >= limit - SAME:
        return Floor(reached, max(limit, reached)), None
    low = _below(ground, solved, limit)
    near = _near(ground, solved, low)
    found = best_above(ground, near, low, limit)
    if found is None:
        limit, found = _between(ground, solved, near, reached, limit)
    if found is None:
        return Floor(reached, max(limit, reached)), None
    floor = ground.floor(found.columns, found.taken)
    return Floor(floor, max(limit, floor)), found


def own_limit(ground: Ground) -> float:
    """What the application that is served worst could have at most, if it had the first choice."""
    rest, lowest = ground.rest, np.inf
    for start, stop in rest.blocks():
        places = rest.places[start:stop]
        width = int(places.max(initial=0))
        held = np.where(np.isnan(rest.scores[start:stop]), -np.inf, rest.scores[start:stop])
        largest = -np.sort(-held, axis=1)[:, :width] if width else held[:, :0]
        if ground.empty:
            largest = np.maximum(largest, 0)
        sums = np.where(np.arange(width) < places[:, None], largest, 0).sum(axis=1) + ground.held[start:stop]
        lowest = min(lowest, float(sums[ground.counted[start:stop]].min(initial=np.inf)))
    return lowest


def _near(ground: Ground, solved: Solved, low: Ints) -> Columns:
    """The columns of the best total that were taken, or nearly, and all those of low applications; all of few pairs."""
    if ground.rest.scores.size <= SMALL:
        return best(ground.rest, ground.rest.scores.shape[1])
    columns = solved.columns
    lost = solved.values[columns.a] + solved.prices[columns.r] - columns.scores
    lost[solved.taken | np.isin(columns.a, low)] = -np.inf
    count = max(int(np.isneginf(lost).sum()), min(len(columns), NEAR * int(solved.taken.sum()) // 2))
    use = np.argsort(lost, kind="stable")[:count]
    return Columns.of(ground.rest, columns.a[use], columns.r[use])


def _below(ground: Ground, solved: Solved, floor: float) -> Ints:
    """The applications that the best total leaves below a floor."""
    sums = ground.sums(solved.columns, solved.taken.astype(np.float64))
    return np.flatnonzero(ground.counted & (sums < floor - SAME))


def _between(ground: Ground, solved: Solved, near: Columns, reached: float, limit: float) -> tuple[float, Held | None]:
    """The bound on the floor, and the best assignment under the highest floor that was found."""
    relaxed = relax(ground, near, _below(ground, solved, limit), None)
    limit = min(limit, relaxed.bound)
    if ground.rest.scores.size <= SMALL:
        highest, limit = _searched(ground, near, limit)
        low = _below(ground, solved, highest)
        return limit, best_above(ground, near, low, highest) if len(low) else None
    return limit, _halved(ground, solved, near, reached, limit)


def _searched(ground: Ground, everything: Columns, limit: float) -> tuple[float, float]:
    """The highest floor over all pairs, and the bound on it."""
    counted = np.flatnonzero(ground.counted)
    programme = Programme(ground.rest, everything, Floored(counted, -ground.held[counted], highest=True), ground.empty)
    found = programme.whole(np.ones(len(everything), dtype=np.bool_), np.zeros(len(everything)))
    taken, bound = found or (np.zeros(len(everything), dtype=np.bool_), limit)
    floor = ground.floor(everything, taken)
    return floor, max(floor, min(limit, bound))


def _halved(ground: Ground, solved: Solved, near: Columns, reached: float, limit: float) -> Held | None:
    """The best assignment under the highest floor that halving comes to."""
    found = None
    for _time in range(HALVINGS):
        floor = (reached + limit) / 2
        tried = best_above(ground, near, _below(ground, solved, floor), floor, prove=False)
        if tried is None:
            limit = floor
        else:
            found, reached = tried, ground.floor(tried.columns, tried.taken)
    return found
