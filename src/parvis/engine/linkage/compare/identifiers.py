"""What registers say by their own numbers."""

import numpy as np

from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.types import Flags, Ints

STRONG = ("siret", "finess", "rnsr", "ror")
"""A register gives one of these to one organisation: two that agree decide, two that contradict forbid."""
FORBIDDING = (*STRONG, "siren")
"""A SIREN is that of a legal unit, which may have many establishments: it forbids, and does not decide."""


def agree(pairs: Pairs) -> Flags:
    """A strong identifier is the same on both sides."""
    found = np.zeros(len(pairs), dtype=bool)
    for _scheme, left, right in _both(pairs, STRONG):
        found |= (left == right) & (left > 0)
    return found


def contradict(pairs: Pairs) -> Flags:
    """A strong identifier differs, and none agrees."""
    found = np.zeros(len(pairs), dtype=bool)
    for _scheme, left, right in _both(pairs, FORBIDDING):
        found |= (left != right) & (left > 0) & (right > 0)
    return found & ~agree(pairs)


def _both(pairs: Pairs, schemes: tuple[str, ...]) -> list[tuple[str, Ints, Ints]]:
    lefts, rights = pairs.left.identifiers, pairs.right.identifiers
    return [
        (scheme, lefts[scheme][pairs.i], rights[scheme][pairs.j])
        for scheme in schemes
        if scheme in lefts and scheme in rights
    ]
