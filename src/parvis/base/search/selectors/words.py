"""The words of an index that could be meant by a word of the query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Length

from parvis.base.search import terms
from parvis.base.search.models import Word
from parvis.base.search.parsing import Asked
from parvis.engine.text.distance import allowed_distance, nearest
from parvis.engine.text.stems import stem

SAME_STEM, BEGINS, MISSPELT = 0.9, 0.75, 0.7
"""How good a match is that is not the word itself."""

MOST_ENDINGS = 500
"""Words that one beginning can stand for."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that have to be there together, and how good their match is."""

    terms: tuple[bytes, ...]
    factor: float
    corrected: str = ""
    """The word as written in the index, when the word of the query is taken for a misspelling of it."""


def after(beginning: bytes) -> bytes:
    """The first bytes that do not begin so."""
    return beginning[:-1] + bytes([beginning[-1] + 1])


def alternatives(generation: int, asked: Iterable[Asked]) -> list[list[Alternative]]:
    """For each word: itself, words of the same stem, its pieces, and what it could be the beginning of."""
    asked = list(asked)
    stems = {stem(one.word).encode() for one in asked}
    same: dict[bytes, list[bytes]] = {}
    rows = Word.objects.filter(generation=generation, stem__in=stems).values_list("word", "stem")
    for word, its_stem in rows:
        same.setdefault(bytes(its_stem), []).append(bytes(word))
    return [
        [
            Alternative((terms.word_term(one.word),), 1.0),
            *(
                Alternative((terms.WORD + word,), SAME_STEM)
                for word in same.get(stem(one.word).encode(), ())
                if word != one.word.encode()
            ),
            *([Alternative(tuple(terms.word_term(part) for part in one.parts), 0.95)] if one.parts else []),
            *(beginnings(generation, one.word) if one.is_open else []),
        ]
        for one in asked
    ]


def beginnings(generation: int, word: str) -> list[Alternative]:
    """What the word could be the beginning of."""
    if len(word) <= terms.LONGEST_PREFIX:
        return [Alternative((terms.prefix_term(word),), BEGINS)]
    start = word.encode()
    rows = Word.objects.filter(generation=generation, word__gt=start, word__lt=after(start))
    longer = rows.order_by("-documents").values_list("word", flat=True)[:MOST_ENDINGS]
    return [Alternative((terms.WORD + bytes(found),), BEGINS) for found in longer]


def corrections(generation: int, word: str, most: int = 3) -> list[Alternative]:
    """Words of the index that `word` could be a misspelling of, the nearest and most frequent first."""
    limit = allowed_distance(word)
    if not limit:
        return []
    half = max(2, len(word) // 2)
    head, tail = word[:half].encode(), word[::-1][:half].encode()
    measured = Word.objects.filter(generation=generation).annotate(length=Length("word"))
    rows = measured.filter(length__gte=len(word.encode()) - limit, length__lte=len(word.encode()) + limit)
    near = [
        *rows.filter(word__gte=head, word__lt=after(head)).values_list("word", "surface", "documents"),
        *rows.filter(reverse__gte=tail, reverse__lt=after(tail)).values_list("word", "surface", "documents"),
    ]
    known = {bytes(found).decode(): (surface, documents) for found, surface, documents in near}
    ordered = sorted(
        nearest(word, known), key=lambda other: (other.distance, other.word[0] != word[0], -known[other.word][1])
    )
    return [
        Alternative((terms.word_term(other.word),), MISSPELT**other.distance, known[other.word][0])
        for other in ordered[:most]
    ]
