"""Keys of records: two records are compared when they have one in common.

Each family covers what another one misses: rare words meet names whose place is missing, places meet names whose words
are frequent, pieces of letters meet words that were glued or misspelt, initials meet names that were shortened.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from parvis.engine.linkage.duplicates.hashing import Hashes, chunks, combined, mixed
from parvis.engine.linkage.duplicates.signs import Signs
from parvis.engine.linkage.types import Flags, Ints, Small

GRAM = 4
"""Letters of a piece."""
PIECES = 6
"""Pieces that stand for a name: of all of its pieces those with the smallest numbers in so many orders (MinHash)."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Names (`rows`) and the keys that they have; blocks of more than `cap` names say too little."""

    family: str
    hashes: Hashes
    rows: Ints
    cap: int


def all_keys(signs: Signs) -> Iterator[Keys]:
    """The keys of every family, one family at a time."""
    for family in FAMILIES:
        yield from family(signs)


def identifiers(signs: Signs) -> Iterator[Keys]:
    """Numbers that registers give, and websites."""
    columns = {**signs.identifiers, "website": signs.host[:, None]}
    for scheme, values in columns.items():
        records, at = np.nonzero(values > 0)
        yield Keys(scheme, combined(values[records, at]), signs.first_name[records], 30)


def rare_words(signs: Signs) -> Iterator[Keys]:
    """One rare word."""
    hashes, rows = _joined((combined(signs.words[:, k]), signs.words[:, k] >= 0) for k in range(3))
    yield Keys("rare word", hashes, rows, 20)


def word_pairs(signs: Signs) -> Iterator[Keys]:
    """Two of the four rarest words."""
    hashes, rows = _joined(
        (_unordered(signs.words[:, a], signs.words[:, b]), signs.words[:, b] >= 0) for a, b in combinations(range(4), 2)
    )
    yield Keys("two words", hashes, rows, 30)


def placed_words(signs: Signs) -> Iterator[Keys]:
    """A rare word in one city, two in one department."""
    city, department = signs.places.city[signs.owner], signs.places.department[signs.owner]
    hashes, rows = _joined((combined(signs.words[:, k], city), (signs.words[:, k] >= 0) & (city > 0)) for k in range(5))
    yield Keys("word and city", hashes, rows, 30)
    hashes, rows = _joined(
        (
            combined(_unordered(signs.words[:, a], signs.words[:, b]), department),
            (signs.words[:, b] >= 0) & (department > 0),
        )
        for a, b in combinations(range(4), 2)
    )
    yield Keys("two words and department", hashes, rows, 30)


def whole_names(signs: Signs) -> Iterator[Keys]:
    """The same words, whatever their order, in one department or, of a name that few have, anywhere."""
    department = signs.places.department[signs.owner]
    rows = np.flatnonzero((department > 0) & (signs.words[:, 0] >= 0))
    yield Keys("name and department", combined(signs.whole[rows], department[rows]), rows, 60)
    rows = np.flatnonzero(signs.words[:, 0] >= 0)
    yield Keys("name", signs.whole[rows], rows, 40)


def initials(signs: Signs) -> Iterator[Keys]:
    """A word that is made of the first letters of the other name."""
    made = np.unique(signs.initials[signs.initials >= 0])
    columns = [*signs.initials.T, *(np.where(np.isin(column, made), column, -1) for column in signs.words.T)]
    city = signs.places.city[signs.owner]
    hashes, rows = _joined((combined(column, city), (column >= 0) & (city > 0)) for column in columns)
    yield Keys("initials and city", hashes, rows, 30)
    hashes, rows = _joined((combined(column), column >= 0) for column in columns)
    yield Keys("initials", hashes, rows, 15)


def letters(signs: Signs) -> Iterator[Keys]:
    """Pieces of four letters of the name without its spaces: one with the city, or two."""
    city = signs.places.city[signs.owner]
    smallest = _smallest_pieces(signs.names)
    hashes, rows = _joined((combined(piece, city), (city > 0) & (signs.lengths > 0)) for piece in smallest)
    yield Keys("letters and city", hashes, rows, 20)
    named = signs.lengths > 0
    hashes, rows = _joined((combined(a, b), named) for a, b in zip(smallest[::2], smallest[1::2], strict=True))
    yield Keys("letters", hashes, rows, 20)


def units(signs: Signs) -> Iterator[Keys]:
    """The number of a research unit."""
    hashes, rows = _joined((combined(signs.labels[:, k]), signs.labels[:, k] > 0) for k in range(2))
    yield Keys("unit", hashes, signs.first_name[rows], 30)


Family = Callable[[Signs], Iterator[Keys]]

FAMILIES: tuple[Family, ...] = (
    identifiers,
    units,
    rare_words,
    word_pairs,
    placed_words,
    whole_names,
    initials,
    letters,
)


def _unordered(left: Small, right: Small) -> Hashes:
    return combined(np.minimum(left, right), np.maximum(left, right))


def _joined(columns: Iterator[tuple[Hashes, Flags]]) -> tuple[Hashes, Ints]:
    """The keys of several columns where they are known, with their rows."""
    hashes, rows = [], []
    for column, known in columns:
        at = np.flatnonzero(known)
        hashes.append(column[at])
        rows.append(at)
    return np.concatenate(hashes), np.concatenate(rows)


def _smallest_pieces(names: list[str]) -> list[Hashes]:
    found = [np.empty(len(names), dtype=np.uint64) for _ in range(PIECES)]
    for start, text in chunks([name.replace(" ", "") for name in names]):
        lengths = np.maximum(text.lengths - GRAM + 1, 1)
        firsts = np.cumsum(lengths) - lengths
        within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(firsts, lengths)
        begin = np.repeat(text.starts, lengths) + within
        pieces = text.parts(begin, np.minimum(begin + GRAM, np.repeat(text.ends, lengths)))
        for order, column in enumerate(found):
            seeded = mixed(pieces + np.uint64(order + 1) * np.uint64(0x1000001))
            column[start : start + len(text.starts)] = np.minimum.reduceat(seeded, firsts)
    return found
