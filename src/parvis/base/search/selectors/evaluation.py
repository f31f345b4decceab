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

    def dense(self, chunk: int, width: int) -> Dense | None:
        """The best match of each of the `width` documents of a chunk; None when none matches."""
        together = [(lists, factor) for lists, factor in self._together if all(chunk in some for some in lists)]
        if chunk not in self._single and not together:
            return None
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
        for pieces, factor in together:
            best, marks = _all([data[chunk] for data in pieces], factor, width)
            np.maximum(quality, best, out=quality)
            held |= marks
        return quality, held


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
    best: list[float]
    """For each slot, the quality of its best match."""
    count: int = 0
    matched: list[Matched] = field(default_factory=list)


def evaluate(slots: Sequence[Slot], size: int, also: Numbers) -> Evaluation:
    """Every document that has all slots, and those of `also` (ascending), whatever they have."""
    result = Evaluation([0] * len(slots), [0.0] * len(slots))
    for chunk, width in _chunks(size):
        start = chunk * postings.CHUNK
        found = [slot.dense(chunk, width) for slot in slots]
        for place, dense in enumerate(found):
            if dense is not None:
                result.frequencies[place] += int(np.count_nonzero(dense[1]))
                result.best[place] = max(result.best[place], float(dense[0].max()))
        more = also[slice(*np.searchsorted(also, (start, start + width)))] - start
        numbers = more
        if found and all(dense is not None for dense in found):
            has_all = _has_all([dense for dense in found if dense is not None])
            result.count += int(np.count_nonzero(has_all))
            has_all[more] = True
            numbers = np.flatnonzero(has_all)
        if len(numbers):
            result.matched.append(Matched(numbers + start, [_at(dense, numbers) for dense in found]))
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
            if (dense := slot.dense(chunk, width)) is not None:
                here += dense[0] * np.float32(weight)
    return total


def _chunks(size: int) -> Iterator[tuple[int, int]]:
    """Each chunk with how many documents it has."""
    for chunk in range(-(-size // postings.CHUNK)):
        yield chunk, min(postings.CHUNK, size - chunk * postings.CHUNK)


def _has_all(found: Sequence[Dense]) -> npt.NDArray[np.bool_]:
    present = np.ones(len(found[0][1]), bool)
    for _quality, marks in found:
        present &= marks != 0
    return present


def _at(dense: Dense | None, numbers: Numbers) -> Dense:
    if dense is None:
        return np.zeros(len(numbers), np.float32), np.zeros(len(numbers), np.uint8)
    return dense[0].take(numbers), dense[1].take(numbers)
