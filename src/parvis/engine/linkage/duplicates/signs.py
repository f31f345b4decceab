"""What is compared of many records, as integer columns: one row a name, and one row a record.

Names go through the same normalisation as those that are linked to a reference; here they become numbers at once, since
a million records have to be compared in a minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from parvis.engine.linkage.columns import fold_identifier
from parvis.engine.linkage.compare.identifiers import FORBIDDING
from parvis.engine.linkage.duplicates.hashing import Hashes
from parvis.engine.linkage.duplicates.initials import initials_all
from parvis.engine.linkage.duplicates.kinds import FAMILY_BITS, KIND_BITS
from parvis.engine.linkage.duplicates.places import Places, places_of
from parvis.engine.linkage.duplicates.slots import distinct, slots
from parvis.engine.linkage.duplicates.words import Words
from parvis.engine.linkage.normalise.labels import labels_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.types import Floats, Ints, Record, Small

NAMED = 3
"""Words of a city that are looked for in names."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Names (rows of the first part) of records (rows of the second part), prepared to be blocked and compared."""

    owner: Ints
    """For each name its record."""
    first_name: Ints
    """For each record the first of its names, and one more at the end."""
    names: list[str]
    """Canonical names."""
    words: Small
    """For each name the numbers of its rarest words, rarest first; -1 where it has fewer."""
    weights: Floats
    """How much each of these words says: the logarithm of how few names hold it."""
    total: Floats
    """The weight of all words of the name."""
    whole: Hashes
    """A number for the name, whatever the order and the slips of its words."""
    homonyms: Small
    """How many names have that number."""
    families: Small
    kinds: Ints
    """What kinds and parts the words say, a bit each."""
    initials: Small
    """The number of the word that the first letters of the words make, with short words and without; -2 for none."""

    records: Sequence[Record]
    places: Places
    city_words: Small
    """The numbers of the words of the city's name; -2 where it has fewer."""
    host: Small
    """The website, 0 when none is given."""
    labels: Small
    """Numbers of research units, up to two; 0 for none."""
    figures: Small
    """Other numbers in the name, up to two; -1 for none."""
    identifiers: dict[str, Small]
    """For each scheme a number for each value, 0 when a record has none."""

    def __len__(self) -> int:
        return len(self.records)


def signs_of(records: Sequence[Record]) -> Signs:
    """Prepare records."""
    texts = list(chain.from_iterable((r.name, *r.aliases, *r.acronyms) for r in records))
    counts = np.fromiter((1 + len(r.aliases) + len(r.acronyms) for r in records), np.int64, len(records))
    owner = np.repeat(np.arange(len(records), dtype=np.int64), counts)
    labels, folded = labels_all(fold_all(texts))
    names = canonical_all(folded)
    words = Words.of(names)
    places = places_of(records)
    whole = words.wholes()
    _values, inverse, sizes = np.unique(whole, return_inverse=True, return_counts=True)
    return Signs(
        owner=owner,
        first_name=np.concatenate(([0], np.cumsum(counts))),
        names=names,
        words=words.slots(),
        weights=words.weights(),
        total=words.totals(),
        whole=whole,
        homonyms=sizes[inverse].astype(np.int32),
        families=words.masks(FAMILY_BITS).astype(np.int32),
        kinds=words.masks(KIND_BITS),
        initials=_initials(folded, words),
        records=records,
        places=places,
        city_words=_city_words(places.words, words)[places.city],
        host=_numbered([host_of(r.website) for r in records]),
        labels=_labels(labels, owner, len(records)),
        figures=_figures(words, owner, len(records)),
        identifiers=_identifiers(records),
    )


def _initials(folded: Sequence[str], words: Words) -> Small:
    find = words.find
    found = [number for both in initials_all(folded) for number in map(find, both)]
    return np.array(found, dtype=np.int32).reshape(len(folded), 2)


def _city_words(cities: Sequence[str], words: Words) -> Small:
    found = [[words.find(word) for word in city.split()[:NAMED]] for city in canonical_all(cities)]
    return np.array([(some + [-2] * NAMED)[:NAMED] for some in found], dtype=np.int32).reshape(len(cities), NAMED)


def host_of(website: str) -> str:
    """The host of an address, without www."""
    return website.lower().rpartition("//")[2].partition("/")[0].removeprefix("www.").strip()


def _labels(labels: Sequence[tuple[int, ...]], owner: Ints, size: int) -> Small:
    some = [(row, label) for row, found in enumerate(labels) if found for label in found]
    rows = np.array([owner[row] for row, _label in some], dtype=np.int64)
    values = np.array([label for _row, label in some], dtype=np.int64)
    return slots(*distinct(rows, values, 1 << 32), size, 2, missing=0)


def _figures(words: Words, owner: Ints, size: int) -> Small:
    rows, values = words.figures()
    return slots(*distinct(owner[rows], values, 1 << 32), size, 2, missing=-1)


def _identifiers(records: Sequence[Record]) -> dict[str, Small]:
    """A SIRET says its SIREN too."""
    values: dict[str, list[str]] = {scheme: [""] * len(records) for scheme in FORBIDDING}
    for row, record in enumerate(records):
        for scheme, value in record.identifiers:
            if scheme in values and value and not values[scheme][row]:
                values[scheme][row] = fold_identifier(scheme, value)
    values["siren"] = [
        own or (siret[:9] if len(siret) == 14 else "")
        for own, siret in zip(values["siren"], values["siret"], strict=True)
    ]
    return {scheme: _numbered(some) for scheme, some in values.items() if any(some)}


def _numbered(values: Sequence[str]) -> Small:
    """Numbers from 1 in the order in which values are first seen; 0 for an empty one."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)
