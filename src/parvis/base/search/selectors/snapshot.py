"""What a process remembers of an index: its columns, and the posting lists that were asked for lately."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from parvis.base.search.columns import Columns
from parvis.base.search.facets import Combinations, Signatures
from parvis.base.search.models import Generation, Segment
from parvis.base.search.postings import Numbers
from parvis.base.search.registry import indexes
from parvis.base.search.selectors.lists import Lists

TOGETHER = 32
"""Segments that are read in one query: some four megabytes."""


class Snapshot:
    """One state of an index. Never changes, apart from the lists that it remembers."""

    def __init__(
        self, generation: int, stamp: int, combinations: Combinations, stamps: Mapping[int, int], columns: Columns
    ) -> None:
        self.generation, self.stamp = generation, stamp
        self.combinations = combinations
        self.stamps = stamps
        self.columns = columns
        self.lists = Lists(generation)

    @property
    def size(self) -> int:
        """Numbers that are known, used or not."""
        return len(self.columns.keys)

    def keys_of(self, numbers: Numbers) -> list[int]:
        """The keys of these documents."""
        keys: list[int] = self.columns.keys[numbers].tolist()
        return keys

    @cached_property
    def signatures(self) -> Signatures:
        """Which documents have the same values of all facets."""
        return Signatures(self.columns.facets, self.combinations)

    @cached_property
    def everything(self) -> Numbers:
        """The numbers of all documents."""
        return np.flatnonzero(self.columns.keys)

    @cached_property
    def histogram(self) -> Numbers:
        """How many documents have each signature."""
        return self.signatures.histogram(self.everything)


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
    fresh = _read(*found, known if known and known.generation == found[0] else None, indexes.get(name).facets)
    if fresh is None:
        return snapshot(name)
    _remembered[name] = fresh
    return fresh


def _read(generation: int, stamp: int, known: Snapshot | None, facets: Sequence[str]) -> Snapshot | None:
    """The state of a build at a stamp or later, None when another build has taken its place meanwhile.

    What a segment refers to is read after it: a change in between only adds to that.
    """
    rows = Segment.objects.filter(generation=generation)
    held = known.stamps if known else {}
    stamps = dict(rows.values_list("position", "stamp"))
    stale = sorted(position for position in stamps if held.get(position) != stamps[position])
    data: dict[int, bytes] = {}
    for start in range(0, len(stale), TOGETHER):
        some = rows.filter(position__in=stale[start : start + TOGETHER])
        for position, its_stamp, content in some.values_list("position", "stamp", "data"):
            stamps[position], data[position] = its_stamp, bytes(content)
    columns = (known.columns if known else Columns(facets, 0)).changed(data)
    combinations = Generation.objects.filter(pk=generation, is_live=True).values_list("combinations", flat=True).first()
    return None if combinations is None else Snapshot(generation, stamp, combinations, stamps, columns)
