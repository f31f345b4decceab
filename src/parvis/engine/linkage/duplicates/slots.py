"""Lists of different lengths as rows of the same length, which whole columns can be compared by."""

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.types import Flags, Ints


def distinct(rows: Ints, values: Ints, span: int) -> tuple[Ints, Ints]:
    """Each value (below `span`) of a row once, rows and values ascending."""
    packed = rows * max(span, 1) + values
    packed.sort()
    if len(packed):
        packed = packed[np.concatenate(([True], packed[1:] != packed[:-1]))]
    found_rows, found_values = np.divmod(packed, max(span, 1))
    return found_rows, found_values


def slots(rows: Ints, values: Ints, size: int, width: int, *, missing: int) -> NDArray[np.int32]:
    """The first `width` values of each row; `rows` ascends, `missing` fills what is left."""
    found = np.full((size, width), missing, dtype=np.int32)
    at = np.arange(len(rows), dtype=np.int64) - np.searchsorted(rows, rows, side="left")
    kept = at < width
    found[rows[kept], at[kept]] = values[kept]
    return found


def shared(left: NDArray[np.int32], right: NDArray[np.int32], *, missing: int) -> tuple[Flags, Flags]:
    """For each value of two rows, whether the other row has it too."""
    width = left.shape[1]
    mine, theirs = np.zeros(left.shape[::-1], dtype=bool), np.zeros(right.shape[::-1], dtype=bool)
    columns_left, columns_right = np.ascontiguousarray(left.T), np.ascontiguousarray(right.T)
    columns_right = np.where(columns_right == missing, missing - 1, columns_right)
    for a in range(width):
        for b in range(right.shape[1]):
            same = columns_left[a] == columns_right[b]
            mine[a] |= same
            theirs[b] |= same
    return mine, theirs
