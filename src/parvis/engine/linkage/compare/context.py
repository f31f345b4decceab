"""What the other candidates of the same text say about one of them."""

import re

import numpy as np
from scipy import sparse

from parvis.engine.linkage.columns import Columns
from parvis.engine.linkage.compare.names import COMPLETE, SMALL, in_one_piece, share
from parvis.engine.linkage.compare.pairs import Pairs, word_matrix
from parvis.engine.linkage.model import LIMIT
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.types import Flags, Floats, Ints

_COUNTRY = re.compile(r"\bfrance\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
FAR = np.float32(6)
"""A lead of more log-odds than this counts as this."""
NEAR = 1.0
"""Two that are no farther apart than this (in log-odds) fit about as well."""


def explained_beside(pairs: Pairs) -> Floats:
    """The share of the text that the name explains, not counting words by which the text names other organisations."""
    weights = pairs.statistics.weights_for(pairs.left)
    complete = np.flatnonzero(in_one_piece(pairs) > COMPLETE)
    names = word_matrix(pairs.right.names.words, weights)[pairs.b[complete]]
    covered = _ones(sparse.csr_array(_selector(pairs.i[complete], len(pairs.left)) @ _ones(names)))
    own = word_matrix(pairs.left.names.words, weights)[pairs.a]
    elsewhere = own.multiply(own).multiply(covered[pairs.i])
    shared = elsewhere.multiply(_ones(word_matrix(pairs.right.names.words, weights)[pairs.b]))
    beside = _sums(elsewhere) - _sums(shared)
    return share(pairs.shared, pairs.left_total - beside)


def whole_explained(pairs: Pairs) -> Floats:
    """The share of the whole text that the organisation's name and city explain: "site Lormand" says more than that."""
    weights = pairs.statistics.weights_for(pairs.left)
    mine = word_matrix(pairs.left.names.words, weights)[pairs.left.first_name[pairs.i]]
    mine = mine.multiply(mine).tocsr()
    theirs = word_matrix(pairs.right.names.words, weights)[pairs.b] + _city_words(pairs, len(weights))
    return share(_sums(mine.multiply(_ones(theirs))), _sums(mine))


def own_name_explained(pairs: Pairs) -> Floats:
    """The share of the organisation's own name that the text and the city explain: not so for "CHU X, dental care"."""
    weights = pairs.statistics.weights_for(pairs.left)
    theirs = word_matrix(pairs.right.names.words.take(pairs.right.first_name[pairs.j]), weights)
    theirs = theirs.multiply(theirs).tocsr()
    mine = _all_words(pairs.left, weights)[pairs.i] + _city_words(pairs, len(weights))
    return share(_sums(theirs.multiply(_ones(mine))), _sums(theirs))


def _all_words(side: Columns, weights: Floats) -> sparse.csr_array:
    """Records by the words of all their names."""
    names = word_matrix(side.names.words, weights)
    return sparse.csr_array(_selector(side.names.owner, len(side)) @ names)


def _city_words(pairs: Pairs, width: int) -> sparse.csr_array:
    """For each pair the words of the city of its right record."""
    find, places = pairs.right.vocabulary.find, pairs.right.places
    used, at = np.unique(pairs.j, return_inverse=True)
    cities = (places[j].city.split() for j in used.tolist())
    words = Ragged.of([sorted({number for word in city if (number := find(word)) >= 0}) for city in cities])
    ones = np.ones(len(words.values), dtype=np.float32)
    return sparse.csr_array((ones, words.values, words.starts), shape=(len(words), width))[at]


def address_given(pairs: Pairs) -> Floats:
    """The text says its country or a postcode (1), both (2) or neither (0): with an address people name all whom they
    mean."""
    texts = (record.name for record in pairs.left.records)
    said = (bool(_COUNTRY.search(text)) + bool(_POSTCODE.search(text)) for text in texts)
    return np.fromiter(said, np.float32, len(pairs.left))[pairs.i]


def others_named(pairs: Pairs, odds: Floats) -> Floats:
    """How many other organisations a text names that gives no address: there people often mean but one of them."""
    named = odds > 0
    counts = np.bincount(pairs.i[named], minlength=len(pairs.left))
    return np.where(address_given(pairs) > 0, np.nan, counts[pairs.i] - named).astype(np.float32)


def lead(pairs: Pairs, odds: Floats) -> Floats:
    """How much better it fits than any other organisation that would explain the same words (in log-odds)."""
    weights = pairs.statistics.weights_for(pairs.left)
    mine = word_matrix(pairs.left.names.words, weights)[pairs.a]
    both = mine.multiply(word_matrix(pairs.right.names.words, weights)[pairs.b]).tocsr()
    pair = np.repeat(np.arange(len(pairs), dtype=np.int64), np.diff(both.indptr))
    keys = pairs.i[pair] * both.shape[1] + both.indices
    ahead = np.clip(odds[pair] - best_other(keys, odds[pair]), -FAR, FAR)
    total = np.bincount(pair, both.data, len(pairs))
    found = np.bincount(pair, both.data * ahead, len(pairs)) / np.maximum(total, SMALL)
    return np.where(total > 0, found, np.nan).astype(np.float32)


def gap(pairs: Pairs, odds: Floats) -> Floats:
    """How much better it fits than any other organisation of the reference (in log-odds)."""
    ahead: Floats = np.clip(odds - best_other(pairs.i, odds), -FAR, FAR).astype(np.float32)
    return ahead


def first_of_register(pairs: Pairs, odds: Floats, some: Flags) -> Floats:
    """How much better it fits than any other record that may mean this hospital: registers list its services too.

    Only for some pairs: elsewhere many records may name the same organisation.
    """
    rows = np.flatnonzero(some)
    found = np.full(len(pairs), np.nan, dtype=np.float32)
    found[rows] = np.clip(odds[rows] - best_other(pairs.j[rows], odds[rows]), -FAR, FAR)
    return found


def as_good(pairs: Pairs, odds: Floats, some: Flags) -> Floats:
    """How many other records fit this hospital about as well, or other hospitals this record: one of many is rarely it.

    Only for some pairs, like the distance from the first.
    """
    rows = np.flatnonzero(some)
    found = np.full(len(pairs), np.nan, dtype=np.float32)
    found[rows] = np.maximum(near_or_above(pairs.j[rows], odds[rows]), near_or_above(pairs.i[rows], odds[rows]))
    return found


def near_or_above(groups: Ints, scores: Floats) -> Ints:
    """For each place how many others of its group score more, or less by no more than NEAR; scores are log-odds."""
    width = 4 * float(LIMIT)
    keys = groups * width + np.clip(scores.astype(np.float64), -LIMIT, LIMIT)
    ordered = np.sort(keys)
    last = np.searchsorted(ordered, groups * width + 2 * float(LIMIT))
    return last - np.searchsorted(ordered, keys - NEAR) - 1


def best_other(groups: Ints, scores: Floats) -> Floats:
    """For each place the best score of another place of its group; minus infinity when it is alone."""
    order = np.lexsort((-scores, groups))
    ordered = groups[order]
    starts = np.searchsorted(ordered, ordered, side="left")
    first, second = starts, np.minimum(starts + 1, len(order) - 1)
    alone = (starts + 1 == len(order)) | (ordered[second] != ordered)
    runner_up = np.where(alone, -np.inf, scores[order][second])
    at = np.arange(len(order))
    found = np.empty(len(order), dtype=np.float32)
    found[order] = np.where(at == first, runner_up, scores[order][first])
    return found


def _selector(rows: Ints, count: int) -> sparse.csr_array:
    """Adds up what belongs to the same row."""
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, np.arange(len(rows)))), shape=(count, len(rows)))


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    found = matrix.tocsr(copy=True)
    found.data = np.ones(len(found.data), dtype=np.float32)
    return found


def _sums(matrix: sparse.csr_array) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()
