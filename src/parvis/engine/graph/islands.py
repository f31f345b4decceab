"""What hangs together."""

from dataclasses import dataclass

import numpy as np

from parvis.engine.graph.types import Graph, Ints


@dataclass(frozen=True, slots=True)
class Islands:
    """The connected components of a network: `of` says in which each one is, `sizes` how large each is.

    The largest has the number 0; of two of the same size the one with the smaller first number comes first.
    """

    of: Ints
    sizes: Ints

    def members(self, island: int) -> Ints:
        """Who is on it."""
        return np.flatnonzero(self.of == island)


def islands(graph: Graph) -> Islands:
    """Everyone is on exactly one island, whoever has no tie on one of their own."""
    from scipy.sparse import coo_array  # noqa: PLC0415 -- slow import
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 -- slow import

    ones = np.ones(graph.ties, dtype=np.int8)
    table = coo_array((ones, (graph.first, graph.second)), shape=(graph.size, graph.size)).tocsr()
    if not graph.size:
        return Islands(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    _count, labels = connected_components(table, directed=False)
    _names, begins, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((begins, -sizes))
    new = np.empty(len(order), dtype=np.int64)
    new[order] = np.arange(len(order))
    return Islands(new[labels], sizes[order].astype(np.int64))
