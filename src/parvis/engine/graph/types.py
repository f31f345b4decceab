"""A network as arrays: organisations numbered from 0, and their ties."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = Sequence[int] | NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Graph:
    """Ties without direction, each once with its smaller number first, in order; `weight` says how strong each is.

    Made by `graph_of`, which sees to all of that.
    """

    size: int
    first: Ints
    second: Ints
    weight: Floats

    @property
    def ties(self) -> int:
        """How many there are."""
        return len(self.first)

    @cached_property
    def degrees(self) -> Ints:
        """With how many others each one is tied."""
        both = np.concatenate([self.first, self.second])
        return np.bincount(both, minlength=self.size).astype(np.int64)

    @cached_property
    def strengths(self) -> Floats:
        """The sum of the ties of each one."""
        both = np.concatenate([self.first, self.second])
        return np.bincount(both, weights=np.tile(self.weight, 2), minlength=self.size).astype(np.float64)

    @cached_property
    def _rows(self) -> tuple[Ints, Ints, Floats]:
        """The others of all, one after the other: where those of each one begin, who they are, how strong."""
        start, end = np.concatenate([self.first, self.second]), np.concatenate([self.second, self.first])
        order = np.lexsort((end, start))
        begins = np.concatenate([[0], np.cumsum(self.degrees)]).astype(np.int64)
        return begins, end[order], np.tile(self.weight, 2)[order]

    def others(self, node: int) -> tuple[Ints, Floats]:
        """With whom one is tied, in the order of their numbers, and how strongly."""
        begins, ends, weights = self._rows
        here = slice(begins[node], begins[node + 1])
        return ends[here], weights[here]


def graph_of(first: Numbers, second: Numbers, *, size: int, weight: Sequence[float] | Floats | None = None) -> Graph:
    """The network of these pairs: what is there twice becomes one stronger tie, and nobody is tied to themselves.

    Raises ValueError for a number that is none of the `size` first ones.
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    if len(a) and (min(a.min(), b.min()) < 0 or max(a.max(), b.max()) >= size):
        raise ValueError(f"numbers go from 0 to {size - 1}")
    strong = np.ones(len(a)) if weight is None else np.asarray(weight, dtype=np.float64)
    apart = a != b
    low, high = np.minimum(a, b)[apart], np.maximum(a, b)[apart]
    keys, place = np.unique(low * size + high, return_inverse=True)
    weights = np.zeros(len(keys))
    np.add.at(weights, place, strong[apart])
    return Graph(size, keys // max(size, 1), keys % max(size, 1), weights)


def induced(graph: Graph, nodes: Numbers) -> Graph:
    """The ties among these nodes, which get their places in the list as their numbers. Each may be there once."""
    listed = np.asarray(nodes, dtype=np.int64)
    place = np.full(graph.size, -1, dtype=np.int64)
    place[listed] = np.arange(len(listed))
    first, second = place[graph.first], place[graph.second]
    inside = (first >= 0) & (second >= 0)
    return graph_of(first[inside], second[inside], size=len(listed), weight=graph.weight[inside])
