"""The assignment as a linear programme, for what a flow cannot express: sums that must not fall below a floor.

Solved by HiGHS through SciPy (Huangfu and Hall, "Parallelizing the dual revised simplex method", 2018), relaxed or in
whole numbers. All of it is a minimum of costs, as HiGHS wants it; prices are turned back into those of a maximum.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from parvis.engine.assign.columns import Columns
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Flags, Floats, Ints

WORK = 20_000
"""Columns times nodes that a search opens at most: a limit of time would not give the same answer twice."""
SLACK = 1e3
"""What one unit below the floor costs in the relaxation, in units of the total."""


@dataclass(frozen=True, slots=True)
class Floored:
    """Which sums must reach what: for each application that is watched, what its undecided places must bring."""

    watched: Ints
    needed: Floats
    """Of each application watched; with `highest`, what it lacks to a floor of zero."""
    highest: bool = False
    """Whether the floor itself is to be raised, and not the total."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A relaxation solved: shares of the columns, what is below the floor, and the dual values."""

    shares: Floats
    value: float
    below: float
    reviewers: Floats
    applications: Floats
    weights: Floats
    """Of each application: how much a unit of its sum counts beside the total."""
    empty: float
    """What one more place that may stay empty would bring."""


class Programme:
    """Columns, floors and the number of places that stay empty, as matrices."""

    def __init__(self, rest: Rest, columns: Columns, floored: Floored, empty: int) -> None:
        self.rest, self.columns, self.floored, self.empty = rest, columns, floored, empty
        count, people = rest.scores.shape
        size, watched = len(columns), len(floored.watched)
        at, ones = np.arange(size), np.ones(size)
        row_of = np.full(count, -1)
        row_of[floored.watched] = np.arange(watched)
        side = np.flatnonzero(row_of[columns.a] >= 0)
        sums = csr_array((columns.scores[side], (row_of[columns.a[side]], side)), shape=(watched, size))
        places = csr_array((ones, (columns.a, at)), shape=(count, size))
        loads = csr_array((ones, (columns.r, at)), shape=(people, size))
        other = csr_array(np.ones((watched, 1))) if floored.highest else -eye_array(watched)
        others = other.shape[1]
        self.extra = slice(size, size + others)
        gone = csr_array((count, others)), csr_array((people, others))
        upper = vstack([hstack([loads, gone[1]]), hstack([-loads, gone[1]]), hstack([-sums, other])])
        equal = hstack([places, gone[0]])
        if empty:
            upper = hstack([upper, csr_array((upper.shape[0], count))])
            total = csr_array(np.concatenate([np.zeros(size + others), np.ones(count)])[None])
            equal = vstack([hstack([equal, eye_array(count)]), total])
        self.upper, self.equal = csr_array(upper), csr_array(equal)
        self.most = np.concatenate([rest.high, -rest.low, -floored.needed])
        self.exactly = np.concatenate([rest.places, [empty]]) if empty else rest.places
        own = np.zeros(size) if floored.highest else -columns.scores
        costs = np.full(others, -1.0 if floored.highest else SLACK)
        self.costs = np.concatenate([own, costs, np.zeros(count if empty else 0)])

    def relaxed(self) -> Relaxed:
        """The best shares; there always are some, since sums may fall below the floor at a cost."""
        size = len(self.columns)
        least, most = self._bounds()
        found = linprog(
            self.costs, self.upper, self.most, self.equal, self.exactly, np.stack([least, most], 1), method="highs"
        )
        if found.x is None:
            raise RuntimeError(f"the relaxation was not solved: {found.message}")
        people, count = self.rest.scores.shape[1], self.rest.scores.shape[0]
        marginals, fixed = -found.ineqlin.marginals, -found.eqlin.marginals
        weights = np.zeros(count)
        weights[self.floored.watched] = np.maximum(marginals[2 * people :], 0)
        return Relaxed(
            shares=found.x[:size],
            value=-float(found.fun),
            below=0.0 if self.floored.highest else float(found.x[self.extra].sum()),
            reviewers=marginals[:people] - marginals[people : 2 * people],
            applications=fixed[:count],
            weights=weights,
            empty=float(fixed[count]) if self.empty else 0.0,
        )

    def whole(self, free: Flags, shares: Floats) -> tuple[Flags, float] | None:
        """The best whole solution in which only free columns are decided, and a bound on it; None where none was found.

        No sum is below the floor then.
        """
        size = len(self.columns)
        least, most = self._bounds()
        taken = np.rint(shares)
        least[:size] = np.where(free, 0, taken)
        most[:size] = np.where(free, 1, taken)
        if not self.floored.highest:
            most[self.extra] = 0
        kind = np.zeros(len(self.costs))
        kind[:size] = 1
        found = milp(
            self.costs,
            integrality=kind,
            bounds=Bounds(least, most),
            constraints=[
                LinearConstraint(self.upper, -np.inf, self.most),
                LinearConstraint(self.equal, self.exactly, self.exactly),
            ],
            options={"node_limit": max(1, WORK // max(1, size)), "mip_rel_gap": 1e-9},
        )
        if found.x is None:
            return None
        return found.x[:size] > 0.5, -float(found.mip_dual_bound)

    def _bounds(self) -> tuple[Floats, Floats]:
        size, length = len(self.columns), len(self.costs)
        least, most = np.zeros(length), np.full(length, np.inf)
        most[:size] = 1
        if self.floored.highest:
            least[self.extra] = -np.inf
        if self.empty:
            most[-len(self.rest.places) :] = self.rest.places
        return least, most
