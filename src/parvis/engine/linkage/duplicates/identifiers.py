"""What registers say by their own numbers: two that agree decide, two that contradict forbid."""

from collections.abc import Mapping

import numpy as np

from parvis.engine.linkage.compare.identifiers import FORBIDDING, STRONG
from parvis.engine.linkage.types import Flags, Ints, Small

Identifiers = Mapping[str, Small]
"""For each scheme the number of each record's value, 0 when it has none."""


def agree(identifiers: Identifiers, i: Ints, j: Ints) -> Flags:
    """For each pair whether a strong identifier is the same on both sides."""
    found = np.zeros(len(i), dtype=bool)
    for scheme in STRONG:
        if scheme in identifiers:
            left = identifiers[scheme][i]
            found |= (left > 0) & (left == identifiers[scheme][j])
    return found


def contradict(identifiers: Identifiers, i: Ints, j: Ints) -> Flags:
    """For each pair whether an identifier differs, and no strong one agrees."""
    found = np.zeros(len(i), dtype=bool)
    for scheme in FORBIDDING:
        if scheme in identifiers:
            left, right = identifiers[scheme][i], identifiers[scheme][j]
            found |= (left > 0) & (right > 0) & (left != right)
    return found & ~agree(identifiers, i, j)
