"""How good clusters are: by pairs of records, against the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Quality:
    """Shares of pairs: of those that were put together, of those that belong together, and the harmonic mean."""

    precision: float
    recall: float
    f1: float


def pairwise(clusters: Sequence[object], truth: Sequence[object]) -> Quality:
    """All pairs of records, those of large clusters counting most."""
    ours, theirs = _numbered(clusters), _numbered(truth)
    together, wanted = _pairs(ours), _pairs(theirs)
    both = _pairs(np.unique(ours * (int(theirs.max(initial=0)) + 1) + theirs, return_inverse=True)[1])
    precision = both / together if together else 1.0
    recall = both / wanted if wanted else 1.0
    return Quality(precision, recall, 2 * both / (together + wanted) if together + wanted else 1.0)


def _numbered(values: Sequence[object]) -> NDArray[np.int64]:
    return np.unique(np.array([str(value) for value in values]), return_inverse=True)[1].astype(np.int64)


def _pairs(labels: NDArray[np.int64]) -> int:
    sizes = np.bincount(labels)
    return int((sizes * (sizes - 1) // 2).sum())
