"""How far apart two words are, and the nearest words of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA


@dataclass(frozen=True, slots=True)
class Near:
    """A word and how many letters to change, add, drop or swap to reach it."""

    word: str
    distance: int


def allowed_distance(word: str) -> int:
    """How many mistakes a reader would forgive in a word of this length."""
    if len(word) < 4 or any(character.isdigit() for character in word):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3


def nearest(word: str, candidates: Iterable[str]) -> list[Near]:
    """The candidates within the allowed distance, nearest first, then in alphabetical order."""
    limit = allowed_distance(word)
    if not limit:
        return []
    choices = [candidate for candidate in candidates if candidate != word]
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=None)
    near = [Near(candidate, int(distance)) for candidate, distance, _place in found]
    return sorted(near, key=lambda one: (one.distance, one.word))
