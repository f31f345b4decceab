"""How near two names are."""

import numpy as np
from rapidfuzz import fuzz, process

from parvis.engine.linkage.compare.pairs import Pairs, agreement
from parvis.engine.linkage.types import Floats

SMALL = np.float32(1e-6)


def same_words(pairs: Pairs) -> Floats:
    """The names share words; rare words count more than frequent ones (0 none, 1 all)."""
    both, left, right = pairs.shared
    return pairs.best((both / np.maximum(left + right - both, SMALL)).astype(np.float32))


def one_in_the_other(pairs: Pairs) -> Floats:
    """One name stands in the other, which says more (share of the shorter name's words, rare ones counting more)."""
    both, left, right = pairs.shared
    return pairs.best((both / np.maximum(np.minimum(left, right), SMALL)).astype(np.float32))


def spelling(pairs: Pairs) -> Floats:
    """The names are spelt alike, whatever the order of their words (0 nothing alike, 1 the same letters)."""
    _pair, a, b = pairs.names
    left, right = pairs.left.names.canonical, pairs.right.names.canonical
    scores = process.cpdist(
        [left[row] for row in a.tolist()],
        [right[row] for row in b.tolist()],
        scorer=fuzz.token_sort_ratio,
        dtype=np.float32,
    )
    return pairs.best(np.divide(scores, 100, dtype=np.float32))


def numbers(pairs: Pairs) -> Floats:
    """The numbers inside the names agree: Paris 6 is not Paris 7 (1 all, 0 none)."""
    return agreement(pairs.left.numbers, pairs.right.numbers, pairs)
