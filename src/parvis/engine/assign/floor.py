"""The best total in which no application falls below a floor.

The relaxation is solved over few columns and floors; pairs that could help and sums that are too low come until there
are none, which proves its bound over all pairs. Then whole solutions are searched among the columns that the bound
does not decide: a column whose reduced cost exceeds the distance between the bound and the best whole solution is in no
better one (reduced-cost fixing; Dantzig, Fulkerson and Johnson 1954).
"""

from dataclasses import dataclass, replace

import numpy as np

from parvis.engine.assign.columns import Columns
from parvis.engine.assign.pricing import Priced, bound, price, strongest
from parvis.engine.assign.programme import Floored, Programme, Relaxed
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import TOLERANCE, Flags, Floats, Ints

SAME = 1e-6
"""Sums that differ by less are the same: HiGHS keeps its constraints to about this."""
FREE = 10_000
"""Columns among which a whole solution is searched first."""
MANY = 20_000
"""Columns among which it is searched at most, to prove that it is the best."""
MORE = 12
MARGIN = 0.1
"""Sums so near to the floor, as a share of the range of the scores, are watched once a solution has fallen below it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the search for a floor starts from."""

    rest: Rest
    held: Floats
    """What fixed pairs bring to each application."""
    counted: Flags
    """The applications whose sums are watched."""
    empty: int
    """Places that stay empty beyond hopeless ones."""

    def sums(self, columns: Columns, shares: Floats) -> Floats:
        """The sum of each application."""
        return self.held + np.bincount(columns.a, columns.scores * shares, len(self.held))

    def floor(self, columns: Columns, taken: Flags) -> float:
        """The lowest sum that counts."""
        return float(self.sums(columns, taken.astype(np.float64))[self.counted].min())


@dataclass(frozen=True, slots=True)
class Bounded:
    """A relaxation that is proven over all pairs."""

    columns: Columns
    floor: float
    floored: Floored
    relaxed: Relaxed
    values: Floats
    """Of the least place of each application; infinite where there is none."""
    bound: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Held:
    """The best assignment found under a floor."""

    columns: Columns
    taken: Flags
    bounded: Bounded
    bound: float
    """Proven, by the relaxation or by the search."""


def watch(ground: Ground, watched: Ints, floor: float | None) -> Floored:
    """What watched applications need for a floor; None when the floor itself is to be raised."""
    if floor is None:
        return Floored(watched, -ground.held[watched], highest=True)
    return Floored(watched, floor - ground.held[watched])


def relax(ground: Ground, columns: Columns, watched: Ints, floor: float | None) -> Bounded:
    """The relaxation over all pairs and all floors, from few of both."""
    rest, rounds = ground.rest, 0
    while True:
        rounds += 1
        floored = watch(ground, watched, floor)
        relaxed = Programme(rest, columns, floored, ground.empty).relaxed()
        values = np.where(rest.places > 0, relaxed.applications, np.inf)
        if ground.empty:
            values = np.maximum(values, -relaxed.empty)
        base = 0.0 if floor is None else 1.0
        priced = price(rest, relaxed.reviewers, values, base + relaxed.weights)
        a, r = _lacking(priced, columns, len(rest.places))
        needed = relaxed.value if floor is None else floor
        sums = ground.sums(columns, relaxed.shares)
        low = np.flatnonzero(ground.counted & (sums < needed - SAME))
        low = np.setdiff1d(low, watched)
        if not len(a) and not len(low):
            value = bound(rest, relaxed.reviewers, values, priced) + ground.empty * relaxed.empty
            value -= float((relaxed.weights[watched] * floored.needed).sum())
            return Bounded(columns, needed, floored, relaxed, values, value, rounds)
        columns = columns.more(rest, a, r)
        watched = np.union1d(watched, low)


def _lacking(priced: Priced, columns: Columns, count: int) -> tuple[Ints, Ints]:
    new = np.flatnonzero(priced.excess > SAME)
    new = new[~columns.holds(priced.a[new], priced.r[new], count)]
    return strongest(Priced(priced.a[new], priced.r[new], priced.excess[new]), MORE)


def best_above(ground: Ground, columns: Columns, watched: Ints, floor: float, *, prove: bool = True) -> Held | None:
    """The best total with every sum at the floor or above; None when none was found, which proves nothing.

    `prove` says whether a better total is searched among all pairs.
    """
    bounded = relax(ground, columns, watched, floor)
    if bounded.relaxed.below > SAME:
        return None
    reduced = np.abs(_reduced(bounded, bounded.columns))
    few = reduced <= np.sort(reduced)[:FREE][-1]
    found = _search(ground, bounded, bounded.columns, few)
    if found is None and not few.all():
        found = _search(ground, bounded, bounded.columns, np.ones(len(reduced), dtype=np.bool_))
    if found is None:
        return None
    if not prove:
        return replace(found, bound=bounded.bound)
    return _proven(ground, bounded, found, float(reduced[few].max(initial=0.0)))


def _reduced(bounded: Bounded, columns: Columns) -> Floats:
    """How much of each column's worth is left at the prices of the relaxation."""
    relaxed = bounded.relaxed
    return (1 + relaxed.weights[columns.a]) * columns.scores - relaxed.reviewers[columns.r] - bounded.values[columns.a]


def _search(ground: Ground, bounded: Bounded, columns: Columns, free: Flags) -> Held | None:
    """The best whole solution over free columns; sums that fall below the floor are watched and the search repeated."""
    floored, floor = bounded.floored, bounded.floor
    shares = np.zeros(len(columns))
    own = columns.holds(bounded.columns.a, bounded.columns.r, len(ground.held))
    at = np.searchsorted(_codes(columns, ground), _codes(bounded.columns, ground)[own])
    shares[at] = bounded.relaxed.shares[own]
    while True:
        found = Programme(ground.rest, columns, floored, ground.empty).whole(free, shares)
        if found is None:
            return None
        taken, value = found
        sums = ground.sums(columns, taken.astype(np.float64))
        if ground.floor(columns, taken) >= floor - SAME:
            return Held(columns, taken, bounded, value)
        low = np.flatnonzero(ground.counted & (sums < floor + MARGIN * (ground.rest.most - ground.rest.least)))
        floored = watch(ground, np.union1d(floored.watched, low), floor)


def _codes(columns: Columns, ground: Ground) -> Ints:
    return columns.r * len(ground.held) + columns.a


def _proven(ground: Ground, bounded: Bounded, found: Held, free: float) -> Held:
    """The same or a better one, with the bound that holds over all pairs."""
    total = _total(found)
    gap = bounded.bound - total
    if gap <= TOLERANCE * max(1.0, abs(total)):
        return replace(found, bound=bounded.bound)
    relaxed = bounded.relaxed
    near = price(ground.rest, relaxed.reviewers, bounded.values - gap - SAME, 1 + relaxed.weights)
    columns = bounded.columns.more(ground.rest, near.a, near.r)
    undecided = np.abs(_reduced(bounded, columns)) <= gap + SAME
    if undecided.sum() > MANY:
        return replace(found, bound=bounded.bound)
    if free >= gap and len(columns) == len(bounded.columns):
        return replace(found, bound=min(bounded.bound, max(total, found.bound)))
    again = _search(ground, bounded, columns, undecided)
    better = max(found, again or found, key=_total)
    searched = max(_total(better), again.bound) if again else bounded.bound
    return replace(better, bound=min(bounded.bound, searched))


def _total(found: Held) -> float:
    return float(found.columns.scores[found.taken].sum())
