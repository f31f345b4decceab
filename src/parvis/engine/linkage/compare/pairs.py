"""Pairs of records, and the pairs of names that belong to them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from parvis.engine.linkage.columns import Columns, rarity
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.types import Floats, Ints


@dataclass(frozen=True)
class Pairs:
    """Record `i[k]` of the left side with record `j[k]` of the right side; `weights` says how much each word tells."""

    left: Columns
    right: Columns
    i: Ints
    j: Ints
    weights: Floats

    @classmethod
    def of(cls, left: Columns, right: Columns, i: Ints, j: Ints, weights: Floats | None = None) -> "Pairs":
        """Pairs of two sides that share their vocabulary; words are weighed by how rare they are on the right."""
        found = rarity(right) if weights is None else weights
        missing = len(left.vocabulary) - len(found)
        top = found.max(initial=1.0)
        return cls(left, right, i, j, np.concatenate((found, np.full(max(missing, 0), top, dtype=np.float32))))

    def __len__(self) -> int:
        return len(self.i)

    @cached_property
    def names(self) -> tuple[Ints, Ints, Ints]:
        """Each name of the left record with each of the right one: the pair, the left row, the right row."""
        lefts, rights = self.left.first_name, self.right.first_name
        n_left = lefts[self.i + 1] - lefts[self.i]
        n_right = rights[self.j + 1] - rights[self.j]
        pair = np.repeat(np.arange(len(self), dtype=np.int64), n_left * n_right)
        within = np.arange(len(pair), dtype=np.int64) - np.repeat(
            np.cumsum(n_left * n_right) - n_left * n_right, n_left * n_right
        )
        return pair, lefts[self.i[pair]] + within // n_right[pair], rights[self.j[pair]] + within % n_right[pair]

    @cached_property
    def shared(self) -> tuple[Floats, Floats, Floats]:
        """For each pair of names the weight of the words in both, in the left one and in the right one."""
        _pair, a, b = self.names
        left, right = self._matrix(self.left), self._matrix(self.right)
        both = np.asarray(left[a].multiply(right[b]).sum(axis=1)).ravel().astype(np.float32)
        left_total = np.asarray(left.multiply(left).sum(axis=1)).ravel().astype(np.float32)
        right_total = np.asarray(right.multiply(right).sum(axis=1)).ravel().astype(np.float32)
        return both, left_total[a], right_total[b]

    def best(self, values: Floats) -> Floats:
        """For each pair of records the greatest value among its pairs of names."""
        found = np.full(len(self), -np.inf, dtype=np.float32)
        np.maximum.at(found, self.names[0], values)
        return found

    def _matrix(self, side: Columns) -> sparse.csr_array:
        words: Ragged = side.names.words
        data = np.sqrt(self.weights[words.values])
        return sparse.csr_array((data, words.values, words.starts), shape=(len(words), len(self.weights)))


Feature = Callable[[Pairs], Floats]
"""A number for each pair; NaN where one side says nothing."""


def agreement(left: Ragged, right: Ragged, pairs: Pairs) -> Floats:
    """The share of the shorter list that the longer one holds; NaN where one of them is empty."""
    n_left, n_right = left.lengths[pairs.i], right.lengths[pairs.j]
    shorter = np.minimum(n_left, n_right)
    found = np.full(len(pairs), np.nan, dtype=np.float32)
    some = np.flatnonzero(shorter > 0)
    for at in some.tolist():
        both = np.intersect1d(left[pairs.i[at]], right[pairs.j[at]], assume_unique=True)
        found[at] = len(both) / shorter[at]
    return found
