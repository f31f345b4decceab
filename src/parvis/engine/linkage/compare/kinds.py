"""Whether two records are the same kind of thing, numbers that units carry, and who belongs to whom."""

import numpy as np

from parvis.engine.linkage.columns import Columns
from parvis.engine.linkage.compare.pairs import Pairs, agreement
from parvis.engine.linkage.normalise.families import FAMILIES, PART, UNSAID
from parvis.engine.linkage.normalise.tables import institutions, part_words
from parvis.engine.linkage.types import Floats, Ints

GENERAL = frozenset({"university hospital", "general hospital", "clinic", "cancer centre", "military hospital"})
LARGE = np.log1p(np.float32(500))
"""So many organisations belong to a national institution, as registers of all France have them."""
KNOWN = UNSAID - 1
"""The families themselves."""
SPECIAL = sum(1 << bit for bit, family in enumerate(FAMILIES) if family not in GENERAL) | PART
"""Families of services that belong to a hospital without being it, and parts of any organisation."""


def same_label(pairs: Pairs) -> Floats:
    """The number of the research unit agrees: UMR 8520, U 1142 (1), or is another one (0)."""
    return agreement(pairs.left.labels, pairs.right.labels, pairs)


def same_family(pairs: Pairs) -> Floats:
    """Both are the same kind of hospital (1), or of different kinds (0): a CHU is not a day hospital."""
    left, right = pairs.left.names.families[pairs.a] & KNOWN, pairs.right.names.families[pairs.b] & KNOWN
    return np.where((left == 0) | (right == 0), np.nan, (left & right) > 0).astype(np.float32)


def special_service(pairs: Pairs) -> Floats:
    """One is a part (unit, antenna…) or a special service (home care, day hospital, maternity…) and the other is not
    (1 it is so)."""
    left, right = _masks(pairs.left)[pairs.i], _masks(pairs.right)[pairs.j]
    return np.where((left | right) == 0, np.nan, (left != right)).astype(np.float32)


def _masks(side: Columns) -> Ints:
    """The special services that any name of each record shows."""
    return np.bitwise_or.reduceat(side.names.families & SPECIAL, side.first_name[:-1])


def part_named(pairs: Pairs) -> Floats:
    """Only the text names a part: a site, a service (1); only the organisation's name does (-1); both or none (0)."""
    parts = part_words()
    left = np.fromiter((not parts.isdisjoint(text.split()) for text in pairs.texts), np.int8, len(pairs))
    right = np.fromiter((not parts.isdisjoint(name.split()) for name in pairs.right_names), np.int8, len(pairs))
    return (left - right).astype(np.float32)


def parents_named(pairs: Pairs) -> Floats:
    """The text also names an institution that the organisation belongs to (1 it does, 0 it does not)."""
    parents = pairs.statistics.parents
    found = np.full(len(pairs), np.nan, dtype=np.float32)
    for at, j in enumerate(pairs.j.tolist()):
        if parents[j]:
            text = f" {pairs.texts[at]} "
            found[at] = any(f" {parent} " in text for parent in parents[j])
    return found


def children(pairs: Pairs) -> Floats:
    """How many other organisations belong to it, of the reference or at large: people name large institutions more
    often.

    Where the reference says of nobody to whom it belongs, nothing is known but of national institutions.
    """
    counts = pairs.statistics.children
    found = np.log1p(counts[pairs.j]).astype(np.float32) if counts.any() else np.full(len(pairs), np.nan, np.float32)
    known = institutions()
    large = np.fromiter((name in known for name in pairs.right_names), np.bool_, len(pairs))
    return np.where(large, np.fmax(found, LARGE), found)
