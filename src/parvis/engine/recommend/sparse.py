"""Small help with sparse matrices, as typed functions."""

from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from parvis.engine.recommend.types import Floats, Ints

Matrix: TypeAlias = Any
"""A `scipy.sparse.csr_matrix` of float32."""


def matrix(rows: Ints, columns: Ints, shape: tuple[int, int], values: Floats | None = None) -> Matrix:
    """A matrix of these places; values of the same place add up."""
    data = np.ones(len(rows), dtype=np.float32) if values is None else values.astype(np.float32)
    return sparse.csr_matrix((data, (rows, columns)), shape=shape)


def scaled(left: Floats | None, middle: Matrix, right: Floats | None = None) -> Matrix:
    """The matrix with its rows and its columns multiplied."""
    found = middle if left is None else sparse.diags(left.astype(np.float32)) @ middle
    return (found if right is None else found @ sparse.diags(right.astype(np.float32))).tocsr()


def sums(of: Matrix, axis: int) -> Floats:
    """The sum of each row (axis 1) or of each column (axis 0)."""
    return np.asarray(of.sum(axis=axis), dtype=np.float32).ravel()


def inverse(values: Floats) -> Floats:
    """One over each value, 0 where it is 0."""
    return np.divide(1, values, out=np.zeros_like(values), where=values > 0)


def without_diagonal(of: Matrix) -> Matrix:
    """Nobody is a partner of itself."""
    found = of.tocoo()
    kept = found.row != found.col
    return matrix(found.row[kept], found.col[kept], of.shape, found.data[kept])


def row(of: Matrix, at: int) -> Floats:
    """One row as a vector."""
    found = np.zeros(of.shape[1], dtype=np.float32)
    some = slice(of.indptr[at], of.indptr[at + 1])
    found[of.indices[some]] = of.data[some]
    return found


def places(of: Matrix, at: int) -> Ints:
    """Where a row is not 0."""
    return np.asarray(of.indices[of.indptr[at] : of.indptr[at + 1]], dtype=np.int64)


def filled(of: Matrix) -> Matrix:
    """The same places, each holding 1."""
    return sparse.csr_matrix((np.ones_like(of.data), of.indices, of.indptr), shape=of.shape)


def spread(of: Matrix, rows: Ints, values: Floats) -> Floats:
    """What reaches each column when each place of these rows that is not 0 hands on the value of its row."""
    columns, lengths = gathered(of, rows)
    found = np.bincount(columns, np.repeat(values, lengths), of.shape[1])
    return found.astype(np.float32)


def gathered(of: Matrix, rows: Ints) -> tuple[Ints, Ints]:
    """The columns that are not 0 in some rows, one row after the other, and how many each row has."""
    starts = of.indptr[rows].astype(np.int64)
    lengths = of.indptr[rows + 1] - starts
    ends = lengths.cumsum()
    at = np.arange(int(lengths.sum())) + np.repeat(starts - ends + lengths, lengths)
    return of.indices[at].astype(np.int64), lengths


def unit_rows(of: Matrix) -> Matrix:
    """Each row with length 1; empty rows stay empty."""
    return scaled(inverse(np.sqrt(sums(of.multiply(of), 1))), of)
