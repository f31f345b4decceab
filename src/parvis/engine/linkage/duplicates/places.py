"""Where records stand, with what one part of an address says about the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.alike import roots
from parvis.engine.linkage.normalise.places import places_all
from parvis.engine.linkage.normalise.tables import word_counts
from parvis.engine.linkage.types import Floats, Ints, Record


@dataclass(frozen=True, slots=True)
class Places:
    """One row a record; 0 is an unknown place."""

    city: NDArray[np.int32]
    """A misspelt city counts as the one it is like; a city that is not given is the one that most others with this
    postcode give."""
    department: NDArray[np.int32]
    postcode: NDArray[np.int32]
    weight: Floats
    """How much it says that a record is in this city: the logarithm of how few are, here and at large."""
    words: list[str]
    """For each city its name; the first is that of none."""


def places_of(records: Sequence[Record]) -> Places:
    """The places of records."""
    written: dict[tuple[str, str], int] = {}
    which = np.array([written.setdefault((r.city, r.postcode), len(written)) for r in records], dtype=np.int64)
    found = places_all([city for city, _postcode in written], [postcode for _city, postcode in written])
    names: dict[str, int] = {"": 0}
    city = np.array([names.setdefault(place.city, len(names)) for place in found], dtype=np.int64)[which]
    departments: dict[str, int] = {"": 0}
    numbers = [departments.setdefault(place.department, len(departments)) for place in found]
    department = np.array(numbers, dtype=np.int64)[which]
    postcode = np.array([place.postcode for place in found], dtype=np.int64)[which]
    words = list(names)
    counts = np.bincount(city, minlength=len(words))
    city = roots(words, counts)[city]
    city = np.where(city > 0, city, _usual(postcode, city, postcode))
    department = np.where(department > 0, department, _usual(city, department, city))
    holders = np.bincount(city, minlength=len(words))
    at_large, elsewhere = _at_large(words)
    weight = np.log((at_large + len(records) + 1) / np.maximum(holders + elsewhere, 1)).astype(np.float32)[city]
    weight[city == 0] = 0
    return Places(city.astype(np.int32), department.astype(np.int32), postcode.astype(np.int32), weight, words)


def _at_large(cities: Sequence[str]) -> tuple[int, Ints]:
    """How many names of French organisations were counted elsewhere, and about how many name each city: as many as
    hold the rarest word of it."""
    total, counts = word_counts()
    named = [min((counts.get(word, 0) for word in city.split()), default=0) for city in cities]
    return total, np.array(named, dtype=np.int64)


def _usual(keys: Ints, values: Ints, wanted: Ints) -> Ints:
    """For each wanted key the value that goes with it most often where both are known; 0 when none does."""
    known = (keys > 0) & (values > 0)
    span = int(values.max(initial=0)) + 1
    pairs, counts = np.unique(keys[known] * span + values[known], return_counts=True)
    found_keys, found_values = np.divmod(pairs, span)
    order = np.lexsort((found_values, -counts, found_keys))
    found_keys, found_values = found_keys[order], found_values[order]
    first = np.concatenate(([True], found_keys[1:] != found_keys[:-1])) if len(order) else np.zeros(0, dtype=bool)
    found_keys, found_values = found_keys[first], found_values[first]
    if not len(found_keys):
        return np.zeros(len(wanted), dtype=np.int64)
    at = np.minimum(np.searchsorted(found_keys, wanted), len(found_keys) - 1)
    return np.where((found_keys[at] == wanted) & (wanted > 0), found_values[at], 0)
