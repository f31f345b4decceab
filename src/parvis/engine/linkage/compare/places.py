"""Whether two records stand in the same place."""

import numpy as np

from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.types import Floats


def same_city(pairs: Pairs) -> Floats:
    """The city is the same (1), another one (0)."""
    left, right = pairs.left.city[pairs.i], pairs.right.city[pairs.j]
    return np.where((left == 0) | (right == 0), np.nan, left == right).astype(np.float32)


def same_department(pairs: Pairs) -> Floats:
    """The postcodes are of the same department (1), of another one (0)."""
    left, right = pairs.left.department[pairs.i], pairs.right.department[pairs.j]
    return np.where((left == 0) | (right == 0), np.nan, left == right).astype(np.float32)
