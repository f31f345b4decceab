"""What a reviewer's place and an application's place are worth, read off a flow of least cost.

By complementary slackness, prices belong to the flow when no unused pair is worth more than its application's place, no
used one less, and only reviewers at their load have a price. The lowest such prices are longest paths in the residual
graph; each round of the Bellman-Ford method goes over all pairs at once. (Ahuja, Magnanti and Orlin, "Network
Flows", 1993, chapters 5 and 9.)
"""

from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.columns import Columns
from parvis.engine.assign.flow import Flow
from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Flags, Ints

NOTHING = -(2**61)
"""Below every worth."""


@dataclass(frozen=True, slots=True)
class Prices:
    """In steps: of a place of each reviewer, and what is left to each application for the least of its places."""

    reviewers: Ints
    applications: Ints


def prices(rest: Rest, columns: Columns, worth: Ints, found: Flow, penalty: int) -> Prices:
    """The lowest prices under which the flow is the best."""
    taken = found.taken
    reviewers = np.where((rest.low > 0) & (found.loads <= rest.low), -penalty, 0)
    empty = np.where(found.empty > 0, penalty, NOTHING)
    used = _Pairs.by(columns.a[taken], columns.r[taken], -worth[taken])
    unused = _Pairs.by(columns.r[~taken], columns.a[~taken], worth[~taken])
    while True:
        owed = used.raised(empty, reviewers)
        raised = unused.raised(reviewers, owed)
        if np.array_equal(raised, reviewers):
            return Prices(reviewers, -owed)
        reviewers = raised


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs by one side: the largest of each group is found at once."""

    owners: Ints
    starts: Ints
    others: Ints
    worth: Ints

    @classmethod
    def by(cls, owners: Ints, others: Ints, worth: Ints) -> "_Pairs":
        order = np.argsort(owners, kind="stable")
        owners = owners[order]
        first: Flags = np.concatenate([[True], owners[1:] != owners[:-1]])[: len(owners)]
        starts = np.flatnonzero(first)
        return cls(owners[starts], starts, others[order], worth[order])

    def raised(self, values: Ints, others: Ints) -> Ints:
        """The values, raised to what the other side and the pair between them add up to."""
        found = values.copy()
        if len(self.starts):
            largest = np.maximum.reduceat(others[self.others] + self.worth, self.starts)
            found[self.owners] = np.maximum(found[self.owners], largest)
        return found
