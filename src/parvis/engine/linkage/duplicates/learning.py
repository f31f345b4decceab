"""Fit the models of deduplication on records of which it is known which are the same.

    models = fit([Labelled(records, truth)], about={"training": "..."})

The first model sees the cheap features of all candidate pairs; the second one sees all features of those pairs that
the first lets through, as it will when it is used. The third weighs what the second says of a pair beside what it says
of the others; since that has to be what it says of records that it has not seen, the organisations are put into two
halves, and the third learns from each half what a second model says that was fitted on the other. Pairs with strong
identifiers that agree or contradict teach nothing: they are decided by these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.blocking import Candidates, candidates
from parvis.engine.linkage.duplicates.boosting import Settings, fit_trees
from parvis.engine.linkage.duplicates.context import beside
from parvis.engine.linkage.duplicates.couples import Couples, best_names, couples_of
from parvis.engine.linkage.duplicates.features import (
    CHEAP,
    FEATURES,
    compute,
    one_in_the_other,
    same_figures,
    same_parents,
    shortest,
)
from parvis.engine.linkage.duplicates.identifiers import agree, contradict
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.models import Models
from parvis.engine.linkage.duplicates.scoring import UNLIKELY, scored
from parvis.engine.linkage.duplicates.signs import Signs, signs_of
from parvis.engine.linkage.duplicates.trees import Model
from parvis.engine.linkage.types import Flags, Floats, Ints, Record

FIRST = Settings(trees=30, depth=4, rate=0.3, sample=0.3)
SECOND = Settings(trees=250, depth=6, rate=0.1, sample=0.3)
BESIDE = Settings(trees=80, depth=5, rate=0.1, sample=0.5)
NOT_FIRST = (one_in_the_other, same_parents, same_figures, shortest)
"""Features that say too little at first for what they cost."""
NEGATIVES = 4
"""Pairs of different organisations that are learnt from, for each pair of the same one; these count for all others."""

LOUDER = 1.5
"""How much more a pair of the same organisation counts in the end: in a cluster the pairs that were not compared speak
against those that were."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Records, for each the organisation that it is, and how much its pairs count."""

    records: Sequence[Record]
    truth: Sequence[object]
    weight: float = 1.0


def fit(sets: Sequence[Labelled], about: Mapping[str, Any], seed: int = 1) -> Models:
    """The models; the share of the pairs that they tell rightly is added to what is said `about` them.

    Raises ValueError when the records hold no two of one organisation, or only such.
    """
    rng = np.random.default_rng(seed)
    samples = [_sample(one, rng) for one in sets]
    labels, weights = _stacked([sample.labels for sample in samples]), _stacked([sample.weights for sample in samples])
    if labels.all() or not labels.any():
        raise ValueError("the records need some that are the same organisation, and some that are not")
    cheap = _values(samples, tuple(function.__name__ for function in CHEAP if function not in NOT_FIRST))
    first = fit_trees(cheap, labels, weights, FIRST)
    likely = first.log_odds(cheap) > UNLIKELY
    passed = [sample.where(part) for sample, part in zip(samples, _split(likely, samples), strict=True)]
    seen = _Seen(_values(passed, tuple(FEATURES)), labels[likely], weights[likely])
    second = seen.fitted()
    right = np.zeros(len(labels), dtype=bool)
    right[likely] = (second.log_odds(seen.values) > 0) == seen.labels
    right[~likely] = ~labels[~likely]
    figures = {"pairs": len(labels), "agreement": round(float(np.average(right, weights=weights)), 4)}
    halves = np.concatenate([sample.halves for sample in passed])
    return Models(first, second, _beside(samples, seen, halves, first), {**about, **figures})


def _beside(samples: Sequence["_Sample"], seen: "_Seen", halves: Ints, first: Model) -> Model:
    """The third model, from pairs of each half of the organisations as a second model scores them that has not seen
    them."""
    values, labels, weights = [], [], []
    for half in (0, 1):
        models = Models(first, seen.where(halves == 1 - half).fitted(), first)
        for sample in samples:
            pairs = scored(sample.signs, sample.pairs, models)
            mine = np.flatnonzero(sample.half[pairs.i] == half)
            known = beside(pairs)
            values.append({name: column[mine] for name, column in known.items()})
            same = sample.truth[pairs.i[mine]] == sample.truth[pairs.j[mine]]
            labels.append(same)
            weights.append(np.where(same, np.float32(LOUDER), np.float32(1)) * np.float32(sample.weight))
    columns = {name: _stacked([some[name] for some in values]) for name in values[0]}
    return fit_trees(columns, _stacked(labels), _stacked(weights), BESIDE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the second model learns from."""

    values: Mapping[str, Floats]
    labels: Flags
    weights: Floats

    def where(self, kept: Flags) -> "_Seen":
        columns = {name: column[kept] for name, column in self.values.items()}
        return _Seen(columns, self.labels[kept], self.weights[kept])

    def fitted(self) -> Model:
        return fit_trees(self.values, self.labels, self.weights, SECOND)


@dataclass(frozen=True, slots=True)
class _Sample:
    """Some of the candidate pairs of a register; and the register, each organisation in one of two halves."""

    couples: Couples
    labels: Flags
    weights: Floats
    signs: Signs
    pairs: Candidates
    truth: Ints
    half: Ints
    weight: float

    def where(self, kept: Flags) -> "_Sample":
        couples = self.couples.take(kept)
        return replace(self, couples=couples, labels=self.labels[kept], weights=self.weights[kept])

    @property
    def halves(self) -> Ints:
        """The half of each pair: that of its records, or 2 when they are of both."""
        left, right = self.half[self.couples.i], self.half[self.couples.j]
        return np.where(left == right, left, 2)


def _sample(labelled: Labelled, rng: np.random.Generator) -> _Sample:
    """Candidate pairs that no identifier decides: all of the same organisation, and some of the others."""
    order = sorted(range(len(labelled.records)), key=lambda at: labelled.records[at].id)
    signs = signs_of([labelled.records[at] for at in order])
    truth = np.unique(np.array([str(labelled.truth[at]) for at in order]), return_inverse=True)[1]
    pairs = candidates(all_keys(signs), signs.owner)
    couples = best_names(couples_of(signs, pairs.i, pairs.j))
    i, j = couples.i, couples.j
    open_ones = ~agree(signs.identifiers, i, j) & ~contradict(signs.identifiers, i, j)
    same = truth[i] == truth[j]
    positives, negatives = np.flatnonzero(open_ones & same), np.flatnonzero(open_ones & ~same)
    count = min(len(negatives), NEGATIVES * max(len(positives), 1000))
    chosen = np.sort(np.concatenate((positives, rng.choice(negatives, count, replace=False))))
    each = len(negatives) / count if count else 1.0
    weights = np.where(same[chosen], 1.0, each) * labelled.weight
    half = rng.integers(0, 2, int(truth.max(initial=0)) + 1)[truth]
    labels, some = same[chosen], weights.astype(np.float32)
    return _Sample(couples.take(chosen), labels, some, signs, pairs, truth, half, labelled.weight)


def _values(samples: Sequence[_Sample], names: Sequence[str]) -> dict[str, Floats]:
    found = [compute(sample.couples, names) for sample in samples]
    return {name: _stacked([values[name] for values in found]) for name in names}


def _split(flags: Flags, samples: Sequence[_Sample]) -> list[Flags]:
    return np.split(flags, np.cumsum([len(sample.labels) for sample in samples])[:-1])


def _stacked(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(parts)
