"""Many records prepared once, as columns that pairs are compared by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from parvis.engine.linkage.normalise.communes import communes
from parvis.engine.linkage.normalise.families import HOSPITALS, UNSAID, families_all
from parvis.engine.linkage.normalise.labels import labels_all, only_owners
from parvis.engine.linkage.normalise.names import canonical, canonical_all, words_of
from parvis.engine.linkage.normalise.places import Place, place, places_all
from parvis.engine.linkage.normalise.tables import generic_words, word_counts
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.rows import PIECE, rows_of
from parvis.engine.linkage.types import Flags, Floats, Ints, Record
from parvis.engine.linkage.vocabulary import Vocabulary

SEVERAL, COMMON = 5, 0.2
"""Numbers of names, and share of all, from which a word of a reference is common there whatever it is elsewhere."""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of all records, one row a name: a record's own name first, then pieces of it, aliases and acronyms."""

    owner: Ints
    """The record that has this name."""
    kind: Ints
    """What it is: rows.WHOLE, PIECE, ALIAS, ACRONYM or INITIALS."""
    written: list[str]
    """As a person wrote it."""
    folded: list[str]
    """Folded, without lab labels."""
    canonical: list[str]
    words: Ragged
    """Numbers of the canonical words, without repeats, ascending."""
    families: Ints

    def __len__(self) -> int:
        return len(self.canonical)


@dataclass(frozen=True, slots=True)
class Columns:
    """Records as columns; two sides that are compared share their vocabulary."""

    records: Sequence[Record]
    names: Names
    first_name: Ints
    """For each record the first of its rows in `names`, and one more at the end."""
    vocabulary: Vocabulary
    known: Mapping[str, int]
    """How often each folded word stands in the names."""
    labels: Ragged
    numbers: Ragged
    """Numbers inside the name, ascending: Paris 6, Lyon 1."""
    places: list[Place]
    city: Ints
    """A number for each city, 0 when unknown."""
    department: Ints
    postcode: Ints
    lat: Floats
    lng: Floats
    identifiers: dict[str, Ragged] = field(default_factory=dict)
    """For each scheme the numbers of each record's values, ascending."""

    def __len__(self) -> int:
        return len(self.records)


def prepare(records: Sequence[Record], reference: Columns | None = None, *, split: bool = False) -> Columns:
    """Prepare records; give the other side when two sides are to be compared.

    With `split`, a name is taken for a text that may name several organisations, and its pieces are names too; a city
    that it names is the record's when it has none.
    """
    vocabulary = Vocabulary(reference.vocabulary if reference else None)
    rows, cities = rows_of(records, split=split)
    labels, rest = labels_all(rows.texts)
    if not split:  # the label of a unit is not a name of the institution that the label names
        rest = ["" if found and only_owners(text) else text for found, text in zip(labels, rest, strict=True)]
        rest = _own_pieces(rest, rows.kinds)
    known = reference.known if reference else words_of(rest)
    canonical = canonical_all(rest, known)
    number_of = vocabulary.word
    owner = np.array(rows.owners, dtype=np.int64)
    first = np.searchsorted(owner, np.arange(len(records) + 1)).astype(np.int64)
    names = Names(
        owner=owner,
        kind=np.array(rows.kinds, dtype=np.int64),
        written=rows.written,
        folded=rest,
        canonical=canonical,
        words=Ragged.of([sorted({number_of(word) for word in name.split()}) for name in canonical]),
        families=np.array(families_all(canonical), dtype=np.int64),
    )
    places = _places(records, cities)
    return Columns(
        records=records,
        names=names,
        first_name=first,
        vocabulary=vocabulary,
        known=known,
        labels=_gathered(labels, first),
        numbers=Ragged.of([_numbers(canonical[row]) for row in first[:-1].tolist()]),
        places=places,
        city=_numbered([p.city for p in places], vocabulary, "city:"),
        department=_numbered([p.department for p in places], vocabulary, "department:"),
        postcode=np.array([p.postcode for p in places], dtype=np.int64),
        lat=np.array([p.lat for p in places], dtype=np.float32),
        lng=np.array([p.lng for p in places], dtype=np.float32),
        identifiers=_identifiers(records, vocabulary),
    )


def hospitals(side: Columns) -> Flags:
    """The records of which a name says that they are a hospital, or a service of one."""
    found: Flags = np.bitwise_or.reduceat(side.names.families, side.first_name[:-1]) & (HOSPITALS | UNSAID) > 0
    return found


def rarity(columns: Columns, beside: Ints) -> Floats:
    """How much each word says: the logarithm of how few names hold it (inverse document frequency).

    The names of French organisations at large are counted too, so that a word says as much in a small reference as in a
    large one; but a word that many names of the reference hold tells none of them apart, however rare it is elsewhere.
    `beside` says for each word how often it stands elsewhere.
    """
    total, counts = _counts_at_large(columns.vocabulary)
    here = np.bincount(columns.names.words.values, minlength=len(columns.vocabulary))
    share = here / max(len(columns.names), 1)
    total += len(columns.names) + 1
    common = np.where((here >= SEVERAL) & (share >= COMMON), share * total, 0.0)
    weights: Floats = np.log(total / np.maximum(np.maximum(counts + here + beside, 1), common)).astype(np.float32)
    return weights


def _counts_at_large(vocabulary: Vocabulary) -> tuple[int, Ints]:
    total, words = word_counts()
    counts = np.zeros(len(vocabulary), dtype=np.int64)
    for word, count in words.items():
        number = vocabulary.find(word)
        if number >= 0:
            counts[number] += count
    return total, counts


def fold_identifier(scheme: str, value: str) -> str:
    """An identifier without what people write around it: spaces, dots, the address of ROR."""
    bare = value.strip().lower()
    if scheme == "ror":
        return bare.rstrip("/").rpartition("/")[2]
    return bare if bare.isalnum() else "".join(character for character in bare if character.isalnum())


def _own_pieces(texts: list[str], kinds: list[int]) -> list[str]:
    """The names without pieces that are the name of another record, of a place, or of a kind of organisation."""
    whole = {text for text, kind in zip(texts, kinds, strict=True) if kind != PIECE}
    taken = generic_words()
    return [
        ""
        if kind == PIECE and (text in whole or text in communes() or taken.issuperset(canonical(text).split()))
        else text
        for text, kind in zip(texts, kinds, strict=True)
    ]


def _places(records: Sequence[Record], cities: Sequence[str]) -> list[Place]:
    found = places_all([r.city for r in records], [r.postcode for r in records])
    return [
        own if own.city or own.department or not named else place(named)
        for own, named in zip(found, cities, strict=True)
    ]


def _gathered(lists: Sequence[Sequence[int]], first: Ints) -> Ragged:
    """The values of all rows of each record, ascending and without repeats."""
    return Ragged.of(
        [
            sorted({value for row in range(start, end) for value in lists[row]})
            for start, end in pairwise(first.tolist())
        ]
    )


def _numbers(canonical: str) -> list[int]:
    return sorted({int(word) for word in canonical.split() if word.isdecimal() and len(word) < 5})


def _numbered(values: Sequence[str], vocabulary: Vocabulary, prefix: str) -> Ints:
    """Numbers from 1; the vocabulary keeps them apart from words by the prefix."""
    return np.array([vocabulary.key(prefix + value) + 1 if value else 0 for value in values], dtype=np.int64)


def _identifiers(records: Sequence[Record], vocabulary: Vocabulary) -> dict[str, Ragged]:
    schemes = sorted({scheme for record in records for scheme, _value in record.identifiers})
    return {
        scheme: Ragged.of(
            [
                sorted(
                    {vocabulary.key(f"{s}:{fold_identifier(s, value)}") for s, value in r.identifiers if s == scheme}
                )
                for r in records
            ]
        )
        for scheme in schemes
    }
