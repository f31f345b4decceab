"""From pairs with probabilities to clusters of records.

Connected components alone join two hospitals through one bad record between them. Here clusters grow by average
linkage: two clusters become one only while the mean log-odds over all pairs between them speak for it, and a pair
that was not compared, or that contradicts, speaks against it. In each round all clusters that are each other's best
neighbour become one; since average linkage is reducible, that gives the same clusters as one merge at a time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.identifiers import Identifiers, contradict
from parvis.engine.linkage.types import Flags, Floats, Ints

NOT_COMPARED = -1.0
"""Log-odds of a pair that blocking did not find worth a comparison, below those that are asked for."""
FORBIDDEN = -1e6
"""Log-odds of a pair that contradicts: no mean outweighs it."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Sums of log-odds between clusters `i[k] < j[k]`, and how many pairs were compared."""

    i: Ints
    j: Ints
    total: NDArray[np.float64]
    compared: Ints


def clusters_of(size: int, i: Ints, j: Ints, odds: Floats, identifiers: Identifiers, cut: float = 0.0) -> Ints:
    """For each of `size` records the number of the first record of its cluster.

    `odds` are the log-odds of the pairs `i[k] < j[k]`, ascending, each once; clusters whose mean is not above `cut`
    stay apart. Two records of which an identifier contradicts never share a cluster.
    """
    labels = np.arange(size, dtype=np.int64)
    total = odds.astype(np.float64)
    total[contradict(identifiers, i, j)] = FORBIDDEN
    sizes = np.ones(size, dtype=np.int64)
    edges = Edges(i, j, total, np.ones(len(i), dtype=np.int64))
    while True:
        edges = _alive(edges, sizes, cut)
        first, second = _mutual(edges, sizes, cut)
        if not len(first):
            return labels
        bad = _contradicting(labels, first, second, identifiers)
        edges = _forbidding(edges, first[bad], second[bad])
        first, second = first[~bad], second[~bad]
        target = np.arange(size, dtype=np.int64)
        target[second] = first
        sizes[first] += sizes[second]
        labels = target[labels]
        edges = _joined(edges, target, size)


def _means(edges: Edges, sizes: Ints, cut: float) -> NDArray[np.float64]:
    pairs = sizes[edges.i] * sizes[edges.j]
    found: NDArray[np.float64] = (edges.total + (cut + NOT_COMPARED) * (pairs - edges.compared)) / pairs
    return found


def _alive(edges: Edges, sizes: Ints, cut: float) -> Edges:
    """Without the clusters that have no neighbour left to be joined with."""
    good = _means(edges, sizes, cut) > cut
    live = np.zeros(len(sizes), dtype=bool)
    live[edges.i[good]] = live[edges.j[good]] = True
    kept = live[edges.i] & live[edges.j]
    return Edges(edges.i[kept], edges.j[kept], edges.total[kept], edges.compared[kept])


def _mutual(edges: Edges, sizes: Ints, cut: float) -> tuple[Ints, Ints]:
    """Clusters that are each other's best neighbour, above the cut; of equals the one with the lower numbers."""
    means = _means(edges, sizes, cut)
    good = np.flatnonzero(means > cut)
    left, right, means = edges.i[good], edges.j[good], means[good]
    highest = np.full(len(sizes), -np.inf)
    np.maximum.at(highest, left, means)
    np.maximum.at(highest, right, means)
    number = np.arange(len(good), dtype=np.int64)  # edges ascend by their two numbers, which settles what is equal
    best = np.full(len(sizes), len(good), dtype=np.int64)
    for side in (left, right):
        top = means == highest[side]
        np.minimum.at(best, side[top], number[top])
    chosen = (best[left] == number) & (best[right] == number)
    return left[chosen], right[chosen]


def _contradicting(labels: Ints, first: Ints, second: Ints, identifiers: Identifiers) -> Flags:
    """For each two clusters whether any record of one contradicts any of the other."""
    found = np.zeros(len(first), dtype=bool)
    members = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[members], np.concatenate((first, second)))
    ends = np.searchsorted(labels[members], np.concatenate((first, second)), side="right")
    count = len(first)
    lengths_left, lengths_right = (ends - starts)[:count], (ends - starts)[count:]
    products = lengths_left * lengths_right
    which = np.repeat(np.arange(count, dtype=np.int64), products)
    within = np.arange(len(which), dtype=np.int64) - np.repeat(np.cumsum(products) - products, products)
    left = members[starts[:count][which] + within // lengths_right[which]]
    right = members[starts[count:][which] + within % lengths_right[which]]
    np.logical_or.at(found, which, contradict(identifiers, left, right))
    return found


def _forbidding(edges: Edges, first: Ints, second: Ints) -> Edges:
    """The edges between these clusters made impossible."""
    if not len(first):
        return edges
    span = int(edges.j.max()) + 1
    forbidden = np.isin(edges.i * span + edges.j, first * span + second)
    return Edges(edges.i, edges.j, edges.total + FORBIDDEN * forbidden, edges.compared)


def _joined(edges: Edges, target: Ints, size: int) -> Edges:
    """The edges between the clusters that are left, those between the same two added up."""
    left, right = target[edges.i], target[edges.j]
    low, high = np.minimum(left, right), np.maximum(left, right)
    kept = low != high
    codes, where = np.unique(low[kept] * size + high[kept], return_inverse=True)
    total, compared = (np.bincount(where, weights=column[kept]) for column in (edges.total, edges.compared))
    i, j = np.divmod(codes, size)
    return Edges(i, j, total.astype(np.float64), compared.astype(np.int64))
