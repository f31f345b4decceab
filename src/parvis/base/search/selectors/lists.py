"""The posting lists that a process asked for lately."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from parvis.base.search.models import Posting

REMEMBERED = 64 * 1024 * 1024
"""Bytes of posting lists that a process keeps for one index."""

OVERHEAD = 200
"""Bytes that a term and a chunk take beside their lists."""

Chunks = Mapping[int, bytes]
"""A term's postings as they are stored, by the number of the chunk."""


class Lists:
    """The lists of one state of an index; the least recently used are forgotten."""

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._lists: OrderedDict[bytes, Chunks] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def of(self, terms: Iterable[bytes]) -> dict[bytes, Chunks]:
        """The lists of these terms; those that are not remembered are read in one query."""
        found: dict[bytes, Chunks] = {}
        missing = []
        with self._lock:
            for term in set(terms):
                if term in self._lists:
                    self._lists.move_to_end(term)
                    found[term] = self._lists[term]
                else:
                    missing.append(term)
        if missing:
            read = self._read(missing)
            self._remember(read)
            found |= read
        return found

    def _read(self, terms: Sequence[bytes]) -> dict[bytes, Chunks]:
        chunks: dict[bytes, dict[int, bytes]] = {term: {} for term in terms}
        rows = Posting.objects.filter(generation=self._generation, term__in=terms)
        for term, chunk, data in rows.values_list("term", "chunk", "data"):
            chunks[bytes(term)][chunk] = bytes(data)
        return dict(chunks)

    def _remember(self, read: Mapping[bytes, Chunks]) -> None:
        with self._lock:
            for term, chunks in read.items():
                self._held += _size(chunks) - _size(self._lists.get(term))
                self._lists[term] = chunks
            while self._held > REMEMBERED:
                _term, chunks = self._lists.popitem(last=False)
                self._held -= _size(chunks)


def _size(chunks: Chunks | None) -> int:
    return 0 if chunks is None else OVERHEAD + sum(len(data) + OVERHEAD for data in chunks.values())
