"""What is known of every document in columns: key, order by name, weight, size of the title, facets."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from parvis.base.search import ranking

SEGMENT = 4096
"""Documents of one stored segment."""

Rows = npt.NDArray[np.void]


def layout(facets: Sequence[str]) -> np.dtype[np.void]:
    """The columns of an index; key 0 is a number that is not in use (keys of the database start at 1)."""
    return np.dtype(
        [
            ("key", "<i8"),
            ("rank", "<f8"),
            ("weight", "<f4"),
            ("words", "u1"),
            ("active", "u1"),
            *((facet_column(facet), "<u2") for facet in facets),
        ]
    )


def facet_column(facet: str) -> str:
    """The column that holds the position of a facet's combination."""
    return f"facet_{facet}"


class Columns:
    """The columns of all documents, each in an array of its own, as queries need them."""

    def __init__(self, facets: Sequence[str], size: int) -> None:
        self.keys = np.zeros(size, np.int64)
        self.ranks = np.zeros(size, np.float64)
        self.importance = np.zeros(size, np.float32)
        """The weight of each; what is no longer active comes after everything else."""
        self.standing = np.zeros(size, np.float32)
        """What weight and activity add to a score."""
        self.title_words = np.zeros(size, np.uint8)
        self.facets = {facet: np.zeros(size, np.uint16) for facet in facets}

    def changed(self, segments: Mapping[int, bytes]) -> "Columns":
        """A copy in which these segments have other contents."""
        rows = layout(tuple(self.facets))
        tables: dict[int, Rows] = {place * SEGMENT: np.frombuffer(data, rows) for place, data in segments.items()}
        size = max([len(self.keys), *(start + len(table) for start, table in tables.items())])
        copy = Columns(tuple(self.facets), size)
        for start in range(0, len(self.keys), SEGMENT):
            if start not in tables:
                copy._take(self, slice(start, start + SEGMENT))
        for start, table in tables.items():
            copy._put(slice(start, start + len(table)), table)
        return copy

    def _take(self, other: "Columns", here: slice) -> None:
        for name in ("keys", "ranks", "importance", "standing", "title_words"):
            getattr(self, name)[here] = getattr(other, name)[here]
        for facet, column in self.facets.items():
            column[here] = other.facets[facet][here]

    def _put(self, here: slice, table: Rows) -> None:
        inactive = table["active"] == 0
        self.keys[here], self.ranks[here], self.title_words[here] = table["key"], table["rank"], table["words"]
        self.importance[here] = np.where(inactive, table["weight"] - np.float32(2), table["weight"])
        self.standing[here] = ranking.IMPORTANCE * table["weight"] + np.float32(ranking.INACTIVE) * inactive
        for facet, column in self.facets.items():
            column[here] = table[facet_column(facet)]
