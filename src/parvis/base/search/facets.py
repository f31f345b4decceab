"""Filters and facet counts over the numbers that a query found."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from parvis.base.search.postings import Numbers


class Columns(Protocol):
    """What filters look at."""

    combinations: dict[str, list[list[str]]]
    facets: dict[str, npt.NDArray[np.uint16]]


class Selection:
    """What remains of `found` under filters, and how many there are of each value."""

    def __init__(self, columns: Columns, found: Numbers, filters: Mapping[str, Sequence[str]]) -> None:
        self._columns = columns
        self._found = found
        self._passed = {
            facet: self._passes(facet, values)
            for facet, values in filters.items()
            if values and facet in columns.facets
        }

    def _passes(self, facet: str, values: Sequence[str]) -> npt.NDArray[np.bool_]:
        wanted = set(values)
        accepted = np.array([not wanted.isdisjoint(held) for held in self._columns.combinations[facet]], bool)
        return accepted[self._columns.facets[facet][self._found]]

    @cached_property
    def kept(self) -> npt.NDArray[np.bool_]:
        """For each of what was found, whether it passes all filters."""
        return self._pass_all(without="")

    def _pass_all(self, *, without: str) -> npt.NDArray[np.bool_]:
        passed = np.ones(len(self._found), bool)
        for facet, passes in self._passed.items():
            if facet != without:
                passed &= passes
        return passed

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
        return {facet: self._count(facet) for facet in facets if facet in self._columns.facets}

    def _count(self, facet: str) -> dict[str, int]:
        numbers = self._found[self._pass_all(without=facet)] if facet in self._passed else self.numbers
        combinations = self._columns.combinations[facet]
        by_position = np.bincount(self._columns.facets[facet][numbers], minlength=len(combinations))
        counts: dict[str, int] = {}
        for position in np.flatnonzero(by_position).tolist():
            for value in combinations[position]:
                counts[value] = counts.get(value, 0) + int(by_position[position])
        return counts
