"""The best assignment over given pairs, as a flow of least cost, solved by OR-Tools.

Each place of an application sends one unit through a pair to a reviewer, or past everyone at a penalty. The solver
scales costs (Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm", 1997) and counts in
whole numbers, so scores are turned into steps of a fixed length.
"""

import math
from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.columns import Columns
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Flags, Floats, Ints

STEPS = 2**30
"""At most so many steps make up the range of the scores."""
ROOM = 2**62
"""The solver multiplies costs by the number of nodes; that must stay below this."""
EASY = 4
"""A penalty that is enough where every place can be filled, in ranges of the scores; small costs are solved sooner."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How scores become whole numbers, and what an empty place costs."""

    least: float
    steps: float
    """Steps in one unit of the scores; a power of ten, so that scores with few decimals stay what they are."""
    easy: int
    hard: int
    """Penalties in steps. At the hard one an empty place, or one missing to a minimal load, weighs more than all that
    moving pairs along a path can change: the range, once for each application or reviewer, whichever are fewer."""

    @classmethod
    def of(cls, rest: Rest) -> "Scale":
        """The finest that leaves room."""
        length = min(rest.scores.shape) + 2
        most = min(STEPS, ROOM // (length * (sum(rest.scores.shape) + 2)))
        width = max(rest.most - rest.least, np.finfo(float).eps * max(1.0, abs(rest.least)))
        steps = 10.0 ** math.floor(math.log10(most / width))
        whole = math.ceil(width * steps) + 1
        return cls(rest.least, steps, EASY * whole, length * whole)

    def whole(self, scores: Floats) -> Ints:
        """Scores in steps above the least one."""
        found: Ints = np.rint((scores - self.least) * self.steps).astype(np.int64)
        return found


@dataclass(frozen=True, slots=True)
class Flow:
    """Which columns are taken, and what is missing."""

    taken: Flags
    empty: Ints
    """Places of each application that stay empty."""
    loads: Ints


def flow(rest: Rest, columns: Columns, worth: Ints, penalty: int) -> Flow:
    """The assignment that is worth most, at a penalty for each empty place and each one missing to a minimal load."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 -- slow import

    count, people = rest.scores.shape
    applications, reviewers = np.arange(count), count + np.arange(people)
    sink = count + people
    asked = np.flatnonzero(rest.low)
    arcs = (
        (columns.a, count + columns.r, np.ones(len(columns)), -worth),
        (applications, np.full(count, sink), rest.places, np.full(count, penalty)),
        (reviewers, np.full(people, sink), rest.high - rest.low, np.zeros(people)),
        (count + asked, np.full(len(asked), sink), rest.low[asked], np.full(len(asked), -penalty)),
    )
    tails, heads, room, costs = (np.concatenate(parts) for parts in zip(*arcs, strict=True))
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), room.astype(np.int64), costs.astype(np.int64)
    )
    supplies = np.concatenate([rest.places, np.zeros(people, dtype=np.int64), [-rest.places.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies.astype(np.int64))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow was not solved: {status.name}")  # an answer of the solver that should not be
    sent = solver.flows(numbers)
    taken = sent[: len(columns)] > 0
    loads = np.bincount(columns.r[taken], minlength=people)
    return Flow(taken, sent[len(columns) : len(columns) + count].astype(np.int64), loads)
