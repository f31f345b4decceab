"""Words brought to their stem, so that plurals and endings of French and English meet."""

from functools import lru_cache

import snowballstemmer

_french = snowballstemmer.stemmer("french")

SHORTEST = 4
"""Words below this length are their own stem: acronyms must not lose letters."""

VOWELS = frozenset("aeiouy")
"""A word without any is an acronym too."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: hopital for hopitaux, universit for universite, university and universities."""
    if len(word) < SHORTEST or not word.isalpha() or VOWELS.isdisjoint(word):
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    shortened: str = _french.stemWord(word)
    return shortened.removesuffix("y").removesuffix("i") if len(shortened) > SHORTEST else shortened
