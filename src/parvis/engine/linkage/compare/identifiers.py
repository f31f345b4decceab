"""What registers say by their own numbers."""

import numpy as np

from parvis.engine.linkage.compare.pairs import Pairs, agreement
from parvis.engine.linkage.types import Flags, Floats

STRONG = ("siret", "finess", "rnsr", "ror")
"""A register gives one of these to one organisation: one that agrees decides, others that contradict forbid."""
FORBIDDING = (*STRONG, "siren")
"""A SIREN is that of a legal unit, which may have many establishments: it forbids, and does not decide."""


def agree(pairs: Pairs) -> Flags:
    """A strong identifier is the same on both sides; a record may have several of a kind."""
    found = np.zeros(len(pairs), dtype=bool)
    for shared in compared(pairs, STRONG).values():
        found |= shared > 0
    return found


def contradict(pairs: Pairs) -> Flags:
    """Both sides have identifiers of a kind and none of them is the same, and no strong one agrees."""
    found = np.zeros(len(pairs), dtype=bool)
    for shared in compared(pairs, FORBIDDING).values():
        found |= shared == 0
    return found & ~agree(pairs)


def compared(pairs: Pairs, schemes: tuple[str, ...] = FORBIDDING) -> dict[str, Floats]:
    """For each scheme the share of the identifiers that are the same; NaN where one side has none."""
    lefts, rights = pairs.left.identifiers, pairs.right.identifiers
    return {
        scheme: agreement(lefts[scheme], rights[scheme], pairs)
        for scheme in schemes
        if scheme in lefts and scheme in rights
    }
