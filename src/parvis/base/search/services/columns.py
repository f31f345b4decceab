"""Writes the columns of documents."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from parvis.base.search import columns, terms
from parvis.base.search.columns import SEGMENT, Rows
from parvis.base.search.documents import SearchDocument
from parvis.base.search.models import Document, Generation, Segment

MOST_COMBINATIONS = 65_535


class Combinations:
    """The sets of facet values met so far, each with its position; new ones are added as they come."""

    def __init__(self, facets: Sequence[str], known: dict[str, list[list[str]]]) -> None:
        self.facets = tuple(facets)
        self.lists = {facet: [list(values) for values in known.get(facet, [[]])] for facet in facets}
        self._positions = {
            facet: {tuple(values): position for position, values in enumerate(held)}
            for facet, held in self.lists.items()
        }

    def position(self, facet: str, values: Sequence[str]) -> int:
        """The position of this set of values; raises ValueError when a facet has too many different ones."""
        wanted = tuple(sorted(set(values)))
        positions = self._positions[facet]
        if wanted not in positions:
            if len(positions) > MOST_COMBINATIONS:
                raise ValueError(f"the facet {facet!r} has more than {MOST_COMBINATIONS} combinations of values")
            positions[wanted] = len(positions)
            self.lists[facet].append(list(wanted))
        return positions[wanted]


def row_of(document: SearchDocument, rank: float, combinations: Combinations) -> tuple[float, ...]:
    """The document as a row of the columns."""
    facets = (combinations.position(facet, document.facets.get(facet, ())) for facet in combinations.facets)
    return (
        document.key,
        rank,
        min(max(document.weight, 0.0), 1.0),
        terms.title_words(document),
        document.is_active,
        *facets,
    )


def write_rows(generation: Generation, facets: Sequence[str], rows: dict[int, tuple[float, ...] | None]) -> None:
    """Put rows (by number; None clears) into their segments; untouched segments and unchanged ones are not written."""
    layout = columns.layout(facets)
    by_segment: dict[int, dict[int, tuple[float, ...] | None]] = {}
    for number, row in rows.items():
        by_segment.setdefault(number // SEGMENT, {})[number % SEGMENT] = row
    present = {
        segment.position: segment
        for segment in Segment.objects.filter(generation=generation.pk, position__in=list(by_segment))
    }
    for position, changed in by_segment.items():
        old = present.get(position)
        held: Rows = np.frombuffer(bytes(old.data) if old else b"", layout)
        table: Rows = np.zeros(max(len(held), max(changed) + 1), layout)
        table[: len(held)] = held
        for low, row in changed.items():
            table[low] = row if row is not None else np.zeros((), layout)
        if old is None:
            Segment.objects.create(
                generation=generation.pk, position=position, stamp=generation.stamp, data=table.tobytes()
            )
        elif table.tobytes() != held.tobytes():
            Segment.objects.filter(pk=old.pk).update(data=table.tobytes(), stamp=generation.stamp)


class Ranks:
    """Places for some names in the present order, each between its neighbours."""

    def __init__(self, generation: Generation, facets: Sequence[str]) -> None:
        self._rows = Document.objects.filter(generation=generation.pk)
        self._segments = Segment.objects.filter(generation=generation.pk)
        self._layout = columns.layout(facets)
        self._tables: dict[int, Rows] = {}

    def of(self, sort_keys: Iterable[bytes]) -> dict[bytes, float] | None:
        """The rank of the same name where there is one, or numbers between those of the names before and after.

        None when two names stand so close that there is no number between them any more.
        """
        found: dict[bytes, float] = {}
        gaps: dict[tuple[float | None, float | None], list[bytes]] = {}
        for key in sorted(set(sort_keys)):
            low = self._neighbour(self._rows.filter(sort_key__lte=key).order_by("-sort_key", "-number"))
            if low and low[0] == key:
                found[key] = low[1]
                continue
            high = self._neighbour(self._rows.filter(sort_key__gt=key).order_by("sort_key", "number"))
            gaps.setdefault((low and low[1], high and high[1]), []).append(key)
        for (before, after), keys in gaps.items():
            ranks = _between(before, after, len(keys))
            if ranks is None:
                return None
            found.update(zip(keys, ranks, strict=True))
        return found

    def _neighbour(self, rows: QuerySet[Document]) -> tuple[bytes, float] | None:
        found = rows.values_list("sort_key", "number").first()
        if found is None:
            return None
        position, low = divmod(found[1], SEGMENT)
        if position not in self._tables:
            segment = self._segments.get(position=position)
            self._tables[position] = np.frombuffer(bytes(segment.data), self._layout)
        return bytes(found[0]), float(self._tables[position][low]["rank"])


def _between(low: float | None, high: float | None, count: int) -> list[float] | None:
    """So many ascending numbers between two, either of which may be missing; None when there are not so many."""
    if high is None:
        return [(0.0 if low is None else low + 1) + place for place in range(count)]
    if low is None:
        return [high - count + place for place in range(count)]
    ranks = [low + (high - low) * (place + 1) / (count + 1) for place in range(count)]
    return ranks if all(one < other for one, other in pairwise([low, *ranks, high])) else None


def ranks_by_number(generation: Generation, size: int) -> npt.NDArray[np.float64]:
    """The rank of each number below `size`: 0 for the first name in alphabetical order, the same for the same name."""
    ranks = np.zeros(size, np.float64)
    rows = Document.objects.filter(generation=generation.pk).order_by("sort_key", "number")
    place, previous = -1, None
    for number, key in rows.values_list("number", "sort_key").iterator(chunk_size=10_000):
        if key != previous:
            place, previous = place + 1, key
        ranks[number] = place
    return ranks


def respace(generation: Generation, facets: Sequence[str]) -> None:
    """Number all names anew in their order; for when many have changed."""
    ranks = ranks_by_number(generation, generation.next_number)
    layout = columns.layout(facets)
    for segment in Segment.objects.filter(generation=generation.pk).iterator(chunk_size=20):
        table: Rows = np.frombuffer(bytes(segment.data), layout).copy()
        start = segment.position * SEGMENT
        table["rank"] = ranks[start : start + len(table)]
        Segment.objects.filter(pk=segment.pk).update(data=table.tobytes(), stamp=generation.stamp)
