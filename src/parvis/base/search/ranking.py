"""How documents are put in order: first by figures over all that match, then the best of them by their names."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from parvis.base.search import marks
from parvis.base.search.postings import Marks

Scores = npt.NDArray[np.float32]

EXACT_TITLE, EXACT_ACRONYM, EXACT_NAME, IDENTIFIER = 1.2, 1.1, 0.9, 3.0
COVERAGE, FIRST_WORD, IMPORTANCE, INACTIVE = 0.35, 0.08, 0.5, -0.35
"""What each fact adds to a score whose words give between 0 and 1."""


@lru_cache(maxsize=1)
def qualities() -> Scores:
    """The quality of each of the 256 bytes of marks."""
    return np.array([marks.quality(byte) for byte in range(256)], np.float32)


@lru_cache(maxsize=1)
def whole_name() -> Scores:
    """What an exact name adds, by the marks that say which kind of name it is."""
    kinds = ((marks.TITLE, EXACT_TITLE), (marks.ACRONYM, EXACT_ACRONYM), (marks.NAME, EXACT_NAME))
    return np.array(
        [max((value for mark, value in kinds if byte & mark), default=0.0) for byte in range(256)], np.float32
    )


@lru_cache(maxsize=64)
def weighed(factor: float) -> Scores:
    """The quality of each byte of marks for a match that is not the word itself."""
    return qualities() * np.float32(factor)


def rarity(documents: int, size: int) -> float:
    """How much a word says: little when many documents have it."""
    return math.log1p(size / max(documents, 1)) + 0.2


def scores(found: Sequence[tuple[Scores, Marks]], weights: Sequence[float], title_words: Marks) -> Scores:
    """How well the words of a query match each document: the rarer the word, the more it counts.

    `found` has for each word of the query the quality and the marks of its match in each document; `weights` its
    rarity.
    """
    total = np.zeros(len(title_words), np.float32)
    in_title = np.zeros(len(title_words), np.uint8)
    for position, ((quality, held), weight) in enumerate(zip(found, weights, strict=True)):
        total += quality * np.float32(weight / sum(weights))
        in_title += held & marks.TITLE
        if position == 0:
            total += np.float32(FIRST_WORD / marks.FIRST) * (held & marks.FIRST)
    covered = np.minimum(in_title / np.maximum(title_words, 1).astype(np.float32), np.float32(1))
    total += np.float32(COVERAGE) * covered
    return total
