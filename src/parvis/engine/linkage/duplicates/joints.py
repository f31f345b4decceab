"""Words that were cut in two, or glued to the next: "mye line" and "myeline" count as one.

Two words that follow one another are looked up as one in the vocabulary of all names. Where that word is there, what is
rarer takes the form of what is more frequent, so that "centre hospitalierregional" does not touch the other centres.
"""

from dataclasses import dataclass

import numpy as np

from parvis.engine.linkage.duplicates.hashing import Hashes, one_text
from parvis.engine.linkage.types import Ints

RARE = 4
"""What more names hold is no slip."""
SHORTEST = 6
"""Letters of a word that is taken for two, and of two that are taken for one."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each word its hash, its letters and how often it stands in all names."""

    hashes: Hashes
    lengths: Ints
    counts: Ints


def mended(rows: Ints, words: Ints, vocabulary: Vocabulary) -> tuple[Ints, Ints]:
    """Names (`rows`, ascending) and their words in the order in which they are written, with those mended."""
    if len(words) < 2:
        return rows, words
    pairs, counts, wholes = _wholes(rows, words, vocabulary)
    size = len(vocabulary.counts)
    join = (counts <= RARE) & (counts <= vocabulary.counts[wholes])
    split = (vocabulary.counts[wholes] <= RARE) & (counts > vocabulary.counts[wholes])
    becomes = np.arange(size, dtype=np.int64)
    second = np.full(size, -1, dtype=np.int64)
    order = np.lexsort((vocabulary.hashes[pairs[split] // size], counts[split]))  # the most frequent is taken
    chosen = np.flatnonzero(split)[order]
    becomes[wholes[chosen]], second[wholes[chosen]] = np.divmod(pairs[chosen], size)
    kept, written = _joined(rows, words, pairs[join], wholes[join], size)
    rows, words = rows[kept], written[kept]
    added = np.flatnonzero(second[words] >= 0)
    rows, words = np.concatenate((rows, rows[added])), np.concatenate((becomes[words], second[words[added]]))
    order = np.argsort(rows, kind="stable")
    return rows[order], words[order]


def _wholes(rows: Ints, words: Ints, vocabulary: Vocabulary) -> tuple[Ints, Ints, Ints]:
    """Pairs of words that follow one another and are one word in the vocabulary, how often they do, and that word."""
    size = len(vocabulary.counts)
    next_to = rows[1:] == rows[:-1]
    left, right = words[:-1][next_to], words[1:][next_to]
    pairs, counts = np.unique(left * size + right, return_counts=True)
    left, right = np.divmod(pairs, size)
    long = vocabulary.lengths[left] + vocabulary.lengths[right] >= SHORTEST
    pairs, counts, left, right = pairs[long], counts[long], left[long], right[long]
    glued = one_text(vocabulary.hashes[left], vocabulary.lengths[left], vocabulary.hashes[right])
    order = np.argsort(vocabulary.hashes)
    at = np.minimum(np.searchsorted(vocabulary.hashes[order], glued), size - 1)
    found = vocabulary.hashes[order[at]] == glued
    return pairs[found], counts[found].astype(np.int64), order[at][found]


def _joined(rows: Ints, words: Ints, pairs: Ints, wholes: Ints, size: int) -> tuple[Ints, Ints]:
    """Which words stay, and the words, the first of two that are joined being the whole."""
    everywhere = np.arange(len(words), dtype=np.int64)
    if not len(pairs):
        return everywhere, words
    packed = words[:-1] * size + words[1:]
    at = np.minimum(np.searchsorted(pairs, packed), len(pairs) - 1)
    first = np.flatnonzero((pairs[at] == packed) & (rows[1:] == rows[:-1]))
    written = words.copy()
    written[first] = wholes[at[first]]
    return np.delete(everywhere, first + 1), written
