"""What a reference as a whole says: how rare its words are, how many share a name, who belongs to whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.linkage.columns import Columns, rarity
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.ragged import Ragged
from parvis.engine.linkage.types import Floats, Ints, Record


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a reference."""

    weights: Floats
    """For each word how much it says."""
    homonyms: Ints
    """For each name how many records of the reference have it too, itself included."""
    largest: Floats
    """For each name 1 when its record has the most children of all that have this name, else 0."""
    children: Ints
    """For each record how many others name it as their parent."""
    parents: list[tuple[str, ...]]
    """For each record the canonical names of its parents."""

    @classmethod
    def of(cls, reference: Columns) -> "Statistics":
        """Count once."""
        names = reference.names
        by_name = _by_name(reference)
        holders = Counter({name: len({*names.owner[rows].tolist()}) for name, rows in by_name.items()})
        children, parents = _parents(reference)
        most = {name: int(children[names.owner[rows]].max()) for name, rows in by_name.items()}
        top = np.array([most[name] for name in names.canonical], dtype=np.int64)
        return cls(
            weights=rarity(reference, _words_of_parents(reference, parents)),
            homonyms=np.array([holders[name] for name in names.canonical], dtype=np.int64),
            largest=(children[names.owner] == top).astype(np.float32),
            children=children,
            parents=parents,
        )

    def weights_for(self, columns: Columns) -> Floats:
        """The weights, with those of words that only the other side has: as rare as can be."""
        missing = len(columns.vocabulary) - len(self.weights)
        top = self.weights.max(initial=1.0)
        return np.concatenate((self.weights, np.full(max(missing, 0), top, dtype=np.float32)))


def totals(words: Ragged, weights: Floats) -> Floats:
    """The weight of all words of each name."""
    found = np.bincount(words.owners, weights=weights[words.values], minlength=len(words))
    return found.astype(np.float32)


def _by_name(reference: Columns) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, name in enumerate(reference.names.canonical):
        found.setdefault(name, []).append(row)
    return found


def _parents(reference: Columns) -> tuple[Ints, list[tuple[str, ...]]]:
    """Parents are ids of other records, or names."""
    by_id = {record.id: number for number, record in enumerate(reference.records)}
    canonical, first = reference.names.canonical, reference.first_name
    children = np.zeros(len(reference), dtype=np.int64)
    named = _canonical_parents(reference.records, set(by_id))
    by_name = {canonical[row]: number for number, row in enumerate(first[:-1].tolist())}
    found: list[tuple[str, ...]] = []
    for record in reference.records:
        names: dict[str, None] = {}
        for parent in record.parents:
            number = by_id.get(parent, by_name.get(named.get(parent, ""), -1))
            if number >= 0:
                children[number] += 1
                names |= dict.fromkeys(canonical[first[number] : first[number + 1]])
            else:
                names[named[parent]] = None
        found.append(tuple(name for name in names if name))
    return children, found


def _words_of_parents(reference: Columns, parents: list[tuple[str, ...]]) -> Ints:
    """For each word in how many records a parent is named with it that is no record of the reference itself.

    A text that names the parent says nothing then about which of its children is meant.
    """
    own = set(reference.names.canonical)
    counts = np.zeros(len(reference.vocabulary), dtype=np.int64)
    for names in parents:
        words = {word for name in names if name not in own for word in name.split()}
        for word in words:
            number = reference.vocabulary.find(word)
            if number >= 0:
                counts[number] += 1
    return counts


def _canonical_parents(records: Sequence[Record], ids: set[str]) -> dict[str, str]:
    texts = list(dict.fromkeys(parent for record in records for parent in record.parents if parent not in ids))
    return dict(zip(texts, canonical_all(fold_all(texts)), strict=True))
