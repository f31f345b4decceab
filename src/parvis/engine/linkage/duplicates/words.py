"""Words of names as numbers: which are rare, which are slips of others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from parvis.engine.linkage.duplicates.alike import roots
from parvis.engine.linkage.duplicates.hashing import Hashes, mixed, text_hashes
from parvis.engine.linkage.duplicates.joints import Vocabulary, mended
from parvis.engine.linkage.duplicates.slots import distinct, slots
from parvis.engine.linkage.normalise.tables import word_counts
from parvis.engine.linkage.types import Floats, Ints, Small

LONGEST_FIGURE = 6
"""A longer row of figures is an identifier, no number that tells two names apart."""
WORDS = 8
"""Words of a name that are compared, the rarest first; the weight of the others still counts in the total."""

OTHERS = 5
"""Words that are kept of what a name says to be part of."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of names, each once a name, rarest first; a rarer word has a lower number, a slip that of its word."""

    size: int
    """How many names there are."""
    population: int
    """How many names were counted, those at large included."""
    rows: Ints
    numbers: Ints
    """Word `numbers[k]` stands in name `rows[k]`."""
    says: Floats
    """For each number the logarithm of how few names hold it, here and among French organisations at large."""
    hashes: Hashes
    written: Sequence[str]
    """The words."""
    known: Mapping[str, int]
    number_of: Ints
    """The number of each known word."""
    marked: Small
    """For each name how many of its words, repeats included, are among those that were to be counted."""

    @classmethod
    def of(cls, names: Sequence[str], marked: Collection[str] = ()) -> "Words":
        """Cut names into words and count them; `marked` are words that are counted for each name."""
        known: dict[str, int] = {}
        add = known.setdefault
        flat = np.array([add(word, len(known)) for word in chain.from_iterable(map(str.split, names))], dtype=np.int64)
        lengths = np.fromiter((name.count(" ") + 1 if name else 0 for name in names), np.int64, len(names))
        rows = np.repeat(np.arange(len(names), dtype=np.int64), lengths)
        vocabulary = list(known)
        hashes = text_hashes(vocabulary)
        letters = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
        counts = np.bincount(flat, minlength=len(vocabulary))
        rows, flat = mended(rows, flat, Vocabulary(hashes, letters, counts))
        root = roots(vocabulary, np.bincount(flat, minlength=len(vocabulary)))
        at_large, elsewhere = _at_large(known, root)
        holders = np.bincount(root[flat], minlength=len(vocabulary)) + elsewhere
        order = np.lexsort((hashes, holders))
        rank = np.empty(len(vocabulary), dtype=np.int64)
        rank[order] = np.arange(len(vocabulary))
        number_of = rank[root]
        says = np.log((at_large + len(names) + 1) / np.maximum(holders, 1)).astype(np.float32)[order]
        numbers = number_of[flat]
        special = np.zeros(len(vocabulary) + 1, dtype=bool)
        special[[number_of[known[word]] for word in marked if word in known]] = True
        count = np.bincount(rows[special[numbers]], minlength=len(names)).astype(np.int32)
        rows, numbers = distinct(rows, numbers, len(vocabulary))
        written = [vocabulary[at] for at in order.tolist()]
        population = at_large + len(names)
        return cls(len(names), population, rows, numbers, says, hashes[order], written, known, number_of, count)

    def find(self, word: str) -> int:
        """The number of a word; -2 when no name holds it."""
        at = self.known.get(word, -1)
        return int(self.number_of[at]) if at >= 0 else -2

    def numbers_of(self, texts: Sequence[str]) -> Small:
        """The rarest known words of other canonical texts, one row each; -1 where one has fewer."""
        some = [
            (row, number)
            for row, text in enumerate(texts)
            if text
            for word in text.split()
            if (number := self.find(word)) >= 0
        ]
        rows, numbers = np.array(some, dtype=np.int64).reshape(len(some), 2).T
        return slots(*distinct(rows, numbers, len(self.hashes)), len(texts), OTHERS, missing=-1)

    def slots(self) -> Small:
        """The rarest words of each name; -1 where it has fewer."""
        return slots(self.rows, self.numbers, self.size, WORDS, missing=-1)

    def weights(self) -> Floats:
        """How much each of these words says; 0 where there is none."""
        says = np.append(self.says, np.float32(0))
        return says[self.slots()]

    def totals(self) -> Floats:
        """How much all words of each name say."""
        return np.bincount(self.rows, weights=self.says[self.numbers], minlength=self.size).astype(np.float32)

    def wholes(self) -> Hashes:
        """A number for the words of each name together, whatever their order."""
        found = np.zeros(self.size, dtype=np.uint64)
        np.add.at(found, self.rows, mixed(self.hashes[self.numbers]))
        return found

    def masks(self, bits: Mapping[str, int]) -> Ints:
        """For each name the bits of all of its words."""
        values = np.zeros(max(len(self.hashes), 1), dtype=np.int64)
        for word, bit in bits.items():
            number = self.find(word)
            if number >= 0:
                values[number] |= bit
        found = np.zeros(self.size, dtype=np.int64)
        chosen = np.flatnonzero(values[self.numbers]) if len(self.numbers) else self.numbers
        np.bitwise_or.at(found, self.rows[chosen], values[self.numbers[chosen]])
        return found

    def figures(self) -> tuple[Ints, Ints]:
        """The words that are numbers of up to five figures: the rows, and the numbers."""
        values = np.full(max(len(self.hashes), 1), -1, dtype=np.int64)
        for word in self.known:
            if word.isdecimal() and len(word) < LONGEST_FIGURE:
                values[self.find(word)] = int(word)
        found = values[self.numbers] if len(self.numbers) else self.numbers
        chosen = np.flatnonzero(found >= 0)
        return self.rows[chosen], found[chosen]


def _at_large(known: Mapping[str, int], root: Ints) -> tuple[int, Ints]:
    """How many names of French organisations were counted elsewhere, and how many of them hold each word: so that a
    word says as much in a small register as in a large one."""
    total, counts = word_counts()
    found = np.zeros(len(known), dtype=np.int64)
    for word, count in counts.items():
        if word in known:
            found[root[known[word]]] += count
    return total, found
