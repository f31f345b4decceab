"""Fit the two models of deduplication on records of which it is known which are the same.

    models = fit([Labelled(records, truth)], about={"training": "..."})

The first model sees the cheap features of all candidate pairs; the second one sees all features of those pairs that
the first lets through, as it will when it is used. Pairs with strong identifiers that agree or contradict teach
nothing: they are decided by these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.blocking import candidates
from parvis.engine.linkage.duplicates.boosting import Settings, fit_trees
from parvis.engine.linkage.duplicates.couples import Couples, best_names, couples_of
from parvis.engine.linkage.duplicates.features import CHEAP, FEATURES, compute
from parvis.engine.linkage.duplicates.identifiers import agree, contradict
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.scoring import UNLIKELY, Models
from parvis.engine.linkage.duplicates.signs import signs_of
from parvis.engine.linkage.types import Flags, Floats, Record

FIRST = Settings(trees=30, depth=4, rate=0.3)
SECOND = Settings(trees=160, depth=5, rate=0.12)
NEGATIVES = 4
"""Pairs of different organisations that are learnt from, for each pair of the same one; these count for all others."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Records, for each the organisation that it is, and how much its pairs count."""

    records: Sequence[Record]
    truth: Sequence[object]
    weight: float = 1.0


def fit(sets: Sequence[Labelled], about: Mapping[str, Any], seed: int = 1) -> Models:
    """Both models. Raises ValueError when the records hold no two of one organisation, or only such."""
    rng = np.random.default_rng(seed)
    samples = [_sample(one, rng) for one in sets]
    labels, weights = _stacked([sample.labels for sample in samples]), _stacked([sample.weights for sample in samples])
    if labels.all() or not labels.any():
        raise ValueError("the records need some that are the same organisation, and some that are not")
    cheap = _values(samples, tuple(function.__name__ for function in CHEAP))
    first = fit_trees(cheap, labels, weights, about, FIRST)
    likely = first.log_odds(cheap) > UNLIKELY
    passed = [sample.where(part) for sample, part in zip(samples, _split(likely, samples), strict=True)]
    second = fit_trees(_values(passed, tuple(FEATURES)), labels[likely], weights[likely], about, SECOND)
    return Models(first, second)


@dataclass(frozen=True, slots=True)
class _Sample:
    couples: Couples
    labels: Flags
    weights: Floats

    def where(self, kept: Flags) -> "_Sample":
        return _Sample(self.couples.take(kept), self.labels[kept], self.weights[kept])


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
    return _Sample(couples.take(chosen), same[chosen], weights.astype(np.float32))


def _values(samples: Sequence[_Sample], names: Sequence[str]) -> dict[str, Floats]:
    found = [compute(sample.couples, names) for sample in samples]
    return {name: _stacked([values[name] for values in found]) for name in names}


def _split(flags: Flags, samples: Sequence[_Sample]) -> list[Flags]:
    return np.split(flags, np.cumsum([len(sample.labels) for sample in samples])[:-1])


def _stacked(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(parts)
