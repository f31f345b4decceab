"""Filters and facet counts over the numbers that a query found."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from parvis.base.search.postings import Numbers

Combinations = Mapping[str, Sequence[Sequence[str]]]
"""For each facet, the sets of values met so far; columns refer to them by position."""

Positions = npt.NDArray[np.uint16]

WIDEST = 4_000_000
"""Codes that are numbered by a table of all; beyond, by sorting."""


class Signatures:
    """Numbers for the values of all facets together: documents that agree in every facet share one.

    There are far fewer of them than documents, so that filters and counts look at each signature once.
    """

    def __init__(self, columns: Mapping[str, Positions], combinations: Combinations) -> None:
        self.combinations = combinations
        size = len(next(iter(columns.values()), ()))
        numbers, self.count = np.zeros(size, np.int64), 1
        for facet, column in columns.items():
            held = len(combinations[facet])
            numbers, self.count = _numbered(numbers * held + column, self.count * held)
        self.of_document: npt.NDArray[np.uint32] = numbers.astype(np.uint32)
        self.facets: dict[str, Positions] = {facet: np.zeros(self.count, np.uint16) for facet in columns}
        for facet, column in columns.items():
            self.facets[facet][numbers] = column

    def histogram(self, found: Numbers) -> Numbers:
        """How many of these documents have each signature."""
        return np.bincount(self.of_document[found], minlength=self.count)


def _numbered(codes: Numbers, below: int) -> tuple[Numbers, int]:
    """Consecutive numbers for the codes that occur, and how many there are."""
    if below > max(WIDEST, 4 * len(codes)):
        found, numbers = np.unique(codes, return_inverse=True)
        return numbers, max(len(found), 1)
    occurs = np.zeros(below, bool)
    occurs[codes] = True
    numbers = np.cumsum(occurs) - 1
    return numbers[codes], max(int(numbers[-1]) + 1, 1)


class Selection:
    """What remains of `found` under filters, and how many there are of each value.

    `histogram` is that of what was found, for those who know it already.
    """

    def __init__(
        self,
        signatures: Signatures,
        found: Numbers,
        filters: Mapping[str, Sequence[str]],
        histogram: Numbers | None = None,
    ) -> None:
        self._signatures = signatures
        self._found = found
        histogram = signatures.histogram(found) if histogram is None else histogram
        self._met = np.flatnonzero(histogram)
        self._documents = histogram[self._met]
        self._passed = {
            facet: self._passes(facet, values)
            for facet, values in filters.items()
            if values and facet in signatures.facets
        }

    def _passes(self, facet: str, values: Sequence[str]) -> npt.NDArray[np.bool_]:
        """For each signature that was met, whether the facet holds one of the values."""
        wanted = set(values)
        held = self._signatures.combinations[facet]
        accepted = np.array([not wanted.isdisjoint(some) for some in held], bool)
        return accepted[self._signatures.facets[facet][self._met]]

    def _pass_all(self, *, without: str = "") -> npt.NDArray[np.bool_]:
        passed = np.ones(len(self._met), bool)
        for facet, passes in self._passed.items():
            if facet != without:
                passed &= passes
        return passed

    @cached_property
    def kept(self) -> npt.NDArray[np.bool_]:
        """For each of what was found, whether it passes all filters."""
        if not self._passed:
            return np.ones(len(self._found), bool)
        passes = np.zeros(self._signatures.count, bool)
        passes[self._met] = self._pass_all()
        return passes[self._signatures.of_document[self._found]]

    @cached_property
    def numbers(self) -> Numbers:
        """What passes all filters."""
        return self._found[self.kept] if self._passed else self._found

    @property
    def total(self) -> int:
        """How many pass all filters."""
        return len(self.numbers)

    def counts(self, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        """For each facet, how many would be found with each of its values, its own filter left aside."""
        return {facet: self._count(facet) for facet in facets if facet in self._signatures.facets}

    def _count(self, facet: str) -> dict[str, int]:
        combinations = self._signatures.combinations[facet]
        positions, documents = self._signatures.facets[facet][self._met], self._documents
        if self._passed:
            counted = self._pass_all(without=facet)
            positions, documents = positions[counted], documents[counted]
        by_position = np.bincount(positions, weights=documents, minlength=len(combinations))
        counts: dict[str, int] = {}
        for position in np.flatnonzero(by_position).tolist():
            for value in combinations[position]:
                counts[value] = counts.get(value, 0) + int(by_position[position])
        return counts
