"""Lists of different lengths as two arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np

from parvis.engine.linkage.types import Ints


@dataclass(frozen=True, slots=True)
class Ragged:
    """List `i` is `values[starts[i] : starts[i + 1]]`."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Ragged":
        """The lists, in order."""
        starts = np.fromiter(accumulate(map(len, lists), initial=0), np.int64, len(lists) + 1)
        return cls(starts, np.fromiter(chain.from_iterable(lists), np.int64, int(starts[-1])))

    @classmethod
    def empty(cls, count: int) -> "Ragged":
        """So many empty lists."""
        return cls.of([()] * count)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> Ints:
        return self.values[self.starts[at] : self.starts[at + 1]]

    @property
    def lengths(self) -> Ints:
        """How many values each list has."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """For each value the list that holds it."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths)

    def take(self, rows: Ints) -> "Ragged":
        """The lists of these rows, in this order."""
        lengths = self.lengths[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        within = np.arange(int(starts[-1]), dtype=np.int64) - np.repeat(starts[:-1], lengths)
        return Ragged(starts, self.values[np.repeat(self.starts[rows], lengths) + within])
