"""How near two names are."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.rows import ACRONYM, INITIALS
from parvis.engine.linkage.types import Floats

COMPLETE = 0.999
SMALL = np.float32(1e-6)
FINE = 4
"""Decimals of a share: sums of the same words in another order are the same."""


def same_words(pairs: Pairs) -> Floats:
    """The names share words; rare words count more than frequent ones (0 none, 1 all)."""
    return share(pairs.shared, pairs.left_total + pairs.right_total - pairs.shared)


def name_found(pairs: Pairs) -> Floats:
    """The share of the organisation's name that the text holds, rare words counting more."""
    return share(pairs.shared, pairs.right_total)


def text_explained(pairs: Pairs) -> Floats:
    """The share of the text that the organisation's name explains, rare words counting more."""
    return share(pairs.shared, pairs.left_total)


def evidence(pairs: Pairs) -> Floats:
    """How much the words say that both names have: a rare word says more than "centre" and "recherche"."""
    return pairs.shared


def spelling(pairs: Pairs) -> Floats:
    """The names are spelt alike, whatever the order of their words (0 nothing alike, 1 the same letters)."""
    scores = process.cpdist(pairs.left_names, pairs.right_names, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    return (scores / 100).astype(np.float32)


def part_spelling(pairs: Pairs) -> Floats:
    """A part of the text is spelt like the name."""
    scores = process.cpdist(pairs.left_names, pairs.right_names, scorer=fuzz.partial_ratio, dtype=np.float32)
    return (scores / 100).astype(np.float32)


def in_one_piece(pairs: Pairs) -> Floats:
    """All words of the name stand together in the text (1), with others between them (less), or not all (0)."""
    complete = np.flatnonzero(name_found(pairs) > COMPLETE)
    found = np.zeros(len(pairs), dtype=np.float32)
    lefts, rights = pairs.left.names, pairs.right.names
    number = pairs.left.vocabulary.word
    for at in complete.tolist():
        wanted = frozenset(rights.words[pairs.b[at]].tolist())
        text = [number(word) for word in lefts.canonical[pairs.a[at]].split()]
        found[at] = len(wanted) / shortest_window(text, wanted)
    return found


def shortest_window(text: Sequence[int], wanted: frozenset[int]) -> int:
    """The length of the shortest stretch of the text that holds all that is wanted, which the text does hold."""
    counts: Counter[int] = Counter()
    start, best = 0, len(text)
    for end, word in enumerate(text, 1):
        if word in wanted:
            counts[word] += 1
        while len(counts) == len(wanted):
            best = min(best, end - start)
            first = text[start]
            start += 1
            if first in wanted:
                counts[first] -= 1
                if not counts[first]:
                    del counts[first]
    return max(best, 1)


def homonyms(pairs: Pairs) -> Floats:
    """How many organisations have this name or this acronym."""
    return pairs.statistics.homonyms[pairs.b].astype(np.float32)


def largest_of_name(pairs: Pairs) -> Floats:
    """Of all organisations with this name or acronym, it is the one with the most members (1 it is, 0 it is not)."""
    return pairs.statistics.largest[pairs.b].astype(np.float32)


def by_acronym(pairs: Pairs) -> Floats:
    """It is an acronym that agrees (1), not a name (0)."""
    return np.isin(pairs.right.names.kind[pairs.b], (ACRONYM, INITIALS)).astype(np.float32)


def numbers(pairs: Pairs) -> Floats:
    """The numbers inside the names agree: Paris 6 is not Paris 7 (1 all, 0 none)."""
    return np.fromiter(map(_numbers, pairs.left_names, pairs.right_names), np.float32, len(pairs))


def _numbers(left: str, right: str) -> float:
    mine = {word for word in left.split() if word.isdecimal()}
    theirs = {word for word in right.split() if word.isdecimal()}
    if not theirs:
        return np.nan if not mine else 0.5
    if not mine:
        return 0.4
    return float(theirs <= mine)


def share(part: Floats, whole: Floats) -> Floats:
    return np.round(part / np.maximum(whole, SMALL), FINE).astype(np.float32)
