"""Whether two records are the same kind of thing, and numbers that units carry."""

import numpy as np

from parvis.engine.linkage.compare.pairs import Pairs, agreement
from parvis.engine.linkage.types import Floats


def same_label(pairs: Pairs) -> Floats:
    """The number of the research unit agrees: UMR 8520, U 1142 (1), or is another one (0)."""
    return agreement(pairs.left.labels, pairs.right.labels, pairs)


def same_family(pairs: Pairs) -> Floats:
    """Both are the same kind of hospital (1), or of different kinds (0): a CHU is not a day hospital."""
    left = pairs.left.names.families[pairs.left.first_name[pairs.i]]
    right = pairs.right.names.families[pairs.right.first_name[pairs.j]]
    return np.where((left == 0) | (right == 0), np.nan, (left & right) > 0).astype(np.float32)
