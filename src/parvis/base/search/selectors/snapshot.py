"""What a process remembers of an index: its columns, and the posting lists that were asked for lately."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from parvis.base.search import columns, postings
from parvis.base.search.columns import SEGMENT, Rows, facet_column
from parvis.base.search.models import Generation, Posting, Segment
from parvis.base.search.postings import Marks, Numbers
from parvis.base.search.registry import indexes

REMEMBERED = 64 * 1024 * 1024
"""Bytes of posting lists that a process keeps for one index."""


class Snapshot:
    """One state of an index. Never changes, apart from the lists that it remembers."""

    def __init__(self, generation: Generation, segments: dict[int, tuple[int, bytes]], facets: Sequence[str]) -> None:
        self.generation: int = generation.pk
        self.stamp: int = generation.stamp
        self.segments = segments
        self.combinations: dict[str, list[list[str]]] = generation.combinations
        self._lists: OrderedDict[bytes, tuple[Numbers, Marks]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()
        table = _table(segments, columns.layout(facets))
        self.keys: npt.NDArray[np.int64] = np.ascontiguousarray(table["key"])
        self.ranks: npt.NDArray[np.float64] = np.ascontiguousarray(table["rank"])
        self.weights: npt.NDArray[np.float32] = np.ascontiguousarray(table["weight"])
        self.title_words: npt.NDArray[np.uint8] = np.ascontiguousarray(table["words"])
        self.active: npt.NDArray[np.uint8] = np.ascontiguousarray(table["active"])
        self.facets: dict[str, npt.NDArray[np.uint16]] = {
            facet: np.ascontiguousarray(table[facet_column(facet)]) for facet in facets
        }

    @property
    def size(self) -> int:
        """Numbers that are known, used or not."""
        return len(self.keys)

    @cached_property
    def everything(self) -> Numbers:
        """The numbers of all documents."""
        return np.flatnonzero(self.keys)

    @cached_property
    def by_name(self) -> Numbers:
        """All documents in the order of their names."""
        return self.everything[np.argsort(self.ranks[self.everything], kind="stable")]

    @cached_property
    def by_weight(self) -> Numbers:
        """All documents, the important ones first, those that are active before the others, then by name."""
        found = self.everything
        return found[np.lexsort((self.ranks[found], -self.importance[found]))]

    @cached_property
    def importance(self) -> npt.NDArray[np.float32]:
        """The weight of each number; what is no longer active comes after everything else."""
        return np.where(self.active == 0, self.weights - np.float32(2), self.weights)

    def postings(self, terms: Iterable[bytes]) -> dict[bytes, tuple[Numbers, Marks]]:
        """The lists of these terms; those that are not remembered are read in one query."""
        found: dict[bytes, tuple[Numbers, Marks]] = {}
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

    def _read(self, terms: Sequence[bytes]) -> dict[bytes, tuple[Numbers, Marks]]:
        rows = Posting.objects.filter(generation=self.generation, term__in=terms).values_list("term", "chunk", "data")
        chunks: dict[bytes, list[tuple[int, bytes]]] = {term: [] for term in terms}
        for term, chunk, data in rows:
            chunks[bytes(term)].append((chunk, bytes(data)))
        return {term: self._known(*postings.join(parts)) for term, parts in chunks.items()}

    def _known(self, numbers: Numbers, marks: Marks) -> tuple[Numbers, Marks]:
        """Without numbers that were given after this state was read."""
        end = int(np.searchsorted(numbers, self.size))
        return numbers[:end], marks[:end]

    def _remember(self, read: dict[bytes, tuple[Numbers, Marks]]) -> None:
        with self._lock:
            for term, (numbers, marks) in read.items():
                self._lists[term] = (numbers, marks)
                self._held += numbers.nbytes + marks.nbytes + 200
            while self._held > REMEMBERED:
                _term, (numbers, marks) = self._lists.popitem(last=False)
                self._held -= numbers.nbytes + marks.nbytes + 200


def _table(segments: dict[int, tuple[int, bytes]], layout: np.dtype[np.void]) -> Rows:
    last = max(segments, default=-1)
    parts: list[Rows] = []
    for position in range(last + 1):
        held: Rows = np.frombuffer(segments[position][1] if position in segments else b"", layout)
        if len(held) < SEGMENT and position < last:
            held = np.concatenate([held, np.zeros(SEGMENT - len(held), layout)])
        parts.append(held)
    return np.concatenate(parts) if parts else np.zeros(0, layout)


def stamp_of(name: str) -> int | None:
    """A number that is another one after each change of the index; None when it was never built."""
    return Generation.objects.filter(index=name, is_live=True).values_list("stamp", flat=True).first()


_remembered: dict[str, Snapshot] = {}


def snapshot(name: str) -> Snapshot | None:
    """The present state of an index, None when it was never built.

    Asks the database for the stamp at each call, and reads again only the segments that have changed.
    """
    found = Generation.objects.filter(index=name, is_live=True).values_list("pk", "stamp").first()
    if found is None:
        return None
    known = _remembered.get(name)
    if known and (known.generation, known.stamp) == found:
        return known
    generation = Generation.objects.get(pk=found[0])
    rows = Segment.objects.filter(generation=generation.pk)
    stamps = dict(rows.values_list("position", "stamp"))
    held = known.segments if known and known.generation == generation.pk else {}
    segments = {position: held[position] for position, stamp in stamps.items() if held.get(position, (0,))[0] == stamp}
    stale = [position for position in stamps if position not in segments]
    for position, stamp, data in rows.filter(position__in=stale).values_list("position", "stamp", "data"):
        segments[position] = (stamp, bytes(data))
    fresh = Snapshot(generation, segments, indexes.get(name).facets)
    _remembered[name] = fresh
    return fresh
