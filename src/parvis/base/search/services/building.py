"""Build an index from nothing, beside the one in use."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from django.db import models, transaction

from parvis.base.search import columns, postings, terms
from parvis.base.search.columns import SEGMENT, Rows
from parvis.base.search.documents import SearchDocument
from parvis.base.search.models import Document, Generation, Posting, Segment, Word
from parvis.base.search.models.generation import new_stamp
from parvis.base.search.registry import Index, indexes
from parvis.base.search.services import rows
from parvis.base.search.services.changes import WORD_FIELDS, batches, word_values
from parvis.base.search.services.columns import Combinations, ranks_by_number, row_of
from parvis.base.search.services.lists import Lists
from parvis.core import clock
from parvis.core.errors import Conflict

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents there are."""

LOADED = 2_000
"""Documents loaded at a time."""


def rebuild(name: str, progress: Progress | None = None) -> int:
    """Build the index and put it in use; whoever started last wins, an earlier build that still runs gives up.

    Holds the postings of one chunk, the words, and the columns in memory. Writes in short transactions.
    """
    index = indexes.get(name)
    forget_builds(name)
    generation = Generation.objects.create(index=name, rules=terms.RULES, built_at=clock.now())
    builder = _Builder(generation, index)
    keys = list(index.keys())
    for some in batches(keys, LOADED):
        builder.add(index.load(some))
        if progress:
            progress(builder.next_number, len(keys))
    builder.finish()
    for old in _take_over(generation):
        _delete(old)
    return generation.documents


def forget_builds(name: str) -> None:
    """Delete builds that were never finished, and what is left of former ones."""
    for generation in Generation.objects.filter(index=name, is_live=False):
        _delete(generation)


def _delete(generation: Generation) -> None:
    for model in (Posting, Word, Segment, Document):
        rows.delete(model, generation.pk)
    generation.delete()


@transaction.atomic
def _take_over(generation: Generation) -> list[Generation]:
    """Put the finished build in use; those that it replaces. Raises Conflict when another build has begun since."""
    previous = Generation.objects.filter(index=generation.index, is_live=True)
    replaced = list(previous)
    previous.update(is_live=False, stamp=new_stamp())
    if not Generation.objects.filter(pk=generation.pk).update(is_live=True, stamp=new_stamp()):
        raise Conflict("Another build of this index has been started; this one gives up.")
    return replaced


class _Builder:
    """Gathers the postings of one chunk at a time, words and columns for all."""

    def __init__(self, generation: Generation, index: Index) -> None:
        self._generation = generation
        self._layout = columns.layout(index.facets)
        self._combinations = Combinations(index.facets, {})
        self._chunk = Lists()
        self._words: Counter[str] = Counter()
        self._spellings: dict[str, str] = {}
        self._columns: list[Rows] = []
        self.next_number = 0

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Give each document the next number."""
        written, described = [], []
        for document in documents:
            number = self.next_number
            if number and number % postings.CHUNK == 0:
                self._write_chunk()
            analysis = terms.analysis_of(document)
            self._chunk.add(number % postings.CHUNK, analysis)
            for word, spelling in analysis.spellings.items():
                self._spellings.setdefault(word, spelling)
            described.append(row_of(document, 0.0, self._combinations))
            key = terms.sort_key(document)
            written.append((self._generation.pk, number, document.key, document.as_json(), key))
            self.next_number += 1
        self._columns.append(np.array(described, self._layout))
        self._insert(Document, ("generation", "number", "key", "content", "sort_key"), written)

    def _insert(self, model: type[models.Model], fields: Sequence[str], values: Iterable[tuple[object, ...]]) -> None:
        rows.insert(model, fields, values, check=self._still_wanted)

    def _still_wanted(self) -> None:
        if not Generation.objects.filter(pk=self._generation.pk).exists():
            raise Conflict("Another build of this index has been started; this one gives up.")

    def _write_chunk(self) -> None:
        generation, chunk = self._generation.pk, (self.next_number - 1) // postings.CHUNK
        values = ((generation, term, chunk, data) for term, data in self._chunk.encoded())
        self._insert(Posting, ("generation", "term", "chunk", "data"), values)
        self._words.update(self._chunk.counts())
        self._chunk = Lists()

    def finish(self) -> None:
        """Write what is known only at the end: the last chunk, words, columns in the order of names."""
        self._write_chunk()
        generation = self._generation
        values = (
            (generation.pk, *word_values(word, self._spellings.get(word, word), self._words[word]))
            for word in sorted(self._words)
        )
        self._insert(Word, ("generation", *WORD_FIELDS), values)
        self._write_columns()
        generation.documents = generation.next_number = self.next_number
        generation.combinations = self._combinations.lists
        with transaction.atomic():
            self._still_wanted()
            generation.save(update_fields=("documents", "next_number", "combinations"))

    def _write_columns(self) -> None:
        table: Rows = np.concatenate([np.zeros(0, self._layout), *self._columns])
        table["rank"] = ranks_by_number(self._generation, self.next_number)
        values = (
            (self._generation.pk, start // SEGMENT, self._generation.stamp, table[start : start + SEGMENT].tobytes())
            for start in range(0, len(table), SEGMENT)
        )
        self._insert(Segment, ("generation", "position", "stamp", "data"), values)
