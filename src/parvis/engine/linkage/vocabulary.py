"""Words to numbers: one number for all endings of a word, and for a word that is misspelt."""

from collections import defaultdict

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parvis.engine.linkage.normalise.tables import word_counts
from parvis.engine.text.distance import allowed_distance
from parvis.engine.text.fold import fold_word
from parvis.engine.text.stems import stem

SHORTEST = 5
"""A shorter word that nobody knows is taken for another word, not for a mistake."""
MISTAKES = 2


class Vocabulary:
    """Consecutive numbers, in the order in which words are first seen.

    With a `base`, words that it knows keep their number, misspelt ones get the number of the nearest word that it
    knows, and others are numbered after all of its words; the base itself does not change.
    """

    def __init__(self, base: "Vocabulary | None" = None) -> None:
        self._base = base
        self._start = len(base) if base else 0
        self._numbers: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._by_start: dict[str, list[str]] = {}
        self._sorted_at = -1

    def __len__(self) -> int:
        return self._start + len(self._numbers)

    def key(self, value: str) -> int:
        """The number of exactly this value, a new one when it is new."""
        known = self._base._numbers.get(value) if self._base else None  # noqa: SLF001 -- one of its own kind
        return self._numbers.setdefault(value, len(self)) if known is None else known

    def word(self, word: str) -> int:
        """The number of a word, of all its endings, and of its misspellings where there is a base."""
        number = self._words.get(word)
        if number is None:
            number = self._base.nearest(word) if self._base else -1
            if number < 0:
                number = self.key(stem(word))
            self._words[word] = number
        return number

    def find(self, word: str) -> int:
        """The number of a word that has one, else -1."""
        return self._words.get(word, self._numbers.get(stem(word), -1))

    def nearest(self, word: str) -> int:
        """The number of a known word, else of the nearest known one when it seems misspelt; -1 for none."""
        number = self.find(word)
        limit = min(allowed_distance(word), MISTAKES)
        if number >= 0 or len(word) < SHORTEST or not limit or word in word_counts()[1]:
            return number
        best = process.extractOne(word, self._starting_alike(word), scorer=OSA.distance, score_cutoff=limit)
        return self._words[best[0]] if best else -1

    def completions(self, letters: str) -> list[str]:
        """The words that begin with these letters, when they are no word themselves."""
        start = fold_word(letters)
        if not start or start in self._words:
            return []
        return [word for word in self._starting_alike(start) if word.startswith(start)]

    def _starting_alike(self, word: str) -> list[str]:
        if self._sorted_at != len(self._words):
            self._by_start = defaultdict(list)
            for known in self._words:
                self._by_start[known[:1]].append(known)
            self._sorted_at = len(self._words)
        return self._by_start.get(word[:1], [])
