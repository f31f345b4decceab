"""Which of many records are the same organisation.

    clustering = dedupe(records)

Records become integer columns (`duplicates.signs`), share keys (`duplicates.keys`, `duplicates.blocking`), are compared
in pairs (`duplicates.features`, `duplicates.scoring`) that are weighed beside one another (`duplicates.context`), and
grow into clusters (`duplicates.clusters`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from parvis.engine.linkage.duplicates.blocking import Candidates, candidates
from parvis.engine.linkage.duplicates.clusters import clusters_of
from parvis.engine.linkage.duplicates.context import Pairs
from parvis.engine.linkage.duplicates.explaining import explained
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.models import Models, shipped_models
from parvis.engine.linkage.duplicates.scoring import scored, weighed
from parvis.engine.linkage.duplicates.signs import Signs, signs_of
from parvis.engine.linkage.duplicates.trees import probabilities
from parvis.engine.linkage.types import Clustering, Comparison, Floats, Ints, Record


def dedupe(records: Sequence[Record], threshold: float = 0.5, models: Models | None = None) -> Clustering:
    """The clusters of records that are the same organisation, those of one record included, in the order of their ids.

    Records go together while the mean log-odds between them are above those of the threshold (above 0, below 1). The
    order of the records makes no difference. Two records of which a strong identifier contradicts are never in one
    cluster. Raises ValueError when two records have the same id.
    """
    found = Deduplication.of(records, threshold, models)
    ids = [record.id for record in found.signs.records]
    return Clustering(tuple(found.clusters()), dict(zip(ids, found.scores().tolist(), strict=True)))


class Place(NamedTuple):
    """A record, the first record of its cluster, and how sure that place is (0 to 1)."""

    id: str
    cluster: str
    score: float


@dataclass(frozen=True, slots=True)
class Deduplication:
    """Records in the order of their ids, their pairs, and the cluster of each record."""

    signs: Signs
    candidates: Candidates
    alone: Pairs
    """The pairs that are not unlikely, by themselves."""
    pairs: Pairs
    """The same pairs beside one another."""
    labels: Ints
    """For each record the number of the first record of its cluster."""
    models: Models

    @classmethod
    def of(cls, records: Sequence[Record], threshold: float = 0.5, models: Models | None = None) -> "Deduplication":
        """Find the clusters; see `dedupe`."""
        if not 0 < threshold < 1:
            raise ValueError(f"a threshold is above 0 and below 1, not {threshold}")
        chosen = models or shipped_models()
        signs = signs_of(_in_order(records))
        found = candidates(all_keys(signs), signs.owner)
        alone = scored(signs, found, chosen)
        pairs = weighed(alone, signs, chosen.beside)
        cut = float(np.log(threshold / (1 - threshold)))
        labels = clusters_of(len(signs), pairs.i, pairs.j, pairs.odds, signs.identifiers, cut)
        return cls(signs, found, alone, pairs, labels, chosen)

    def clusters(self) -> Iterator[tuple[str, ...]]:
        """The ids of each cluster, in the order of the first."""
        order = np.argsort(self.labels, kind="stable").tolist()
        records, labels = self.signs.records, self.labels.tolist()
        for _label, members in groupby(order, key=labels.__getitem__):
            yield tuple(records[member].id for member in members)

    def sizes(self) -> Ints:
        """How many records each cluster has."""
        counts = np.bincount(self.labels)
        return counts[counts > 0]

    def places(self) -> Iterator[Place]:
        """The place of each record."""
        records = self.signs.records
        for record, label, score in zip(records, self.labels.tolist(), self.scores().tolist(), strict=True):
            yield Place(record.id, records[label].id, score)

    def scores(self) -> Floats:
        """How sure the place of each record is: the greatest probability that it is one with another record of its
        cluster, or, for a record alone, that it is none with any other."""
        size = len(self.labels)
        together = self.labels[self.pairs.i] == self.labels[self.pairs.j]
        sure = probabilities(self.pairs.odds)
        inside, outside = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        for side in (self.pairs.i, self.pairs.j):
            np.maximum.at(inside, side[together], sure[together])
            np.maximum.at(outside, side[~together], sure[~together])
        alone = np.bincount(self.labels, minlength=size)[self.labels] == 1
        return np.where(alone, 1 - outside, inside)

    def explain(self, left: str, right: str) -> Comparison:
        """Why two records are one organisation or not: the feature, the log-odds that it adds, the two values.

        Raises KeyError for an unknown id.
        """
        numbers = {record.id: number for number, record in enumerate(self.signs.records)}
        return explained(self.signs, self.alone, self.pairs, self.models, numbers[left], numbers[right])


def _in_order(records: Sequence[Record]) -> list[Record]:
    ordered = sorted(records, key=lambda record: record.id)
    for left, right in pairwise(ordered):
        if left.id == right.id:
            raise ValueError(f"two records have the id {left.id!r}")
    return ordered
