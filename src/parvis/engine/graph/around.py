"""What to show of a network that is too large to be read: whom one is tied to, and whom they are tied to."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from parvis.engine.graph.types import Floats, Graph, Ints, induced


@dataclass(frozen=True, slots=True)
class Around:
    """An ego network (Wasserman and Faust, 1994, section 2.3) to two steps, as much of it as can be read.

    `nodes` begins with the one in the middle, then come those one step away and those two steps away, the strongest
    first; `steps` says which is which. `found` is how many there are at each step, shown or not.
    """

    nodes: Ints
    steps: Ints
    found: tuple[int, int]

    @property
    def left_out(self) -> tuple[int, int]:
        """How many of each step are not among the nodes."""
        one, two = (int(np.sum(self.steps == step)) for step in (1, 2))
        return self.found[0] - one, self.found[1] - two


def around(graph: Graph, centre: int, *, most: int, most_near: int) -> Around:
    """At most `most` others around one: first those tied to it, then those tied to these.

    Of the near ones `most_near` are kept where there are others further away to be shown too. A strong tie comes before
    a weak one, then whoever has more ties, then the smaller number.
    """
    near, ties = graph.others(centre)
    ranked = _ranked(graph, near, ties)
    known = np.zeros(graph.size, dtype=bool)
    known[near] = True
    known[centre] = True
    all_far = int(np.sum(_reach(graph, near) & ~known))
    near_shown = ranked[: min(most, most_near) if all_far else most]
    pull = np.zeros(graph.size)
    for node in near_shown:
        others, weights = graph.others(int(node))
        pull[others] += weights
    pull[known] = 0.0
    far = np.flatnonzero(pull)
    far_shown = _ranked(graph, far, pull[far])[: most - len(near_shown)]
    nodes = np.concatenate([[centre], near_shown, far_shown]).astype(np.int64)
    steps = np.repeat([0, 1, 2], [1, len(near_shown), len(far_shown)]).astype(np.int64)
    return Around(nodes, steps, (len(near), all_far))


def strongest(graph: Graph, among: Iterable[int], most: int) -> tuple[Ints, int]:
    """At most `most` of these that hang together most strongly, and how many of these are tied to others of them.

    Whoever is tied least to those that are left goes, one after the other (Charikar, "Greedy approximation algorithms
    for finding dense components in a graph", APPROX 2000): so nobody stays alone, as the strongest by themselves would.
    """
    listed = np.array(sorted(set(among)), dtype=np.int64)
    inner = induced(graph, listed)
    tied = np.flatnonzero(inner.degrees)
    left, strength = set(tied.tolist()), inner.strengths.tolist()
    waiting = [(strength[node], -node) for node in left]
    heapify(waiting)
    while waiting and (len(left) > most or waiting[0][0] < 1e-9):
        weight, back = heappop(waiting)
        if -back not in left or weight != strength[-back]:
            continue
        left.discard(-back)
        for other, tie in zip(*(side.tolist() for side in inner.others(-back)), strict=True):
            strength[other] -= tie
            heappush(waiting, (strength[other], -other))
    kept = np.array(sorted(left), dtype=np.int64)
    return listed[_ranked(inner, kept, np.array(strength)[kept])], len(tied)


def _reach(graph: Graph, nodes: Ints) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whoever is tied to one of these."""
    inside = np.zeros(graph.size, dtype=bool)
    inside[nodes] = True
    reached = np.zeros(graph.size, dtype=bool)
    reached[graph.second[inside[graph.first]]] = True
    reached[graph.first[inside[graph.second]]] = True
    return reached


def _ranked(graph: Graph, nodes: Ints, by: Floats) -> Ints:
    """The largest first; then by the number of ties, then by number."""
    return nodes[np.lexsort((nodes, -graph.degrees[nodes], -by))]
