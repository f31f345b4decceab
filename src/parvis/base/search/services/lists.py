"""The posting lists of one chunk while it is built, gathered in flat arrays and cut apart at the end."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from parvis.base.search import marks, postings, terms

K = TypeVar("K", str, bytes)


class Lists:
    """Postings by term; documents come in the order of their numbers."""

    def __init__(self) -> None:
        self._words: _Gathered[str] = _Gathered()
        self._wholes: _Gathered[bytes] = _Gathered()

    def add(self, number: int, analysis: terms.Analysis) -> None:
        """Add a document under its number within the chunk."""
        self._words.add(number, analysis.words)
        self._wholes.add(number, analysis.wholes)

    def encoded(self) -> Iterator[tuple[bytes, bytes]]:
        """Each term with its posting list as bytes; kinds of terms one after the other, each in order."""
        yield from self._wholes.grouped().encoded()
        words = self._words.grouped()
        for length in range(1, terms.LONGEST_PREFIX + 1):
            yield from _prefixes(words, length).encoded()
        for word, data in words.encoded():
            yield terms.word_term(word), data

    def counts(self) -> dict[str, int]:
        """How many documents have each word."""
        return self._words.counts()


class _Numbering(dict[K, int]):
    """Gives each new key the next number."""

    def __missing__(self, key: K) -> int:
        self[key] = number = len(self)
        return number


class _Gathered(Generic[K]):
    """The postings of one kind of terms, in the order in which they came."""

    def __init__(self) -> None:
        self._ids: _Numbering[K] = _Numbering()
        self._terms = array("I")
        self._marks = bytearray()
        self._numbers = array("H")
        self._sizes = array("I")

    def add(self, number: int, found: Mapping[K, int]) -> None:
        ids = self._ids
        self._terms.extend([ids[term] for term in found])
        self._marks.extend(found.values())
        self._numbers.append(number)
        self._sizes.append(len(found))

    def counts(self) -> dict[K, int]:
        each = np.bincount(np.frombuffer(self._terms, np.uint32), minlength=len(self._ids))
        return dict(zip(self._ids, each.tolist(), strict=True))

    def grouped(self) -> "_Grouped[K]":
        keys = sorted(self._ids)
        places = np.empty(len(keys), np.int64)
        places[[self._ids[key] for key in keys]] = np.arange(len(keys))
        place = places[np.frombuffer(self._terms, np.uint32)]
        numbers = np.repeat(np.frombuffer(self._numbers, np.uint16), np.frombuffer(self._sizes, np.uint32))
        order = np.argsort(place, kind="stable")
        return _Grouped(keys, place[order], numbers[order], np.frombuffer(self._marks, np.uint8)[order])


@dataclass(frozen=True, slots=True)
class _Grouped(Generic[K]):
    """Postings in the order of their terms, then of their numbers; `places` are positions in `keys`."""

    keys: Sequence[K]
    places: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.uint16]
    marks: postings.Marks

    def encoded(self) -> Iterator[tuple[K, bytes]]:
        """As `postings.encode` would make each list; cut from one piece, since most lists are very short."""
        low, held = self.numbers.astype("<u2").tobytes(), self.marks.tobytes()
        ends = np.cumsum(np.bincount(self.places, minlength=len(self.keys))).tolist()
        start = 0
        for key, end in zip(self.keys, ends, strict=True):
            if end > start:
                yield key, low[2 * start : 2 * end] + held[start:end]
            start = end


def _prefixes(words: _Grouped[str], length: int) -> _Grouped[bytes]:
    """The lists of all beginnings of this length, each the union of the lists of its words that stand there."""
    keys = sorted({word[:length] for word in words.keys})
    positions = {key: place for place, key in enumerate(keys)}
    of_word = np.array([positions[word[:length]] for word in words.keys], np.int64)
    long_enough = np.array([len(word) >= length for word in words.keys], bool)
    stands = (words.marks & marks.EXPANDED == 0) & long_enough[words.places]
    together = of_word[words.places[stands]] * postings.CHUNK + words.numbers[stands]
    order = np.argsort(together, kind="stable")
    together, held = together[order], words.marks[stands][order]
    starts = np.flatnonzero(np.diff(together, prepend=-1))
    places, numbers = np.divmod(together[starts], postings.CHUNK)
    united = np.bitwise_or.reduceat(held, starts) if len(starts) else held
    return _Grouped([terms.prefix_term(key) for key in keys], places, numbers.astype(np.uint16), united)
