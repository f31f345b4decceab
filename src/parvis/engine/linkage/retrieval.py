"""Candidates for a record: the few organisations of a reference that are worth a comparison."""

import numpy as np
from scipy import sparse

from parvis.engine.linkage.columns import Columns
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.types import Ints

GRAM = 3
CHUNK = 2_000
"""Names that are looked up at a time: bounds the memory."""


class Retrieval:
    """Character 3-grams of all names of a reference, weighed by how rare they are."""

    def __init__(self, reference: Columns) -> None:
        self._reference = reference
        self._grams: dict[str, int] = {}
        counts = self._matrix(reference.names.canonical, grow=True)
        document_counts = np.bincount(counts.indices, minlength=len(self._grams))
        self._rarity = np.log((1 + counts.shape[0]) / (1 + document_counts)) + 1
        self._index = self._weighed(counts).T.tocsr()

    def candidates(self, records: Columns, limit: int) -> tuple[Ints, Ints]:
        """Pairs of a record and one of at most `limit` organisations, nearest names first."""
        lefts: list[Ints] = []
        rights: list[Ints] = []
        names = records.names
        for start in range(0, len(names.canonical), CHUNK):
            rows = self._weighed(self._matrix(names.canonical[start : start + CHUNK]))
            near = sparse.csr_array(rows @ self._index)
            for row in range(near.shape[0]):
                found = near.indices[near.indptr[row] : near.indptr[row + 1]]
                scores = near.data[near.indptr[row] : near.indptr[row + 1]]
                best = found[np.lexsort((found, -scores))[: 3 * limit]]
                owners = list(dict.fromkeys(self._reference.names.owner[best].tolist()))[:limit]
                lefts.append(np.full(len(owners), names.owner[start + row], dtype=np.int64))
                rights.append(np.array(owners, dtype=np.int64))
        same = joined(records.labels, self._reference.labels)
        pairs = np.unique(
            np.stack([np.concatenate([*lefts, same[0]]), np.concatenate([*rights, same[1]])], axis=1), axis=0
        )
        return pairs[:, 0], pairs[:, 1]

    def _matrix(self, texts: list[str], *, grow: bool = False) -> sparse.csr_array:
        columns, starts = [], [0]
        for text in texts:
            padded = f" {text} "
            for at in range(len(padded) - GRAM + 1):
                gram = padded[at : at + GRAM]
                number = self._grams.setdefault(gram, len(self._grams)) if grow else self._grams.get(gram, -1)
                if number >= 0:
                    columns.append(number)
            starts.append(len(columns))
        found = sparse.csr_array(
            (np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(texts), len(self._grams))
        )
        found.sum_duplicates()
        return found

    def _weighed(self, counts: sparse.csr_array) -> sparse.csr_array:
        counts.data = np.log1p(counts.data) * self._rarity[counts.indices].astype(np.float32)
        norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data = counts.data / np.repeat(np.maximum(norms, 1e-9), np.diff(counts.indptr)).astype(np.float32)
        return counts


def joined(left: Ragged, right: Ragged) -> tuple[Ints, Ints]:
    """The pairs of lists that share a value, once for each value that they share."""
    order = np.argsort(right.values, kind="stable")
    values, owners = right.values[order], right.owners[order]
    starts = np.searchsorted(values, left.values, side="left")
    counts = np.searchsorted(values, left.values, side="right") - starts
    lefts = np.repeat(left.owners, counts)
    within = np.arange(len(lefts), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return lefts, owners[np.repeat(starts, counts) + within]
