"""Words that differ by one slip of the keyboard, found without comparing each with each.

Two words that become the same when one letter of each is left out are alike: that covers a letter lost, added, changed
or swapped with the next (SymSpell's deletion neighbourhood). A rare word takes the place of the most frequent word that
is like it; so "anthropolpgie" counts as "anthropologie" from then on.
"""

from collections.abc import Sequence

import numpy as np

from parvis.engine.linkage.duplicates.hashing import Hashes, Letters, chunks
from parvis.engine.linkage.types import Flags, Ints

SHORTEST = 5
"""Letters of a word that is taken for a slip, or of the word that one with a letter less is a slip of."""
RARE = 4
"""A word that more names hold is no slip."""
ROUNDS = 4
"""A slip of a slip of a slip is the last that is followed."""


def roots(words: Sequence[str], counts: Ints) -> Ints:
    """For each word the number of the word that it counts as: itself, or a more frequent one that is like it.

    `counts` says how many names hold each word. Words with figures stand for themselves, except those with a single one
    between letters: "hop1tal".
    """
    hashes, numbers, wholes = _neighbourhoods(words)
    order = np.argsort(hashes, kind="stable")
    hashes, numbers = hashes[order], numbers[order]
    size = len(words)
    # Which word is the best is said by one number: how frequent it is, then its hash, then which it is.
    rank = np.empty(size, dtype=np.int64)
    rank[np.lexsort((wholes, counts))] = np.arange(size)
    best = np.arange(size, dtype=np.int64)
    if len(hashes):
        firsts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
        highest = np.maximum.reduceat(rank[numbers], firsts)
        found = rank.copy()
        np.maximum.at(found, numbers, np.repeat(highest, np.diff(np.append(firsts, len(hashes)))))
        by_rank = np.argsort(rank)
        best = np.where(counts <= RARE, by_rank[found], best)
    for _round in range(ROUNDS):
        best = best[best]
    return best


def _neighbourhoods(words: Sequence[str]) -> tuple[Hashes, Ints, Hashes]:
    """The hashes of all words and of each with one letter left out, with the numbers of the words; and of the words."""
    found: list[Hashes] = []
    numbers: list[Ints] = []
    wholes: list[Hashes] = []
    for first, letters in chunks(words):
        whole = letters.parts(letters.starts, letters.ends)
        wholes.append(whole)
        able = (letters.lengths >= SHORTEST - 1) & ~_with_figures(letters)
        some = np.flatnonzero(able)
        chosen = some[letters.lengths[some] >= SHORTEST]
        lengths = letters.lengths[chosen]
        which = np.repeat(chosen, lengths)
        within = np.arange(len(which), dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = letters.starts[which] + within
        kept = (within == 0) | (letters.codes[at] != letters.codes[at - 1])  # of a doubled letter either may go
        which, at = which[kept], at[kept]
        found += [whole[some], letters.without(letters.starts[which], letters.ends[which], at)]
        numbers += [first + some, first + which]
    if not wholes:
        empty = np.zeros(0, dtype=np.uint64)
        return empty, empty.astype(np.int64), empty
    return np.concatenate(found), np.concatenate(numbers), np.concatenate(wholes)


def _with_figures(letters: Letters) -> Flags:
    """Whether each text holds figures, other than a single one between letters."""
    figures = (letters.codes >= ord("0")) & (letters.codes <= ord("9"))
    before = np.concatenate(([0], np.cumsum(figures)))
    count = before[letters.ends] - before[letters.starts]
    found: Flags = count > 0
    some = np.flatnonzero(found)
    outside = figures[letters.starts[some]] | figures[letters.ends[some] - 1]
    found[some] = outside | (count[some] > 1)
    return found
