"""Candidates for a record: the few organisations of a reference that are worth a comparison.

Four ways, each for what the others miss: rare words that two names share, character 3-grams for names that are spelt
otherwise, numbers (lab labels, identifiers), and for hospitals the city. What is found by none of them is lost: an
acronym that no record of the reference holds, a translation that the tables do not know.
"""

import numpy as np
from scipy import sparse

from parvis.engine.linkage.columns import Columns, hospitals
from parvis.engine.linkage.compare.pairs import fits
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.statistics import Statistics, totals
from parvis.engine.linkage.types import Flags, Floats, Ints

KEYS = 3
"""A name of the reference is found by its rarest words, this many."""
COMMON = 0.02
"""... and by every word that no more than this share of all names have."""
BY_WORDS = 24
"""Names that share rare words, for each name of a record."""
BY_GRAMS = 6
"""Names that are spelt alike."""
FEW = 12
"""Hospitals of the reference in one city, up to which they are candidates for all hospitals that are there."""
GRAM = 3
GRAM_KEYS = 8
"""A name of the reference is found by its rarest grams, this many."""
ALIKE = np.float32(0.3)
"""... when at least this share of them, by weight, is found."""
CHUNK = 4_000
"""Names that are looked up at a time: bounds the memory."""


class Retrieval:
    """A reference made ready to be looked up."""

    def __init__(self, reference: Columns, statistics: Statistics) -> None:
        self._reference = reference
        self._statistics = statistics
        self._words = WordIndex(reference, statistics)
        self._grams = GramIndex(reference.names.canonical)
        self._cities = _in_cities(reference, hospitals(reference), FEW)

    def candidates(self, records: Columns) -> tuple[Ints, Ints]:
        """Pairs of a name of a record and a name of the reference."""
        by_words = self._words.near(records, self._statistics.weights_for(records), BY_WORDS)
        by_grams = self._grams.near(records.names.canonical, BY_GRAMS)
        by_labels = self._first_names(records, joined(records.labels, self._reference.labels))
        found = [by_words, by_grams, by_labels, self._by_identifiers(records), self._by_place(records)]
        width = len(self._reference.names)
        keys = np.unique(np.concatenate([a * width + b for a, b in found]))
        return keys // width, keys % width

    def _by_identifiers(self, records: Columns) -> tuple[Ints, Ints]:
        lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for scheme, values in records.identifiers.items():
            if scheme in self._reference.identifiers:
                i, j = joined(values, self._reference.identifiers[scheme])
                lefts.append(i)
                rights.append(j)
        return self._first_names(records, (np.concatenate(lefts), np.concatenate(rights)))

    def _by_place(self, records: Columns) -> tuple[Ints, Ints]:
        """Hospitals of the same city, where these are few: there the place says more than a name does."""
        return self._first_names(records, joined(_in_cities(records, hospitals(records)), self._cities))

    def _first_names(self, records: Columns, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        return records.first_name[pairs[0]], self._reference.first_name[pairs[1]]


def _in_cities(side: Columns, some: Flags, most: int | None = None) -> Ragged:
    """For each of some records its city, unless more than `most` of them are in it."""
    counts = np.bincount(side.city[some], minlength=int(side.city.max(initial=0)) + 1)
    kept = some & (side.city > 0) & (True if most is None else counts[side.city] <= most)
    return Ragged.of([[city] if one else [] for city, one in zip(side.city.tolist(), kept.tolist(), strict=True)])


class WordIndex:
    """Names by their rarest words."""

    def __init__(self, reference: Columns, statistics: Statistics) -> None:
        words, self._weights = reference.names.words, statistics.weights
        self._totals = totals(words, self._weights)
        rank = _rank_within(words, -self._weights[words.values])
        counts = np.bincount(words.values, minlength=len(self._weights))
        kept = (rank < KEYS) | (counts[words.values] <= COMMON * len(words))
        data = self._weights[words.values[kept]]
        coordinates = (words.values[kept], words.owners[kept])
        self._keys = sparse.csr_array((data, coordinates), shape=(len(self._weights), len(words)))

    def near(self, records: Columns, weights: Floats, limit: int) -> tuple[Ints, Ints]:
        """For each name at most `limit` names that share rare words with it, best first."""
        words, known = records.names.words, len(self._weights)
        mine = totals(words, weights)
        lefts: list[Ints] = []
        rights: list[Ints] = []
        for start in range(0, len(words), CHUNK):
            part = words.take(np.arange(start, min(start + CHUNK, len(words)), dtype=np.int64))
            old = part.values < known
            ones = np.ones(int(old.sum()), dtype=np.float32)
            rows = sparse.csr_array((ones, (part.owners[old], part.values[old])), shape=(len(part), known))
            near = (rows @ self._keys).tocoo()
            fit = fits(near.data, mine[start + near.row], self._totals[near.col])
            best = _best(near.row.astype(np.int64), fit, limit)
            lefts.append(near.row[best].astype(np.int64) + start)
            rights.append(near.col[best].astype(np.int64))
        return _joined(lefts), _joined(rights)


class GramIndex:
    """Names by their rarest character 3-grams."""

    def __init__(self, names: list[str]) -> None:
        self._numbers: dict[str, int] = {}
        grams = self._grams(names, grow=True)
        counts = np.bincount(grams.values, minlength=len(self._numbers))
        weights = np.log((1 + len(names)) / (1 + counts)).astype(np.float32)
        kept = _rank_within(grams, -weights[grams.values]) < GRAM_KEYS
        data, owners = weights[grams.values[kept]], grams.owners[kept]
        shape = (len(self._numbers), len(names))
        self._keys = sparse.csr_array((data, (grams.values[kept], owners)), shape=shape)
        self._totals = np.bincount(owners, weights=data, minlength=len(names)).astype(np.float32)

    def near(self, names: list[str], limit: int) -> tuple[Ints, Ints]:
        """For each name at most `limit` names that are spelt alike, nearest first."""
        lefts: list[Ints] = []
        rights: list[Ints] = []
        for start in range(0, len(names), CHUNK):
            grams = self._grams(names[start : start + CHUNK])
            ones = np.ones(len(grams.values), dtype=np.float32)
            rows = sparse.csr_array((ones, grams.values, grams.starts), shape=(len(grams), len(self._numbers)))
            near = (rows @ self._keys).tocoo()
            share = near.data / np.maximum(self._totals[near.col], np.float32(1e-6))
            alike = np.flatnonzero(share >= ALIKE)
            best = alike[_best(near.row[alike].astype(np.int64), share[alike], limit)]
            lefts.append(near.row[best].astype(np.int64) + start)
            rights.append(near.col[best].astype(np.int64))
        return _joined(lefts), _joined(rights)

    def _grams(self, texts: list[str], *, grow: bool = False) -> Ragged:
        """The numbers of the different grams of each text; those that the reference does not have are left out."""
        number = self._numbers.setdefault if grow else None
        found = []
        for text in texts:
            padded = f" {text} "
            grams = sorted({padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1)})
            if number:
                found.append([number(gram, len(self._numbers)) for gram in grams])
            else:
                found.append([self._numbers[gram] for gram in grams if gram in self._numbers])
        return Ragged.of(found)


def joined(left: Ragged, right: Ragged) -> tuple[Ints, Ints]:
    """The pairs of lists that share a value, once for each value that they share."""
    order = np.argsort(right.values, kind="stable")
    values, owners = right.values[order], right.owners[order]
    starts = np.searchsorted(values, left.values, side="left")
    counts = np.searchsorted(values, left.values, side="right") - starts
    lefts = np.repeat(left.owners, counts)
    within = np.arange(len(lefts), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return lefts, owners[np.repeat(starts, counts) + within]


def _rank_within(lists: Ragged, keys: Floats) -> Ints:
    """The place of each value within its list when that is sorted by the keys."""
    order = np.lexsort((keys, lists.owners))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(lists.starts[:-1], lists.lengths)
    return rank


def _best(groups: Ints, scores: Floats, limit: int) -> Ints:
    """The places of the best scores of each group, at most `limit` each; scores lie between 0 and 1."""
    order = np.argsort(groups - scores.astype(np.float64) / 2, kind="stable")
    sorted_groups = groups[order]
    starts = np.searchsorted(sorted_groups, sorted_groups, side="left")
    kept: Ints = order[np.arange(len(order)) - starts < limit]
    return kept


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
