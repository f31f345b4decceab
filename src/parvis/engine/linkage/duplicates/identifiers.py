"""What registers say by their own numbers: two that agree decide, two that contradict forbid."""

from collections.abc import Mapping

import numpy as np

from parvis.engine.linkage.compare.identifiers import FORBIDDING, STRONG
from parvis.engine.linkage.types import Flags, Ints, Small

Identifiers = Mapping[str, Small]
"""For each scheme the numbers of each record's values, one row a record, the first ones first; 0 for none."""


def agree(identifiers: Identifiers, i: Ints, j: Ints) -> Flags:
    """For each pair whether a strong identifier is the same on both sides; a record may have several of a kind."""
    found = np.zeros(len(i), dtype=bool)
    for scheme in STRONG:
        if scheme in identifiers:
            found |= _same(identifiers[scheme], i, j)
    return found


def contradict(identifiers: Identifiers, i: Ints, j: Ints) -> Flags:
    """For each pair whether both sides have identifiers of a kind and none of them is the same, and no strong one
    agrees."""
    found = np.zeros(len(i), dtype=bool)
    for scheme in FORBIDDING:
        if scheme in identifiers:
            first = identifiers[scheme][:, 0]
            both = np.flatnonzero((first[i] > 0) & (first[j] > 0))
            found[both] |= ~_same(identifiers[scheme], i[both], j[both])
    at = np.flatnonzero(found)
    found[at] = ~agree(identifiers, i[at], j[at])
    return found


def _same(column: Small, i: Ints, j: Ints) -> Flags:
    found = np.zeros(len(i), dtype=bool)
    for left in column.T:
        for right in column.T:
            values = left[i]
            found |= (values > 0) & (values == right[j])
    return found
