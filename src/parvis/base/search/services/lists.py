"""The posting lists of one chunk while it is built, and the quickest way to write many rows."""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from django.db import connection, models

from parvis.base.search import marks, postings, terms
from parvis.base.search.services.changes import batches

TOGETHER = 5_000
"""Rows of one insertion."""


class Lists:
    """Postings by term; documents come in the order of their numbers."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[array[int], bytearray]] = defaultdict(lambda: (array("H"), bytearray()))
        self._wholes: dict[bytes, tuple[array[int], bytearray]] = defaultdict(lambda: (array("H"), bytearray()))

    def add(self, number: int, analysis: terms.Analysis) -> None:
        """Add a document under its number within the chunk."""
        for word, mark in analysis.words.items():
            numbers, held = self._words[word]
            numbers.append(number)
            held.append(mark)
        for term, mark in analysis.wholes.items():
            numbers, held = self._wholes[term]
            numbers.append(number)
            held.append(mark)

    def counts(self) -> dict[str, int]:
        """How many documents have each word."""
        return {word: len(numbers) for word, (numbers, _held) in self._words.items()}

    def encoded(self) -> Iterator[tuple[bytes, bytes]]:
        """Each term with its posting list as bytes."""
        for word, (numbers, held) in self._words.items():
            yield terms.word_term(word), _encoded(numbers, held)
        for term, (numbers, held) in self._wholes.items():
            yield term, _encoded(numbers, held)
        for length in range(1, terms.LONGEST_PREFIX + 1):
            yield from self._prefixes(length)

    def _prefixes(self, length: int) -> Iterator[tuple[bytes, bytes]]:
        """The lists of all beginnings of this length, each the union of the lists of its words."""
        long_enough = sorted(word for word in self._words if len(word) >= length)
        together = np.zeros(postings.CHUNK, np.uint8)
        for prefix, some in groupby(long_enough, lambda word: word[:length]):
            together[:] = 0
            for word in some:
                numbers, held = self._words[word]
                mark = np.frombuffer(held, np.uint8)
                together[np.frombuffer(numbers, np.uint16)] |= np.where(mark & marks.EXPANDED, np.uint8(0), mark)
            found = np.flatnonzero(together)
            if len(found):
                yield terms.prefix_term(prefix), postings.encode(found, together[found])


def _encoded(numbers: "array[int]", held: bytearray) -> bytes:
    """As `postings.encode`, without the detour over NumPy: most lists are very short."""
    if sys.byteorder == "big":
        return postings.encode(numbers, held)
    return numbers.tobytes() + bytes(held)


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows given as tuples, without making an instance of each; columns are named like the fields."""
    quote = connection.ops.quote_name
    named = ", ".join(quote(field) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({places})"  # noqa: S608 -- names of ours
    with connection.cursor() as cursor:
        for some in batches(rows, TOGETHER):
            cursor.executemany(statement, some)
