"""Words of terms and profiles: folded, stemmed, in French or English; those that say nothing are left out."""

from functools import lru_cache

from parvis.engine.text.stems import stem
from parvis.engine.text.tokens import words

_FRENCH = "au aux avec ce ces cette d dans de des du en et l la le les leur ou par pour qui s sa se ses son sur un une"
_ENGLISH = "a an and are as at by for from in into is it its of on or our that the their this to with"
EMPTY = frozenset((*_FRENCH.split(), *_ENGLISH.split()))


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[tuple[str, str], ...]:
    """The stems of a text, each once, in their order, with the word as it was written (folded)."""
    found: dict[str, str] = {}
    for word in words(text):
        if word not in EMPTY:
            found.setdefault(stem(word), word)
    return tuple(found.items())
