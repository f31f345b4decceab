"""What is known of the places of all records, as arrays that every executor holds.

`duplicates.places.places_of` says the same of records that fit into one process.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.alike import roots
from parvis.engine.linkage.duplicates.hashing import Hashes, combined, text_hashes
from parvis.engine.linkage.types import Ints


@dataclass(frozen=True, slots=True)
class Addresses:
    """The different places that records give: a folded city, a department, a postcode (0 for none), how many records
    give these three, and the first id of those records."""

    cities: Sequence[str]
    departments: Sequence[str]
    postcodes: Ints
    counts: Ints
    first_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Towns:
    """The number of the city and of the department that each different place stands for; 0 is an unknown one."""

    known: Hashes
    """Places as one number each, ascending."""
    city: NDArray[np.int32]
    department: NDArray[np.int32]

    @classmethod
    def of(cls, found: Addresses) -> "Towns":
        """Numbers follow the ids, as they do on one machine, so that what is equal is settled in the same way."""
        names, city = _numbered(found.cities, found.first_ids)
        _names, department = _numbered(found.departments, found.first_ids)
        counts = np.bincount(city, weights=found.counts, minlength=len(names)).astype(np.int64)
        city = roots(names, counts)[city]
        city = np.where(city > 0, city, _usual(found.postcodes, city, found.counts, found.postcodes))
        department = np.where(department > 0, department, _usual(city, department, found.counts, city))
        hashes = _hashes(found.cities, found.departments, found.postcodes)
        order = np.argsort(hashes)
        return cls(hashes[order], city.astype(np.int32)[order], department.astype(np.int32)[order])

    def __call__(
        self, cities: Sequence[str], departments: Sequence[str], postcodes: Ints
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The cities and the departments of some records; each place is one of those that were counted."""
        at = np.searchsorted(self.known, _hashes(cities, departments, postcodes))
        return self.city[at], self.department[at]


def _hashes(cities: Sequence[str], departments: Sequence[str], postcodes: Ints) -> Hashes:
    return combined(text_hashes(cities), text_hashes(departments), postcodes)


def _numbered(values: Sequence[str], first_ids: Sequence[str]) -> tuple[list[str], Ints]:
    """The different values, the empty one first and the others in the order of their first ids, and their numbers."""
    first: dict[str, str] = {}
    for value, one in zip(values, first_ids, strict=True):
        first[value] = min(first.get(value, one), one)
    first.pop("", None)
    names = ["", *sorted(first, key=first.__getitem__)]
    numbers = {name: number for number, name in enumerate(names)}
    return names, np.array([numbers[value] for value in values], dtype=np.int64)


def _usual(keys: Ints, values: Ints, counts: Ints, wanted: Ints) -> Ints:
    """For each wanted key the value that goes with it most often where both are known; 0 when none does."""
    known = (keys > 0) & (values > 0)
    span = int(values.max(initial=0)) + 1
    pairs, inverse = np.unique(keys[known] * span + values[known], return_inverse=True)
    often = np.bincount(inverse, weights=counts[known], minlength=len(pairs))
    found_keys, found_values = np.divmod(pairs, span)
    order = np.lexsort((found_values, -often, found_keys))
    found_keys, first = np.unique(found_keys[order], return_index=True)
    if not len(found_keys):
        return np.zeros(len(wanted), dtype=np.int64)
    best = found_values[order][first]
    at = np.minimum(np.searchsorted(found_keys, wanted), len(found_keys) - 1)
    return np.where((found_keys[at] == wanted) & (wanted > 0), best[at], 0)
