"""Figures of a network."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np

from parvis.engine.graph.types import Floats, Graph

Period = TypeVar("Period", bound=Hashable)


def density(graph: Graph) -> float:
    """The share of all possible ties that are there (Wasserman and Faust, 1994, section 4.1.3); 0 for one."""
    possible = graph.size * (graph.size - 1) / 2
    return graph.ties / possible if possible else 0.0


def betweenness(graph: Graph) -> Floats:
    """How often each one lies on a shortest way between two others, as a share of all pairs.

    Freeman, "A set of measures of centrality based on betweenness", Sociometry 40(1), 1977, by the algorithm of
    Brandes, Journal of Mathematical Sociology 25(2), 2001. Every tie counts as one step. Meant for what is drawn: the
    time grows with nodes times ties.
    """
    import rustworkx  # noqa: PLC0415 -- slow import

    drawn = rustworkx.PyGraph(multigraph=False)
    drawn.add_nodes_from(range(graph.size))
    drawn.add_edges_from_no_data(list(zip(graph.first.tolist(), graph.second.tolist(), strict=True)))
    found = rustworkx.betweenness_centrality(drawn, normalized=True)
    return np.array([found[node] for node in range(graph.size)], dtype=np.float64)


def first_ties(events: Iterable[tuple[int, int, Period]]) -> dict[Period, int]:
    """How many pairs were tied for the first time in each period, of events in the order of time.

    A pair that meets again is not new; nor is one that is tied to itself a pair.
    """
    known: set[tuple[int, int]] = set()
    counts: dict[Period, int] = {}
    for first, second, period in events:
        pair = (min(first, second), max(first, second))
        if first != second and pair not in known:
            known.add(pair)
            counts[period] = counts.get(period, 0) + 1
    return counts
