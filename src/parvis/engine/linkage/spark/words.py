"""What is known of the words of all names, as arrays that every executor holds: which are slips, which are rare.

`duplicates.words.Words` says the same of records that fit into one process; the numbers of the words are the same here.
A word is known by its hash, so that a table of ten million words takes 240 MB.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.linkage.duplicates.alike import roots
from parvis.engine.linkage.duplicates.hashing import Hashes, combined, text_hashes
from parvis.engine.linkage.duplicates.joints import RARE, SHORTEST
from parvis.engine.linkage.duplicates.slots import distinct
from parvis.engine.linkage.duplicates.words import Words
from parvis.engine.linkage.normalise.tables import word_counts
from parvis.engine.linkage.types import Flags, Floats, Ints, Small

UNKNOWN = -2
"""The number of a word that no name holds."""


@dataclass(frozen=True, slots=True)
class Mends:
    """Words that were cut in two or glued to the next, and what they become; see `duplicates.joints`."""

    joined: Hashes
    """Two words that follow one another, as one number; ascending."""
    wholes: Hashes
    """The word that they become."""
    split: Hashes
    """Words that become two; ascending."""
    firsts: Hashes
    seconds: Hashes

    @classmethod
    def of(cls, words: Sequence[str], counts: Ints, neighbours: "Neighbours") -> "Mends":
        """`words` are all words of all names, `counts` how often each stands there."""
        known, order = _sorted(text_hashes(words))
        left, right = text_hashes(neighbours.left), text_hashes(neighbours.right)
        both = [one + other for one, other in zip(neighbours.left, neighbours.right, strict=True)]
        whole, together = text_hashes(both), neighbours.counts
        at, found = _where(known, whole)
        found &= np.fromiter(map(len, both), np.int64, len(both)) >= SHORTEST
        left, right, whole = left[found], right[found], whole[found]
        together, at = together[found], at[found]
        alone = counts[order[at]]
        join = (together <= RARE) & (together <= alone)
        joined, first = _sorted(combined(left[join], right[join]))
        split = np.flatnonzero((alone <= RARE) & (together > alone))
        split = split[np.lexsort((left[split], together[split]))[::-1]]  # the most frequent is taken
        words_split, first_of = np.unique(whole[split], return_index=True)
        return cls(joined, whole[join][first], words_split, left[split][first_of], right[split][first_of])

    def __call__(self, rows: Ints, hashes: Hashes) -> tuple[Ints, Hashes]:
        """Names (`rows`, ascending) and the hashes of their words in the order in which they are written, mended."""
        if len(hashes) > 1 and len(self.joined):
            at, found = _where(self.joined, combined(hashes[:-1], hashes[1:]))
            first = np.flatnonzero(found & (rows[1:] == rows[:-1]))
            hashes = hashes.copy()
            hashes[first] = self.wholes[at[first]]
            rows, hashes = np.delete(rows, first + 1), np.delete(hashes, first + 1)
        if not len(self.split):
            return rows, hashes
        at, found = _where(self.split, hashes)
        both = np.concatenate((rows, rows[found]))
        written = np.concatenate((np.where(found, self.firsts[at], hashes), self.seconds[at[found]]))
        order = np.argsort(both, kind="stable")
        return both[order], written[order]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Words that follow one another, and how often they do."""

    left: Sequence[str]
    right: Sequence[str]
    counts: Ints


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each word: the rarer, the lower; a slip has that of its word."""

    population: int
    """How many names were counted, those at large included."""
    known: Hashes
    """All words, ascending."""
    number_of: Small
    """The number of each of these."""
    hashes: Hashes
    """For each number its word."""
    says: Floats
    """For each number the logarithm of how few names hold it, here and at large."""

    @classmethod
    def of(cls, words: Sequence[str], counts: Ints, names: int) -> "Numbers":
        """`counts` says how often each word stands in the mended names, of which there are `names`."""
        hashes = text_hashes(words)
        root = roots(words, counts)
        at_large, elsewhere = _at_large(words, root)
        holders = np.bincount(root, weights=counts, minlength=len(words)).astype(np.int64) + elsewhere
        order = np.lexsort((hashes, holders))
        rank = np.empty(len(words), dtype=np.int32)
        rank[order] = np.arange(len(words), dtype=np.int32)
        population = at_large + names
        says = np.log((population + 1) / np.maximum(holders, 1)).astype(np.float32)
        known, by_hash = _sorted(hashes)
        return cls(population, known, rank[root][by_hash], hashes[order], says[order])

    def find(self, hashes: Hashes) -> Small:
        """The numbers of words; UNKNOWN for one that no name holds."""
        at, found = _where(self.known, hashes)
        if not len(self.known):
            return np.full(len(hashes), UNKNOWN, dtype=np.int32)
        return np.where(found, self.number_of[at], np.int32(UNKNOWN))

    def words_of(self, names: Sequence[str], mends: Mends, marked: Mapping[str, int]) -> tuple[Words, Small]:
        """The words of some names, numbered from 0 in the order of their numbers, and those numbers.

        `marked` are words that will be asked for, whether or not these names hold them.
        """
        known, rows, flat = flattened(names)
        hashes = text_hashes(list(known))
        rows, written = mends(rows, hashes[flat])
        numbers, local = np.unique(self.find(written), return_inverse=True)
        asked = [*known, *(word for word in marked if word not in known)]
        all_numbers = self.find(text_hashes(asked))
        at, found = _where(numbers, all_numbers)
        there = {word: k for k, word in enumerate(asked) if found[k]}
        rows, local = distinct(rows, local.astype(np.int64), len(numbers))
        words = Words(
            size=len(names),
            population=self.population,
            rows=rows,
            numbers=local,
            says=self.says[numbers],
            hashes=self.hashes[numbers],
            written=(),
            known=there,
            number_of=at,
            marked=np.zeros(len(names), dtype=np.int32),
        )
        return words, numbers


def flattened(names: Sequence[str]) -> tuple[dict[str, int], Ints, Ints]:
    """The different words of canonical names, each with a number; for each word the row of its name, and its number."""
    known: dict[str, int] = {}
    add = known.setdefault
    cut = [name.split() for name in names]
    flat = np.array([add(word, len(known)) for words in cut for word in words], dtype=np.int64)
    return known, np.repeat(np.arange(len(cut), dtype=np.int64), [len(words) for words in cut]), flat


def _at_large(words: Sequence[str], root: Ints) -> tuple[int, Ints]:
    """How many names of French organisations were counted elsewhere, and how many of them hold each word."""
    total, counts = word_counts()
    elsewhere = np.array([counts.get(word, 0) for word in words], dtype=np.int64)
    return total, np.bincount(root, weights=elsewhere, minlength=len(words)).astype(np.int64)


def _sorted(hashes: Hashes) -> tuple[Hashes, Ints]:
    order = np.argsort(hashes, kind="stable")
    return hashes[order], order


def _where(ascending: "Hashes | Small", wanted: "Hashes | Small") -> tuple[Ints, Flags]:
    """Where each wanted value stands in an ascending column, and whether it is there."""
    if not len(ascending):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return at, ascending[at] == wanted
