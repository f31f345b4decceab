"""Pairs of records, and for each the two names that are nearest."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy import sparse

from parvis.engine.linkage.columns import Columns
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.rows import INITIALS
from parvis.engine.linkage.statistics import Statistics, totals
from parvis.engine.linkage.types import Flags, Floats, Ints

CHUNK = 200_000
"""Pairs of names whose words are compared at a time: bounds the memory."""
EVIDENCE = np.float32(4)
"""Words that two names share count half when they weigh this much."""
NEAR = np.float32(0.15)
"""How much better than by its name a candidate is taken to fit that is in the same department, or city."""


@dataclass(frozen=True)
class Pairs:
    """Record `i[k]` of the left side with record `j[k]` of the right side, by their names `a[k]` and `b[k]`."""

    left: Columns
    right: Columns
    statistics: Statistics
    i: Ints
    j: Ints
    a: Ints
    b: Ints
    shared: Floats
    """The weight of the words in both names, in the left one and in the right one."""
    left_total: Floats
    right_total: Floats

    def __len__(self) -> int:
        return len(self.i)

    @classmethod
    def of_names(cls, left: Columns, right: Columns, statistics: Statistics, a: Ints, b: Ints) -> "Pairs":
        """The pairs of records to which these pairs of names belong, once each, by the names that fit best.

        The pairs come out in the order of the records. Initials that nobody wrote say nothing to each other.
        """
        written = (left.names.kind[a] != INITIALS) | (right.names.kind[b] != INITIALS)
        a, b = a[written], b[written]
        weights = statistics.weights_for(left)
        shared = shared_weight(left.names.words, right.names.words, weights, a, b)
        left_total, right_total = totals(left.names.words, weights)[a], totals(right.names.words, weights)[b]
        i, j = left.names.owner[a], right.names.owner[b]
        fit = fits(shared, left_total, right_total)
        order = np.lexsort((b, a, -shared, -fit, j, i))
        i, j = i[order], j[order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (i[1:] != i[:-1]) | (j[1:] != j[:-1])
        kept = order[first]
        return cls(
            left,
            right,
            statistics,
            i[first],
            j[first],
            a[kept],
            b[kept],
            shared[kept],
            left_total[kept],
            right_total[kept],
        )

    @classmethod
    def of_records(cls, left: Columns, right: Columns, statistics: Statistics, i: Ints, j: Ints) -> "Pairs":
        """These pairs of records, by whichever of all their names fit best."""
        n_left = (left.first_name[1:] - left.first_name[:-1])[i]
        n_right = (right.first_name[1:] - right.first_name[:-1])[j]
        combinations = n_left * n_right
        pair = np.repeat(np.arange(len(i), dtype=np.int64), combinations)
        within = np.arange(len(pair), dtype=np.int64) - np.repeat(np.cumsum(combinations) - combinations, combinations)
        a = left.first_name[i[pair]] + within // n_right[pair]
        b = right.first_name[j[pair]] + within % n_right[pair]
        return cls.of_names(left, right, statistics, a, b)

    def take(self, rows: Ints) -> "Pairs":
        """Only these pairs."""
        i, j, a, b = self.i[rows], self.j[rows], self.a[rows], self.b[rows]
        shared, left, right = self.shared[rows], self.left_total[rows], self.right_total[rows]
        return Pairs(self.left, self.right, self.statistics, i, j, a, b, shared, left, right)

    def nearest(self, limit: int) -> "Pairs":
        """For each record of the left side the `limit` that fit best by name and place, and those with its lab label or
        identifier."""
        near = NEAR * (self.in_one("department").astype(np.float32) + self.in_one("city"))
        fit = fits(self.shared, self.left_total, self.right_total) + near
        order = np.lexsort((self.j, -fit, self.i))
        ordered = self.i[order]
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered)
        kept = (rank < limit) | (agreement(self.left.labels, self.right.labels, self) > 0)
        for scheme, values in self.left.identifiers.items():
            kept |= agreement(values, self.right.identifiers.get(scheme, Ragged.empty(len(self.right))), self) > 0
        return self.take(np.flatnonzero(kept))

    def in_one(self, kind: Literal["city", "department"]) -> Flags:
        """Whether both records are in the same city, or department; not where one of them does not say."""
        left, right = getattr(self.left, kind)[self.i], getattr(self.right, kind)[self.j]
        found: Flags = (left == right) & (left > 0)
        return found

    @cached_property
    def left_names(self) -> list[str]:
        """The canonical names of the left side."""
        names = self.left.names.canonical
        return [names[row] for row in self.a.tolist()]

    @cached_property
    def right_names(self) -> list[str]:
        """The canonical names of the right side."""
        names = self.right.names.canonical
        return [names[row] for row in self.b.tolist()]

    @cached_property
    def texts(self) -> list[str]:
        """All that the name of the left record says, in canonical words."""
        names, first = self.left.names.canonical, self.left.first_name
        return [names[row] for row in first[self.i].tolist()]


Feature = Callable[[Pairs], Floats]
"""A number for each pair; NaN where one side says nothing."""


def fits(shared: Floats, left: Floats, right: Floats) -> Floats:
    """How well two names fit, by words: the share of the right one that is found, less when the left one has more, and
    less when what they share says little."""
    small = np.float32(1e-6)
    found = shared / np.maximum(right, small) * (1 + shared / np.maximum(left, small)) / 2
    return (found * shared / (shared + EVIDENCE)).astype(np.float32)


def shared_weight(left: Ragged, right: Ragged, weights: Floats, a: Ints, b: Ints) -> Floats:
    """The weight of the words that name `a[k]` of the left and name `b[k]` of the right have both."""
    rows, columns = word_matrix(left, weights), word_matrix(right, weights)
    found = np.zeros(len(a), dtype=np.float32)
    for start in range(0, len(a), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = np.asarray(rows[a[part]].multiply(columns[b[part]]).sum(axis=1)).ravel()
    return found


def word_matrix(words: Ragged, weights: Floats) -> sparse.csr_array:
    """Names by words, each the root of its weight: the product of two names is the weight of what they share."""
    return sparse.csr_array(
        (np.sqrt(weights[words.values]), words.values, words.starts), shape=(len(words), len(weights))
    )


def agreement(left: Ragged, right: Ragged, pairs: Pairs) -> Floats:
    """The share of the shorter list that the longer one holds; NaN where one of them is empty."""
    n_left, n_right = left.lengths[pairs.i], right.lengths[pairs.j]
    shorter = np.minimum(n_left, n_right)
    pair = np.repeat(np.arange(len(pairs), dtype=np.int64), n_left * n_right)
    within = np.arange(len(pair), dtype=np.int64) - np.repeat(
        np.cumsum(n_left * n_right) - n_left * n_right, n_left * n_right
    )
    mine = left.values[left.starts[pairs.i[pair]] + within // n_right[pair]]
    theirs = right.values[right.starts[pairs.j[pair]] + within % n_right[pair]]
    common = np.bincount(pair[mine == theirs], minlength=len(pairs))
    return np.where(shorter > 0, common / np.maximum(shorter, 1), np.nan).astype(np.float32)
