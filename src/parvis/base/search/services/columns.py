"""Writes the columns of documents."""

from bisect import bisect_left
from collections.abc import Sequence

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
    """Places for a few names in the present order, each between its neighbours."""

    def __init__(self, generation: Generation, facets: Sequence[str]) -> None:
        self._rows = Document.objects.filter(generation=generation.pk)
        self._generation = generation
        self._layout = columns.layout(facets)
        self._placed: list[tuple[bytes, float]] = []

    def place(self, sort_key: bytes) -> float:
        """The rank of the same name where there is one, or a number between those of the names before and after."""
        low = self._neighbour(self._rows.filter(sort_key__lte=sort_key).order_by("-sort_key", "-number"))
        if low and low[0] == sort_key:
            return low[1]
        high = self._neighbour(self._rows.filter(sort_key__gt=sort_key).order_by("sort_key", "number"))
        low = low or (b"", -1.0)
        high = high or (b"\xff", low[1] + 2.0)
        at = bisect_left(self._placed, (sort_key, float("-inf")))
        if at > 0 and self._placed[at - 1] > low:
            low = self._placed[at - 1]
        if at < len(self._placed) and self._placed[at] < high:
            high = self._placed[at]
            if high[0] == sort_key:
                return high[1]
        rank = (low[1] + high[1]) / 2
        self._placed.insert(at, (sort_key, rank))
        return rank

    def _neighbour(self, rows: QuerySet[Document]) -> tuple[bytes, float] | None:
        found = rows.values_list("sort_key", "number").first()
        if found is None:
            return None
        position, low = divmod(found[1], SEGMENT)
        segment = Segment.objects.filter(generation=self._generation.pk, position=position).first()
        held: Rows = np.frombuffer(bytes(segment.data) if segment else b"", self._layout)
        return bytes(found[0]), float(held[low]["rank"]) if low < len(held) else -1.0


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
