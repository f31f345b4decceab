"""Many records prepared once, as columns that pairs are compared by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from parvis.engine.linkage.normalise.families import families_all
from parvis.engine.linkage.normalise.labels import labels_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.places import Place, places_all
from parvis.engine.linkage.ragged import Ragged, Vocabulary
from parvis.engine.linkage.types import Floats, Ints, Record


@dataclass(frozen=True, slots=True)
class Names:
    """All names of all records, one row a name: a record's own name first, then its aliases and acronyms."""

    owner: Ints
    """The record that has this name."""
    folded: list[str]
    canonical: list[str]
    words: Ragged
    """Numbers of the canonical words, without repeats, ascending."""
    families: Ints
    is_acronym: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """Records as columns; two that are compared share their vocabulary."""

    records: Sequence[Record]
    names: Names
    first_name: Ints
    """For each record the first of its rows in `names`, and one more at the end."""
    vocabulary: Vocabulary
    labels: Ragged
    numbers: Ragged
    """Numbers inside the name, ascending: Paris 6, Lyon 1."""
    places: list[Place]
    city: Ints
    """A number for each city, 0 when unknown."""
    department: Ints
    postcode: Ints
    identifiers: dict[str, Ints] = field(default_factory=dict)
    """For each scheme a number for each value, 0 when a record has none."""

    def __len__(self) -> int:
        return len(self.records)


def prepare(records: Sequence[Record], vocabulary: Vocabulary | None = None) -> Columns:
    """Prepare records; give the vocabulary of the other side when two sides are to be compared."""
    words = vocabulary if vocabulary is not None else Vocabulary()
    names, labels, first = _names(records, words)
    places = places_all([r.city for r in records], [r.postcode for r in records])
    return Columns(
        records=records,
        names=names,
        first_name=first,
        vocabulary=words,
        labels=labels,
        numbers=_numbers(names, first),
        places=places,
        city=_numbered([p.city for p in places], words, "city:"),
        department=_numbered([p.department for p in places], words, "department:"),
        postcode=np.array([p.postcode for p in places], dtype=np.int64),
        identifiers=_identifiers(records, words),
    )


def rarity(columns: Columns) -> Floats:
    """How much each word says: the logarithm of how few names hold it (inverse document frequency).

    A word that no name holds counts as one that a single name holds.
    """
    counts = np.bincount(columns.names.words.values, minlength=len(columns.vocabulary))
    total = max(len(columns.names.folded), 1)
    weights: Floats = np.log((total + 1) / np.maximum(counts, 1)).astype(np.float32)
    return weights


def _names(records: Sequence[Record], vocabulary: Vocabulary) -> tuple[Names, Ragged, Ints]:
    texts: list[str] = []
    owner: list[int] = []
    acronym: list[int] = []
    for number, record in enumerate(records):
        own = (record.name, *record.aliases, *record.acronyms)
        texts += own
        owner += [number] * len(own)
        acronym += [0] * (1 + len(record.aliases)) + [1] * len(record.acronyms)
    found, rest = labels_all(fold_all(texts))
    canonical = canonical_all(rest)
    number_of = vocabulary.number
    words = Ragged.of([sorted({number_of(word) for word in name.split()}) for name in canonical])
    owners = np.array(owner, dtype=np.int64)
    first = np.searchsorted(owners, np.arange(len(records) + 1))
    labels = Ragged.of(
        [
            sorted({label for row in range(start, end) for label in found[row]})
            for start, end in pairwise(first.tolist())
        ]
    )
    families = np.array(families_all(canonical), dtype=np.int64)
    names = Names(owners, rest, canonical, words, families, np.array(acronym, dtype=np.int64))
    return names, labels, first.astype(np.int64)


def _numbers(names: Names, first: Ints) -> Ragged:
    return Ragged.of(
        [sorted({int(word) for word in names.canonical[row].split() if word.isdecimal()}) for row in first[:-1]]
    )


def _numbered(values: Sequence[str], vocabulary: Vocabulary, prefix: str) -> Ints:
    """Numbers from 1; the vocabulary keeps them apart from words by the prefix."""
    return np.array([vocabulary.number(prefix + value) + 1 if value else 0 for value in values], dtype=np.int64)


def _identifiers(records: Sequence[Record], vocabulary: Vocabulary) -> dict[str, Ints]:
    schemes = sorted({scheme for record in records for scheme, _ in record.identifiers})
    found = {}
    for scheme in schemes:
        values = [next((v for s, v in record.identifiers if s == scheme), "") for record in records]
        found[scheme] = _numbered([fold_identifier(scheme, value) for value in values], vocabulary, f"{scheme}:")
    return found


def fold_identifier(scheme: str, value: str) -> str:
    """An identifier without what people write around it: spaces, dots, the address of ROR."""
    bare = value.strip().lower()
    if scheme == "ror":
        return bare.rstrip("/").rpartition("/")[2]
    return "".join(character for character in bare if character.isalnum())
