"""Which documents have the words of a query, and how well: chunk by chunk, in arrays small enough to stay in the cache.

A chunk is written out in full (a quality and a byte of marks for each of its documents), whatever the length of the
lists: frequent words are what takes long, and they are dense.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from parvis.base.search import postings, ranking
from parvis.base.search.postings import Marks, Numbers
from parvis.base.search.ranking import Scores
from parvis.base.search.selectors.lists import Chunks
from parvis.base.search.selectors.words import Alternative

SHORT = 3_000
"""Bytes up to which lists are put together before they are written out."""

Dense = tuple[Scores, Marks]
"""The quality and the marks of the match for each document of a chunk; marks are 0 where there is none."""


class Slot:
    """What one word of the query may stand for, with the lists of these terms."""

    def __init__(self, alternatives: Iterable[Alternative], lists: Mapping[bytes, Chunks]) -> None:
        self._single: dict[int, dict[float, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self._together: list[tuple[list[Chunks], float]] = []
        for one in alternatives:
            if len(one.terms) > 1:
                self._together.append(([lists[term] for term in one.terms], one.factor))
                continue
            for chunk, data in lists[one.terms[0]].items():
                self._single[chunk][one.factor].append(data)

    def is_in(self, chunk: int) -> bool:
        """Whether some document of a chunk may match."""
        return chunk in self._single or any(all(chunk in some for some in lists) for lists, _ in self._together)

    def dense(self, chunk: int, width: int) -> Dense:
        """The best match of each of the `width` documents of a chunk."""
        quality, held = np.zeros(width, np.float32), np.zeros(width, np.uint8)
        for factor, lists in self._single.get(chunk, {}).items():
            short = [data for data in lists if len(data) <= SHORT]
            for some in ([short] if short else []) + [[data] for data in lists if len(data) > SHORT]:
                numbers, marks = postings.decode(some, below=width)
                np.maximum.at(quality, numbers, ranking.weighed(factor).take(marks))
                if len(some) == 1:
                    held[numbers] |= marks
                else:
                    np.bitwise_or.at(held, numbers, marks)
        for pieces, factor in self._together:
            if all(chunk in some for some in pieces):
                best, marks = _all([data[chunk] for data in pieces], factor, width)
                np.maximum(quality, best, out=quality)
                held |= marks
        return quality, held

    def count(self, chunk: int, width: int) -> int:
        """How many of the `width` documents of a chunk match."""
        if self._together:
            return int(np.count_nonzero(self.dense(chunk, width)[1]))
        lists = [data for some in self._single.get(chunk, {}).values() for data in some]
        if not lists:
            return 0
        numbers, _marks = postings.decode(lists, below=width)
        if len(lists) == 1:
            return len(numbers)
        present = np.zeros(width, bool)
        present[numbers] = True
        return int(np.count_nonzero(present))

    def best(self, size: int) -> float:
        """The quality of the best match of all documents."""
        return max((float(self.dense(*chunk)[0].max()) for chunk in _chunks(size) if self.is_in(chunk[0])), default=0.0)


def _all(lists: Sequence[bytes], factor: float, width: int) -> Dense:
    """The worst match of documents that are in all the lists."""
    worst, held, present = np.ones(width, np.float32), np.zeros(width, np.uint8), np.ones(width, bool)
    for data in lists:
        numbers, marks = postings.decode([data], below=width)
        quality, here = np.zeros(width, np.float32), np.zeros(width, bool)
        quality[numbers], here[numbers] = ranking.weighed(factor).take(marks), True
        worst, present = np.minimum(worst, quality), present & here
        held[numbers] |= marks
    return worst, held * present


@dataclass(frozen=True, slots=True)
class Matched:
    """Documents of one chunk, and for each slot the quality and the marks of their match; 0 where there is none."""

    numbers: Numbers
    found: list[Dense]


@dataclass(slots=True)
class Evaluation:
    """What the words of a query find: `count` documents have them all."""

    frequencies: list[int]
    """For each slot, how many documents have it."""
    count: int = 0
    matched: list[Matched] = field(default_factory=list)


def evaluate(slots: Sequence[Slot], size: int, also: Numbers) -> Evaluation:
    """Every document that has all slots, and those of `also` (ascending), whatever they have."""
    result = Evaluation([0] * len(slots))
    for chunk, width in _chunks(size):
        start = chunk * postings.CHUNK
        more = also[slice(*np.searchsorted(also, (start, start + width)))] - start
        if not len(more) and not all(slot.is_in(chunk) for slot in slots):
            counts = [slot.count(chunk, width) for slot in slots]
        else:
            found = [slot.dense(chunk, width) for slot in slots]
            counts = [int(np.count_nonzero(marks)) for _quality, marks in found]
            has_all = _has_all(found, width)
            result.count += int(np.count_nonzero(has_all))
            has_all[more] = True
            numbers = np.flatnonzero(has_all)
            result.matched.append(Matched(numbers + start, [_at(dense, numbers) for dense in found]))
        result.frequencies = [one + other for one, other in zip(result.frequencies, counts, strict=True)]
    return result


def at(slots: Sequence[Slot], size: int, numbers: Numbers) -> list[Matched]:
    """What the slots say of these documents (ascending), whatever they have."""
    matched = []
    for chunk, width in _chunks(size):
        start = chunk * postings.CHUNK
        here = numbers[slice(*np.searchsorted(numbers, (start, start + width)))]
        if len(here):
            matched.append(Matched(here, [_at(slot.dense(chunk, width), here - start) for slot in slots]))
    return matched


def sums(slots: Sequence[Slot], weights: Sequence[float], size: int) -> Scores:
    """For each document, what the slots that it has weigh together."""
    total = np.zeros(size, np.float32)
    for chunk, width in _chunks(size):
        here = total[chunk * postings.CHUNK :][:width]
        for slot, weight in zip(slots, weights, strict=True):
            if slot.is_in(chunk):
                here += slot.dense(chunk, width)[0] * np.float32(weight)
    return total


def _chunks(size: int) -> Iterator[tuple[int, int]]:
    """Each chunk with how many documents it has."""
    for chunk in range(-(-size // postings.CHUNK)):
        yield chunk, min(postings.CHUNK, size - chunk * postings.CHUNK)


def _has_all(found: Sequence[Dense], width: int) -> npt.NDArray[np.bool_]:
    present = np.full(width, bool(found))
    for _quality, marks in found:
        present &= marks != 0
    return present


def _at(dense: Dense, numbers: Numbers) -> Dense:
    return dense[0].take(numbers), dense[1].take(numbers)
