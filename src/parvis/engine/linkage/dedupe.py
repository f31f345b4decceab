"""Which of many records are the same organisation.

    clustering = dedupe(records)

Records become integer columns (`duplicates.signs`), share keys (`duplicates.keys`, `duplicates.blocking`), are compared
in pairs (`duplicates.features`, `duplicates.trees`) and grow into clusters (`duplicates.clusters`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from parvis.engine.linkage.duplicates.blocking import Candidates, candidates
from parvis.engine.linkage.duplicates.clusters import clusters_of
from parvis.engine.linkage.duplicates.couples import Couples, best_names, couples_of
from parvis.engine.linkage.duplicates.features import compute
from parvis.engine.linkage.duplicates.identifiers import contradict
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.scoring import Models, Scored, log_odds, scored
from parvis.engine.linkage.duplicates.signs import Signs, signs_of
from parvis.engine.linkage.duplicates.trees import shipped
from parvis.engine.linkage.model import logistic
from parvis.engine.linkage.types import Clustering, Comparison, Floats, Ints, Reason, Record


def shipped_models() -> Models:
    """The models that come with parvis."""
    return Models(shipped("dedupe_first"), shipped("dedupe"))


def dedupe(records: Sequence[Record], threshold: float = 0.5, models: Models | None = None) -> Clustering:
    """The clusters of records that are the same organisation, those of one record included, in the order of their ids.

    Records go together while the mean log-odds between them are above those of the threshold (above 0, below 1). The
    order of the records makes no difference. Two records of which a strong identifier contradicts are never in one
    cluster. Raises ValueError when two records have the same id.
    """
    found = Deduplication.of(records, threshold, models)
    ids = [record.id for record in found.signs.records]
    return Clustering(tuple(found.clusters()), dict(zip(ids, found.scores().tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class Deduplication:
    """Records in the order of their ids, the pairs that are not unlikely, and the cluster of each record."""

    signs: Signs
    candidates: Candidates
    pairs: Scored
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
        pairs = scored(signs, found, chosen)
        cut = float(np.log(threshold / (1 - threshold)))
        labels = clusters_of(len(signs), pairs.i, pairs.j, pairs.odds, signs.identifiers, cut)
        return cls(signs, found, pairs, labels, chosen)

    def clusters(self) -> Iterator[tuple[str, ...]]:
        """The ids of each cluster, in the order of the first."""
        order = np.argsort(self.labels, kind="stable").tolist()
        records, labels = self.signs.records, self.labels.tolist()
        for _label, members in groupby(order, key=labels.__getitem__):
            yield tuple(records[member].id for member in members)

    def scores(self) -> Floats:
        """How sure the place of each record is: the greatest probability that it is one with another record of its
        cluster, or, for a record alone, that it is none with any other."""
        size = len(self.labels)
        together = self.labels[self.pairs.i] == self.labels[self.pairs.j]
        probabilities = logistic(self.pairs.odds)
        inside, outside = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        for side in (self.pairs.i, self.pairs.j):
            np.maximum.at(inside, side[together], probabilities[together])
            np.maximum.at(outside, side[~together], probabilities[~together])
        alone = np.bincount(self.labels, minlength=size)[self.labels] == 1
        return np.where(alone, 1 - outside, inside)

    def explain(self, left: str, right: str) -> Comparison:
        """Why two records are one organisation or not: the feature, the log-odds that it adds, the two values.

        Raises KeyError for an unknown id.
        """
        numbers = {record.id: number for number, record in enumerate(self.signs.records)}
        i, j = sorted((numbers[left], numbers[right]))
        couples = best_names(couples_of(self.signs, np.array([i]), np.array([j])))
        identifiers = self.signs.identifiers
        if contradict(identifiers, couples.i, couples.j)[0]:
            return Comparison(0.0, _reasons(couples, self.models), forbidden=True)
        return Comparison(float(logistic(log_odds(couples, self.models.second))[0]), _reasons(couples, self.models))


def _in_order(records: Sequence[Record]) -> list[Record]:
    ordered = sorted(records, key=lambda record: record.id)
    for left, right in pairwise(ordered):
        if left.id == right.id:
            raise ValueError(f"two records have the id {left.id!r}")
    return ordered


def _reasons(couples: Couples, models: Models) -> tuple[Reason, ...]:
    """What each feature adds, the strongest first."""
    model = models.second
    parts = model.contributions(compute(couples, model.features))
    left, right = (couples.signs.records[int(side[0])] for side in (couples.i, couples.j))
    found = [Reason(name, float(part[0]), *_shown(name, left, right)) for name, part in parts.items()]
    return tuple(sorted((reason for reason in found if reason.weight), key=lambda reason: -abs(reason.weight)))


def _shown(feature: str, left: Record, right: Record) -> tuple[str, str]:
    """The two values that a feature compares."""
    field = {"same_city": "city", "same_department": "postcode", "same_postcode": "postcode", "same_website": "website"}
    name = field.get(feature, "name")
    return getattr(left, name), getattr(right, name)
