"""What the other pairs of two records say of a pair: whether a third record is one with both, or with one of them only.

A name that many organisations have fits several records that do not fit one another; an old name fits the record that
the new one fits too. Both show only when a pair is seen beside the other pairs of its records.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parvis.engine.linkage.duplicates.trees import probabilities
from parvis.engine.linkage.types import Floats, Ints

NONE = np.float32(-9)
"""Log-odds of the best other pair where there is none."""


@dataclass(frozen=True)
class Pairs:
    """All likely pairs of `size` records, `i[k] < j[k]`, ascending, each once, and the log-odds of each."""

    size: int
    i: Ints
    j: Ints
    odds: Floats

    @cached_property
    def sure(self) -> NDArray[np.float64]:
        """The probability of each pair."""
        return probabilities(self.odds).astype(np.float64)

    @cached_property
    def common(self) -> NDArray[np.float64]:
        """How many third records are one with both, as far as is expected."""
        rows, columns = np.concatenate((self.i, self.j)), np.concatenate((self.j, self.i))
        matrix = csr_array((np.concatenate((self.sure, self.sure)), (rows, columns)), shape=(self.size, self.size))
        found: NDArray[np.float64] = np.zeros(len(self.i))
        for start in range(0, len(self.i), 1 << 18):  # a part at a time: bounds the memory
            part = slice(start, start + (1 << 18))
            found[part] = matrix[self.i[part]].multiply(matrix[self.j[part]]).sum(axis=1)
        return found

    @cached_property
    def rivals(self) -> tuple[Floats, Floats]:
        """For both records of a pair how many others are one with it and not with the other one, as far as expected."""
        first, second = (np.bincount(side, weights=self.sure, minlength=self.size) for side in (self.i, self.j))
        totals = first + second
        left, right = (totals[side] - self.sure - self.common for side in (self.i, self.j))
        return left.astype(np.float32), right.astype(np.float32)

    @cached_property
    def best_others(self) -> tuple[Floats, Floats]:
        """For both records of a pair the log-odds of the best of its other pairs."""
        records, odds = np.concatenate((self.i, self.j)), np.concatenate((self.odds, self.odds))
        order = np.lexsort((-odds, records))
        records, odds = records[order], odds[order]
        first = np.flatnonzero(np.concatenate(([True], records[1:] != records[:-1]))) if len(records) else records
        best, second = (np.full(self.size, NONE) for _ in range(2))
        best[records[first]] = odds[first]
        more = first[np.diff(np.append(first, len(records))) > 1]
        second[records[more]] = odds[more + 1]
        left, right = (np.where(best[side] > self.odds, best[side], second[side]) for side in (self.i, self.j))
        return left, right


def by_itself(pairs: Pairs) -> Floats:
    """What the two records say by themselves (log-odds)."""
    return pairs.odds


def common_records(pairs: Pairs) -> Floats:
    """Other records are one with both (how many, as far as is expected)."""
    return pairs.common.astype(np.float32)


def more_rivals(pairs: Pairs) -> Floats:
    """Other records are one with one of the two, and not with the other (on the side where there are more)."""
    return np.maximum(*pairs.rivals)


def fewer_rivals(pairs: Pairs) -> Floats:
    """Other records are one with one of the two, and not with the other (on the side where there are fewer)."""
    return np.minimum(*pairs.rivals)


def best_other(pairs: Pairs) -> Floats:
    """How well another record fits one of the two (log-odds)."""
    return np.maximum(*pairs.best_others)


def worse_other(pairs: Pairs) -> Floats:
    """How well another record fits that one of the two for which none fits well (log-odds)."""
    return np.minimum(*pairs.best_others)


BESIDE: Mapping[str, Callable[[Pairs], Floats]] = {
    function.__name__: function
    for function in (by_itself, common_records, more_rivals, fewer_rivals, best_other, worse_other)
}


def beside(pairs: Pairs) -> dict[str, Floats]:
    """The values of all of these for each pair."""
    return {name: function(pairs) for name, function in BESIDE.items()}
