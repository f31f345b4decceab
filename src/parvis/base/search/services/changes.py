"""Changes to an index, gathered by term and written together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import F

from parvis.base.search import postings, terms
from parvis.base.search.documents import SearchDocument
from parvis.base.search.models import Generation, Posting, Word
from parvis.engine.text.stems import stem

T = TypeVar("T")
BATCH = 400
"""Terms looked up in one query; SQLite takes at most some 32,000 variables, PostgreSQL plans long lists slowly."""


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, `size` at a time."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Changes:
    """What to add to the lists of an index and what to take out, for any number of documents."""

    def __init__(self) -> None:
        self._terms: dict[int, dict[bytes, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        self._words: Counter[str] = Counter()
        self._spellings: dict[str, str] = {}

    def replace(self, number: int, *, old: SearchDocument | None, new: SearchDocument | None) -> None:
        """Put `new` in the place of `old`; either may be nothing."""
        analysis = terms.analysis_of(new) if new else terms.NOTHING
        before = terms.analysis_of(old).terms if old else {}
        after = analysis.terms
        chunk, low = divmod(number, postings.CHUNK)
        for term in before.keys() | after.keys():
            mark = after.get(term, 0)
            if mark == before.get(term, 0):
                continue
            self._terms[chunk][term][low] = mark
            if term.startswith(terms.WORD) and (term in after) != (term in before):
                self._words[term[1:].decode()] += 1 if term in after else -1
        self._spellings.update(analysis.spellings)

    def write(self, generation: Generation) -> None:
        """Write everything; the caller holds the lock of the generation."""
        for chunk, by_term in self._terms.items():
            for some in batches(sorted(by_term), BATCH):
                _write_postings(generation.pk, chunk, some, by_term)
        for words in batches(sorted(word for word, by in self._words.items() if by), BATCH):
            self._write_words(generation.pk, words)

    def _write_words(self, generation: int, words: Sequence[str]) -> None:
        rows = Word.objects.filter(generation=generation)
        known = {
            bytes(word) for word in rows.filter(word__in=[w.encode() for w in words]).values_list("word", flat=True)
        }
        new = [word for word in words if word.encode() not in known]
        Word.objects.bulk_create(
            [
                Word(generation=generation, **dict(zip(WORD_FIELDS, values, strict=True)))
                for word in new
                for values in (word_values(word, self._spellings.get(word, word), self._words[word]),)
            ]
        )
        for by in {self._words[word] for word in words if word.encode() in known}:
            same = [word.encode() for word in words if word.encode() in known and self._words[word] == by]
            rows.filter(word__in=same).update(documents=F("documents") + by)
        rows.filter(word__in=[word.encode() for word in words], documents__lte=0).delete()


WORD_FIELDS = ("word", "stem", "reverse", "surface", "documents")


def word_values(word: str, spelling: str, documents: int) -> tuple[bytes, bytes, bytes, str, int]:
    """The values of WORD_FIELDS for a word."""
    return word.encode(), stem(word).encode(), word[::-1].encode(), spelling[:80], documents


def _write_postings(generation: int, chunk: int, some: Sequence[bytes], by_term: dict[bytes, dict[int, int]]) -> None:
    rows = Posting.objects.filter(generation=generation, chunk=chunk, term__in=some)
    present = {bytes(row.term): row for row in rows}
    emptied, written = [], []
    for term in some:
        row = present.get(term)
        data = postings.change(bytes(row.data) if row else b"", by_term[term])
        if data:
            written.append(Posting(generation=generation, term=term, chunk=chunk, data=data))
        else:
            emptied.append(term)
    rows.filter(term__in=emptied).delete()
    Posting.objects.bulk_create(
        written, update_conflicts=True, unique_fields=("generation", "term", "chunk"), update_fields=("data",)
    )
