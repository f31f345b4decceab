"""Numbers for texts and for parts of texts, many at a time and the same in every process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.types import Ints

Hashes: TypeAlias = NDArray[np.uint64]

CHUNK = 20_000
"""Texts that are held as letters at a time: bounds the memory."""

_BASE = 0x100000001B3
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(values: Hashes) -> Hashes:
    """Each number spread over 64 bits (the last step of SplitMix64)."""
    found = (values ^ (values >> np.uint64(30))) * _FIRST
    found = (found ^ (found >> np.uint64(27))) * _SECOND
    return found ^ (found >> np.uint64(31))


def combined(*columns: NDArray[np.generic]) -> Hashes:
    """One number for each row of several columns of integers; the order of the columns counts."""
    found = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        found = mixed(found * _GOLDEN + mixed(column.astype(np.uint64) + _GOLDEN))
    return found


@dataclass(frozen=True, slots=True)
class Letters:
    """Texts as one row of letters, with what a polynomial hash of any of its parts takes.

    The hash of the letters from `a` to before `b` is the sum of their codes times rising powers of a base, brought
    back to power 0: so a part has the same hash wherever it stands.
    """

    codes: NDArray[np.uint8]
    starts: Ints
    ends: Ints
    sums: Hashes

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Letters":
        """Letters beyond Latin-1 count as one and the same sign."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        ends = np.cumsum(lengths)
        codes = np.frombuffer("".join(texts).encode("latin-1", "replace"), dtype=np.uint8)
        sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum(mixed(codes.astype(np.uint64) + np.uint64(1)) * _powers(len(codes))[0], out=sums[1:])
        return cls(codes, ends - lengths, ends, sums)

    @property
    def lengths(self) -> Ints:
        """How many letters each text has."""
        return self.ends - self.starts

    def parts(self, begin: Ints, end: Ints) -> Hashes:
        """The hashes of the parts from `begin` to before `end`."""
        return (self.sums[end] - self.sums[begin]) * _powers(len(self.codes) + 1)[1][begin]

    def without(self, begin: Ints, end: Ints, at: Ints) -> Hashes:
        """The hashes of the parts without the letter at `at`."""
        inverse = _powers(len(self.codes) + 1)[1]
        before = (self.sums[at] - self.sums[begin]) * inverse[begin]
        return before + (self.sums[end] - self.sums[at + 1]) * inverse[begin + 1]


def chunks(texts: Sequence[str]) -> Iterator[tuple[int, Letters]]:
    """The texts, some at a time, each time with the number of the first."""
    for start in range(0, len(texts), CHUNK):
        yield start, Letters.of(texts[start : start + CHUNK])


def text_hashes(texts: Sequence[str]) -> Hashes:
    """A number for each text; that of an empty text is 0."""
    found = [letters.parts(letters.starts, letters.ends) for _start, letters in chunks(texts)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)


def one_text(left: Hashes, lengths: Ints, right: Hashes) -> Hashes:
    """The hashes of texts written one after the other; `lengths` are the letters of the first ones."""
    return left + right * _powers(int(lengths.max(initial=0)) + 1)[0][lengths]


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers of the base and of its inverse, at least `count` of each."""
    size = 1 << 16
    while size < count:
        size *= 2
    powers, inverses = _all_powers(size)
    return powers[:count], inverses[:count]


@cache
def _all_powers(size: int) -> tuple[Hashes, Hashes]:
    bases = np.array([_BASE, pow(_BASE, -1, 1 << 64)], dtype=np.uint64)
    rows = np.ones((2, size), dtype=np.uint64)
    rows[:, 1:] = bases[:, None]
    np.cumprod(rows, axis=1, out=rows)
    return rows[0], rows[1]
