"""The words by which projects are searched: folded, so that accents, case and signs do not matter."""

from collections.abc import Iterable

from parvis.domain.reference.naming import fold

MOST_WORDS = 12


def words_of(texts: Iterable[str]) -> str:
    """The words of the texts, each with a space before it: what is searched is the beginning of a word.

    >>> words_of(["ANR-10-BINF-0001", "L’Oréal"])
    ' anr 10 binf 0001 l oreal'
    """
    return "".join(f" {word}" for text in texts for word in fold(text).split())


def asked(text: str) -> list[str]:
    """What `words` of a project that fits hold: each word that was typed, or the beginning of one."""
    return [f" {word}" for word in fold(text).split()[:MOST_WORDS]]
