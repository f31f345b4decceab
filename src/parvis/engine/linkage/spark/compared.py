"""The columns of a record that Splink compares, and its keys: one row a record, unknown values null.

Words are given as tokens, as many of a word as it says, so that the size of what two lists have in common is the weight
of the words that both names have: the SQL of Splink knows sets of numbers, but no weights.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from parvis.engine.linkage.compare.identifiers import FORBIDDING
from parvis.engine.linkage.duplicates.slots import distinct, shared
from parvis.engine.linkage.normalise.names import canonical_all
from parvis.engine.linkage.spark.preparing import Batch, Known
from parvis.engine.linkage.types import Flags, Ints, Small

UNIT = 2.0
"""Log-odds that one token stands for."""
MOST = 16
"""Tokens of a word at the most."""
SPAN = 1 << 32
NAMED = 3
"""Words of a city that are looked for in names."""

KEYS = "keys array<bigint>, caps array<int>"
COMPARED = (
    "tokens array<bigint>, words array<bigint>, initials array<bigint>, wholes array<bigint>, name string, city int, "
    "department int, postcode int, units array<bigint>, figures array<bigint>, kinds bigint, host string, "
    + ", ".join(f"{scheme} array<bigint>" for scheme in FORBIDDING)
)
"""What is compared, as a schema of Spark."""


def keyed(frames: Iterator[pd.DataFrame], known: Known) -> Iterator[pd.DataFrame]:
    """For each record its id, its keys with their caps, and what is compared."""
    for frame in frames:
        batch = Batch(frame, known)
        records, keys, caps = batch.keys()
        yield pd.DataFrame(
            {
                "unique_id": frame["id"].tolist(),
                "keys": _lists(records, keys.view(np.int64), len(frame)),
                "caps": _lists(records, caps, len(frame)),
                **_compared(batch),
            }
        )


def _compared(batch: Batch) -> dict[str, Any]:
    signs, size = batch.signs, len(batch.frame)
    told = (signs.words >= 0) & ~_of_the_city(batch)
    told[told.sum(axis=1) == 0] = True  # a name that only says its city stands for itself
    told &= signs.words >= 0
    return {
        "tokens": _tokens(batch, told),
        "words": _distinct_lists(signs.owner, signs.words, signs.words >= 0, size),
        "initials": _distinct_lists(signs.owner, signs.initials, signs.initials >= 0, size),
        "wholes": _lists(signs.owner, signs.whole.view(np.int64), size, signs.words[:, 0] >= 0),
        "name": [signs.names[at] or None for at in signs.first_name[:-1].tolist()],
        "city": _known(signs.places.city),
        "department": _known(signs.places.department),
        "postcode": _known(signs.places.postcode),
        "units": _distinct_lists(np.arange(size), signs.labels, signs.labels > 0, size),
        "figures": _distinct_lists(np.arange(size), signs.figures, signs.figures >= 0, size),
        "kinds": np.bitwise_or.reduceat(signs.kinds, signs.first_name[:-1]),
        "host": [host or None for host in batch.hosts],
        **batch.identifiers,
    }


def _of_the_city(batch: Batch) -> Flags:
    """Which words of each name are of the city where its record is."""
    towns = batch.frame["town"].tolist()
    different = sorted(set(towns))
    cut = [(name.split() + [""] * NAMED)[:NAMED] for name in canonical_all(different)]
    numbers = batch.find(word for words in cut for word in words).reshape(len(different), NAMED)
    at = np.searchsorted(np.array(different, dtype=str), np.array(towns, dtype=str))
    of_records: Small = numbers[at]
    return shared(batch.signs.words, of_records[batch.signs.owner], missing=-1)[0].T


def _tokens(batch: Batch, told: Flags) -> list[Ints]:
    signs = batch.signs
    many = np.clip(np.rint(signs.weights[told] / UNIT), 1, MOST).astype(np.int64)
    owners = np.repeat(signs.owner, told.sum(axis=1))
    rows, packed = distinct(owners, signs.words[told].astype(np.int64) * (MOST + 1) + many, SPAN)
    numbers, many = np.divmod(packed, MOST + 1)
    steps = np.arange(int(many.sum()), dtype=np.int64) - np.repeat(np.cumsum(many) - many, many)
    return _lists(np.repeat(rows, many), np.repeat(numbers, many) * MOST + steps, len(batch.frame))


def _distinct_lists(owners: Ints, columns: Small, kept: Flags, size: int) -> list[Ints]:
    rows = np.repeat(owners, columns.shape[1])[kept.reshape(-1)]
    return _lists(*distinct(rows, columns[kept].astype(np.int64), SPAN), size)


def _lists(rows: Ints, values: Ints, size: int, kept: Flags | None = None) -> list[Ints]:
    """The values of each row; rows ascend."""
    if kept is not None:
        rows, values = rows[kept], values[kept]
    return np.split(values, np.searchsorted(rows, np.arange(1, size)))


def _known(column: Small) -> Any:
    return pd.Series(column, dtype="Int32").where(column > 0)
