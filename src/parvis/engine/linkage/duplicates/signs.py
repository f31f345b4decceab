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
from parvis.engine.linkage.duplicates.hashing import Hashes, combined
from parvis.engine.linkage.duplicates.kinds import FAMILY_BITS, KIND_BITS
from parvis.engine.linkage.duplicates.places import Places, places_of
from parvis.engine.linkage.duplicates.slots import distinct, shared, slots
from parvis.engine.linkage.duplicates.texts import Texts
from parvis.engine.linkage.duplicates.words import Words
from parvis.engine.linkage.normalise.names import canonical_all
from parvis.engine.linkage.types import Floats, Ints, Record, Small

SIREN, SIRET = 9, 14
"""Figures of a legal unit and of an establishment, of which the first nine are its legal unit."""
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
    near: Small
    """How many names of records in the same city have each of these words."""
    vocabulary: Sequence[str]
    """For each number its word."""
    weights: Floats
    """How much each of these words says: the logarithm of how few names hold it."""
    total: Floats
    """The weight of all words of the name."""
    whole: Hashes
    """A number for the name, whatever the order and the slips of its words."""
    homonyms: Small
    """In how many departments, the unknown one included, a name has that number."""
    families: Small
    kinds: Ints
    """What kinds and parts the words say, a bit each."""
    how_many_kinds: Small
    """How many words say a kind or a part."""
    parents: Small
    """For each name the numbers of the rarest words of what it says to be part of; -1 where it has fewer."""
    own_weights: Floats
    """`weights` without those of the words of the parents, the city and the initials of the name itself."""
    own_total: Floats
    """`total` without these words."""
    lengths: Small
    """How many letters the canonical name has."""
    initials: Small
    """The number of the word that the first letters of the words make, with short words and without; -2 for none."""

    population: int
    """How many names were counted, here and at large."""
    records: Sequence[Record]
    places: Places
    city_words: Small
    """The numbers of the words of the city's name; -2 where it has fewer."""
    host: Small
    """The website, 0 when none is given."""
    host_share: Floats
    """1 for a website that two records have, less for one that more have: one through how many others have it."""
    siren_share: Floats
    """The same of the legal unit; empty when no record has one."""
    labels: Small
    """Numbers of research units, up to two; 0 for none."""
    figures: Small
    """Other numbers in the name, up to two; -1 for none."""
    identifiers: dict[str, Small]
    """For each scheme the numbers of each record's values, 0 for none."""

    def __len__(self) -> int:
        return len(self.records)


def signs_of(records: Sequence[Record]) -> Signs:
    """Prepare records."""
    texts = list(chain.from_iterable((r.name, *r.aliases, *r.acronyms) for r in records))
    counts = np.fromiter((1 + len(r.aliases) + len(r.acronyms) for r in records), np.int64, len(records))
    owner = np.repeat(np.arange(len(records), dtype=np.int64), counts)
    read = Texts.of(texts)
    names = read.names
    words = Words.of(names, KIND_BITS)
    parents = words.numbers_of(read.parents)
    places = places_of(records)
    whole = words.wholes()
    slotted, weights, totals = words.slots(), words.weights(), words.totals()
    city_words, initials = _city_words(places.words, words)[places.city], _initials(read.initials, words)
    beside = np.concatenate((parents, city_words[owner], initials), axis=1)
    parts = np.where(shared(slotted, beside, missing=-1)[0].T, weights, np.float32(0))
    host, identifiers = _numbered([host_of(r.website) for r in records]), _identifiers(records)
    return Signs(
        owner=owner,
        first_name=np.concatenate(([0], np.cumsum(counts))),
        names=names,
        words=slotted,
        near=_near(slotted, places.city[owner]),
        vocabulary=words.written,
        weights=weights,
        total=totals,
        whole=whole,
        homonyms=_homonyms(whole, places.department[owner]),
        families=words.masks(FAMILY_BITS).astype(np.int32),
        kinds=words.masks(KIND_BITS),
        how_many_kinds=words.marked,
        parents=parents,
        own_weights=weights - parts,
        own_total=totals - parts.sum(axis=1),
        lengths=np.fromiter(map(len, names), np.int32, len(names)),
        initials=initials,
        population=words.population,
        records=records,
        places=places,
        city_words=city_words,
        host=host,
        host_share=_share(host),
        siren_share=_share(identifiers["siren"][:, 0]) if "siren" in identifiers else np.zeros(0, dtype=np.float32),
        labels=_labels(read.labels, owner, len(records)),
        figures=_figures(words, owner, len(records)),
        identifiers=identifiers,
    )


def _homonyms(whole: Hashes, department: Small) -> Small:
    """The records of one organisation have one name and one place, so departments tell how many organisations there
    are of that name."""
    apart = np.unique(np.stack((whole, department.astype(np.uint64))), axis=1)[0]
    names, counts = np.unique(apart, return_counts=True)
    return counts[np.searchsorted(names, whole)].astype(np.int32)


def _near(words: Small, city: Small) -> Small:
    keys = combined(np.repeat(city, words.shape[1]), words.reshape(-1))
    _keys, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[inverse].astype(np.int32).reshape(words.shape)


def _initials(initials: Sequence[tuple[str, str]], words: Words) -> Small:
    find = words.find
    found = [number for both in initials for number in map(find, both)]
    return np.array(found, dtype=np.int32).reshape(len(initials), 2)


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
    rows: dict[str, list[int]] = {scheme: [] for scheme in FORBIDDING}
    values: dict[str, list[str]] = {scheme: [] for scheme in FORBIDDING}
    for row, record in enumerate(records):
        for scheme, written in record.identifiers:
            value = fold_identifier(scheme, written)
            if value and scheme in rows:
                rows[scheme].append(row)
                values[scheme].append(value)
                if scheme == "siret" and len(value) == SIRET:
                    rows["siren"].append(row)
                    values["siren"].append(value[:SIREN])
    return {scheme: _several(rows[scheme], values[scheme], len(records)) for scheme in FORBIDDING if rows[scheme]}


def _several(rows: Sequence[int], values: Sequence[str], size: int) -> Small:
    """The numbers of the values of each row, as wide as the longest needs."""
    numbers = _numbered(values).astype(np.int64)
    kept_rows, kept = distinct(np.array(rows, dtype=np.int64), numbers, int(numbers.max()) + 1)
    return slots(kept_rows, kept, size, int(np.bincount(kept_rows).max()), missing=0)


def _share(column: Small) -> Floats:
    others = np.bincount(column)[column] - 1
    return np.divide(1, np.maximum(others, 1), dtype=np.float32)


def _numbered(values: Sequence[str]) -> Small:
    """Numbers from 1 in the order in which values are first seen; 0 for an empty one."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)
