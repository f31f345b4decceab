"""What an executor does with some records: normalise them, then give each its keys and the columns that are compared.

Both are done by the functions of the engine on one machine; only what has to be known of all records comes from outside
(`Known`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.hashing import Hashes, combined, text_hashes
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.kinds import FAMILY_BITS, KIND_BITS
from parvis.engine.linkage.duplicates.signs import Signs, host_of, signs_of
from parvis.engine.linkage.duplicates.texts import Texts
from parvis.engine.linkage.duplicates.words import Words
from parvis.engine.linkage.normalise.places import places_all
from parvis.engine.linkage.spark.places import Towns
from parvis.engine.linkage.spark.records import identifiers_of, names_of, numbers_of, records_of
from parvis.engine.linkage.spark.words import Mends, Numbers
from parvis.engine.linkage.types import Ints, Record, Small

TEXTS = "names array<string>, initials array<string>, town string, department string, code int"
"""What `with_texts` adds to the columns of records."""


@dataclass(frozen=True)
class Known:
    """What is known of all records."""

    mends: Mends
    numbers: Numbers
    towns: Towns
    initials: Small
    """The numbers of the words that are the initials of some name, ascending."""


def with_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Records with their canonical names, two initials a name (or ""), and their place in words."""
    records = records_of(frame)
    owned = [names_of(record) for record in records]
    found = Texts.of(list(chain.from_iterable(owned)))
    names, initials = found.names, list(chain.from_iterable(found.initials))
    ends = np.cumsum([0, *map(len, owned)]).tolist()
    cuts = list(pairwise(ends))
    places = places_all([record.city for record in records], [record.postcode for record in records])
    return frame.assign(
        names=[names[start:end] for start, end in cuts],
        initials=[initials[2 * start : 2 * end] for start, end in cuts],
        town=[place.city for place in places],
        department=[place.department for place in places],
        code=np.array([place.postcode for place in places], dtype=np.int32),
    )


@dataclass(frozen=True)
class Batch:
    """Some records with their texts, and the signs that they have among all records."""

    frame: pd.DataFrame
    known: Known

    @cached_property
    def records(self) -> list[Record]:
        """The records."""
        return records_of(self.frame)

    @cached_property
    def identifiers(self) -> dict[str, list[list[int]]]:
        """For each scheme the numbers of the values of each record."""
        return identifiers_of(self.records)

    @cached_property
    def hosts(self) -> list[str]:
        """The host of each website, or ""."""
        return [host_of(record.website) for record in self.records]

    @cached_property
    def signs(self) -> Signs:
        """Signs of which what the keys need is counted over all records; the rest is counted over these."""
        alone = signs_of(self.records)
        words, numbers = self._words
        codes = self.frame["code"].to_numpy().astype(np.int64)
        city, department = self.known.towns(self.frame["town"].tolist(), self.frame["department"].tolist(), codes)
        return replace(
            alone,
            words=np.append(numbers, np.int32(-1))[words.slots()],
            weights=words.weights(),
            total=words.totals(),
            whole=words.wholes(),
            families=words.masks(FAMILY_BITS).astype(np.int32),
            kinds=words.masks(KIND_BITS),
            initials=self.find(chain.from_iterable(self.frame["initials"])).reshape(len(alone.names), 2),
            population=self.known.numbers.population,
            places=replace(alone.places, city=city, department=department),
            host=cast("Small", numbers_of(self.hosts)),  # they take 64 bits where those of one machine take 32
            identifiers={scheme: _padded(values) for scheme, values in self.identifiers.items()},
        )

    def find(self, words: Iterator[str]) -> Small:
        """The numbers of words."""
        return self.known.numbers.find(text_hashes(list(words)))

    def keys(self) -> tuple[Ints, Hashes, Ints]:
        """Records (ascending), the keys of each, each once, and of how many records a block of it may be at most."""
        signs = self._with_all_initials()
        records, hashes, caps = [], [], []
        for some in all_keys(signs):
            owners = signs.owner[some.rows]
            own = owners < len(self.frame)
            family = np.repeat(text_hashes([some.family]), int(own.sum()))
            records.append(owners[own])
            hashes.append(combined(family, some.hashes[own]))
            caps.append(np.full(len(family), some.cap))
        owners, keys, most = (np.concatenate(columns) for columns in (records, hashes, caps))
        order = np.lexsort((keys, owners))
        owners, keys, most = owners[order], keys[order], most[order]
        once = np.ones(len(keys), dtype=bool)
        once[1:] = (owners[1:] != owners[:-1]) | (keys[1:] != keys[:-1])
        return owners[once], keys[once], most[once]

    @cached_property
    def _words(self) -> tuple[Words, Small]:
        names = list(chain.from_iterable(self.frame["names"]))
        return self.known.numbers.words_of(names, self.known.mends, {**KIND_BITS, **FAMILY_BITS})

    def _with_all_initials(self) -> Signs:
        """The signs, and one record more that holds no word: it has the initials of the names in other batches.

        For a word is a key only where some name has it as its initials.
        """
        signs = self.signs
        others = np.intersect1d(self.known.initials, signs.words)
        more = len(others)
        return replace(
            signs,
            owner=_extended(signs.owner, more, len(signs)),
            names=[*signs.names, *[""] * more],
            words=_extended(signs.words, more, -1),
            initials=np.concatenate((signs.initials, np.stack((others, np.full(more, -2, np.int32)), axis=1))),
            whole=_extended(signs.whole, more, 0),
            lengths=_extended(signs.lengths, more, 0),
            places=replace(
                signs.places,
                city=_extended(signs.places.city, 1, 0),
                department=_extended(signs.places.department, 1, 0),
            ),
        )


def _padded(lists: list[list[int]]) -> Small:
    width = max(map(len, lists), default=0) or 1
    return cast("Small", np.array([(some + [0] * width)[:width] for some in lists], dtype=np.int64))


def _extended(column: NDArray[Any], more: int, value: int) -> NDArray[Any]:
    return np.concatenate((column, np.full((more, *column.shape[1:]), value, dtype=column.dtype)))
