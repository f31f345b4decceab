"""How documents are put in order: first by figures over all that match, then the best of them by their names."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from parvis.base.search import marks
from parvis.base.search.postings import Marks, Numbers

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


@dataclass(frozen=True, slots=True)
class Slot:
    """What one word of the query found: numbers in ascending order, with the quality and the marks of each match."""

    numbers: Numbers
    quality: Scores
    marks: Marks

    def at(self, wanted: Numbers, size: int) -> tuple[Scores, Marks]:
        """Quality and marks of the wanted numbers; 0 for those that are not here."""
        if len(wanted) * 16 > len(self.numbers):
            quality, held = np.zeros(size, np.float32), np.zeros(size, np.uint8)
            quality[self.numbers], held[self.numbers] = self.quality, self.marks
            return quality[wanted], held[wanted]
        where = np.searchsorted(self.numbers, wanted)
        where[where == len(self.numbers)] = 0
        found = self.numbers[where] == wanted
        return self.quality[where] * found, self.marks[where] * found


def single(numbers: Numbers, held: Marks, factor: float) -> Slot:
    """The slot of one term."""
    return Slot(numbers, qualities()[held] * np.float32(factor), held)


def union(parts: Sequence[Slot], size: int) -> Slot:
    """Documents that one of the parts has, each with its best quality and all its marks."""
    filled = [part for part in parts if len(part.numbers)]
    if len(filled) == 1:
        return filled[0]
    quality, held = np.zeros(size, np.float32), np.zeros(size, np.uint8)
    for part in filled:
        quality[part.numbers] = np.maximum(quality[part.numbers], part.quality)
        held[part.numbers] |= part.marks
    numbers = np.flatnonzero(held != 0)
    return Slot(numbers, quality[numbers], held[numbers])


def both(parts: Sequence[Slot], size: int) -> Slot:
    """Documents that have all the parts, with the worst quality of these."""
    numbers = common([part.numbers for part in parts])
    quality, held = np.ones(len(numbers), np.float32), np.zeros(len(numbers), np.uint8)
    for part in parts:
        its_quality, its_marks = part.at(numbers, size)
        quality, held = np.minimum(quality, its_quality), held | its_marks
    return Slot(numbers, quality, held)


def common(lists: Sequence[Numbers]) -> Numbers:
    """Numbers that are in all the lists, the rarest list first."""
    ordered = sorted(lists, key=len)
    found = ordered[0]
    for other in ordered[1:]:
        if len(found) * 16 > len(other):
            found = np.intersect1d(found, other, assume_unique=True)
        elif len(found):
            where = np.searchsorted(other, found)
            where[where == len(other)] = 0
            found = found[other[where] == found]
    return found


def has(numbers: Numbers, wanted: int) -> bool:
    """Whether the number is in the list."""
    where = int(np.searchsorted(numbers, wanted))
    return where < len(numbers) and int(numbers[where]) == wanted


def rarity(documents: int, size: int) -> float:
    """How much a word says: little when many documents have it."""
    return math.log1p(size / max(documents, 1)) + 0.2


def scores(numbers: Numbers, slots: Sequence[Slot], title_words: npt.NDArray[np.uint8], size: int) -> Scores:
    """How well the words of the query match each document: the rarer the word, the more it counts."""
    total = np.zeros(len(numbers), np.float32)
    in_title = np.zeros(len(numbers), np.float32)
    weights = [rarity(len(slot.numbers), size) for slot in slots]
    for position, (slot, weight) in enumerate(zip(slots, weights, strict=True)):
        quality, held = slot.at(numbers, size)
        total += quality * np.float32(weight / sum(weights))
        in_title += (held & marks.TITLE) != 0
        if position == 0:
            total += np.float32(FIRST_WORD) * ((held & marks.FIRST) != 0)
    covered = np.minimum(in_title / np.maximum(title_words[numbers], 1), 1.0)
    return total + np.float32(COVERAGE) * covered.astype(np.float32)
