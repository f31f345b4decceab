"""Which pairs of many records are worth a comparison, and what that choice loses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from parvis.engine.linkage.duplicates.hashing import Hashes
from parvis.engine.linkage.duplicates.keys import Keys
from parvis.engine.linkage.types import Ints


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of records, each once and ascending: record `i[k]` and record `j[k]`, `i[k] < j[k]`."""

    i: Ints
    j: Ints
    families: Mapping[str, int] = field(default_factory=dict)
    """How many pairs each family of keys gave, some of them given by others too."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """How many keys of each family stood in blocks above the cap."""

    def __len__(self) -> int:
        return len(self.i)


def candidates(keys: Iterable[Keys], owner: Ints) -> Candidates:
    """The pairs of records that share a key, except in blocks above the cap of the family."""
    size = int(owner[-1]) + 1 if len(owner) else 0
    found = np.zeros(0, dtype=np.int64)
    families: dict[str, int] = {}
    skipped: dict[str, int] = {}
    for some in keys:
        pairs, left = _pairs(some, owner, size)
        families[some.family] = families.get(some.family, 0) + len(pairs)
        skipped[some.family] = skipped.get(some.family, 0) + left
        found = _merged(found, pairs)
    i, j = np.divmod(found, max(size, 1))
    return Candidates(i, j, families, skipped)


def recall(found: Candidates, truth: Ints) -> float:
    """The share of the pairs of records with the same truth that are candidates; 1 when there are none."""
    sizes = np.bincount(np.unique(truth, return_inverse=True)[1])
    total = int((sizes * (sizes - 1) // 2).sum())
    return float((truth[found.i] == truth[found.j]).sum()) / total if total else 1.0


def _pairs(keys: Keys, owner: Ints, size: int) -> tuple[Ints, int]:
    """The pairs of one family, ascending and without repeats, and how many keys were in blocks that are too large."""
    entries, bits = _packed(keys.hashes, owner[keys.rows], size)
    blocks, rows = entries >> np.uint64(bits), (entries & np.uint64((1 << bits) - 1)).astype(np.int64)
    first = (
        np.flatnonzero(np.concatenate(([True], blocks[1:] != blocks[:-1]))) if len(blocks) else np.zeros(0, np.int64)
    )
    lengths = np.diff(np.append(first, len(blocks)))
    ends = np.repeat(first + lengths, lengths)
    able = np.repeat((lengths > 1) & (lengths <= keys.cap), lengths)
    parts = []
    live = np.flatnonzero(able)
    for step in range(1, keys.cap):
        live = live[live + step < ends[live]]
        if not len(live):
            break
        parts.append(rows[live] * size + rows[live + step])
    found = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return _sorted_once(found), int(lengths[lengths > keys.cap].sum())


def _packed(hashes: Hashes, records: Ints, size: int) -> tuple[Hashes, int]:
    """Keys and records in one number each, ascending and without repeats, and how many bits the record takes.

    What is left of the key is short enough to be shared by chance now and then, which costs a comparison.
    """
    bits = max(size - 1, 1).bit_length()
    entries = (hashes >> np.uint64(bits) << np.uint64(bits)) | records.astype(np.uint64)
    entries.sort()
    kept = np.concatenate(([True], entries[1:] != entries[:-1])) if len(entries) else np.zeros(0, dtype=bool)
    return entries[kept], bits


def _sorted_once(values: Ints) -> Ints:
    values.sort()
    return values[np.concatenate(([True], values[1:] != values[:-1]))] if len(values) else values


def _merged(left: Ints, right: Ints) -> Ints:
    """Both, ascending and without repeats."""
    return _sorted_once(np.concatenate((left, right)))
