"""Words of names as numbers: which are rare, which are slips of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from parvis.engine.linkage.duplicates.alike import roots
from parvis.engine.linkage.duplicates.hashing import Hashes, mixed, text_hashes
from parvis.engine.linkage.duplicates.slots import distinct, slots
from parvis.engine.linkage.types import Floats, Ints, Small

LONGEST_FIGURE = 6
"""A longer row of figures is an identifier, no number that tells two names apart."""
WORDS = 10
"""Words of a name that are compared, the rarest first; the weight of the others still counts in the total."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of names, each once a name, rarest first; a rarer word has a lower number, a slip that of its word."""

    size: int
    """How many names there are."""
    rows: Ints
    numbers: Ints
    """Word `numbers[k]` stands in name `rows[k]`."""
    says: Floats
    """For each number the logarithm of how few names hold it."""
    hashes: Hashes
    known: Mapping[str, int]
    number_of: Ints
    """The number of each known word."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "Words":
        """Cut names into words and count them."""
        known: dict[str, int] = {}
        add = known.setdefault
        flat = np.array([add(word, len(known)) for word in chain.from_iterable(map(str.split, names))], dtype=np.int64)
        lengths = np.fromiter((name.count(" ") + 1 if name else 0 for name in names), np.int64, len(names))
        rows = np.repeat(np.arange(len(names), dtype=np.int64), lengths)
        vocabulary = list(known)
        root = roots(vocabulary, np.bincount(flat, minlength=len(vocabulary)))
        holders = np.bincount(root[flat], minlength=len(vocabulary))
        hashes = text_hashes(vocabulary)
        order = np.lexsort((hashes, holders))
        rank = np.empty(len(vocabulary), dtype=np.int64)
        rank[order] = np.arange(len(vocabulary))
        number_of = rank[root]
        says = np.log((len(names) + 1) / np.maximum(holders, 1)).astype(np.float32)[order]
        rows, numbers = distinct(rows, number_of[flat], len(vocabulary))
        return cls(len(names), rows, numbers, says, hashes[order], known, number_of)

    def find(self, word: str) -> int:
        """The number of a word; -2 when no name holds it."""
        at = self.known.get(word, -1)
        return int(self.number_of[at]) if at >= 0 else -2

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
