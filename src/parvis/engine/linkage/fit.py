"""Fit the weights of linking from pairs that people judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np

from parvis.engine.linkage.additive import Settings, Table, fit
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.features import FEATURES, SIGNS, compute
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import KINDS, Model, Sum, Weights
from parvis.engine.linkage.scoring import ADDRESS, AS_GOOD, FIRST, GAP, LEAD, ODDS, OTHERS, kinds_of, rivalry
from parvis.engine.linkage.statistics import Statistics
from parvis.engine.linkage.types import Flags, Floats, Ints, Record

FOLDS = 5
RIVAL_SIGNS = {ODDS: 1, LEAD: 1, GAP: 1, FIRST: 1, AS_GOOD: -1, ADDRESS: 1, OTHERS: -1}
FEWEST = 20
"""Pairs of each kind, the same and not, below which nothing is fitted."""


@dataclass(frozen=True)
class Example:
    """Pairs with what they are; `importance` says how much each counts, `fold` keeps what belongs together together."""

    pairs: Pairs
    same: Flags
    importance: Table
    fold: Ints


@dataclass(frozen=True, slots=True)
class Judged:
    """Two records, and whether they are the same organisation."""

    left: Record
    right: Record
    same: bool


def fit_weights(
    examples: Sequence[Example], about: Mapping[str, Any], *, rivals: bool = True, settings: Settings | None = None
) -> Weights:
    """The weights that explain the examples. Raises ValueError when there are too few pairs of either kind.

    Bare texts, records that say where they are, and hospitals are fitted apart, where there are enough pairs. How a sum
    counts beside other candidates is fitted on sums that come from other folds, so that it does not take what was
    learnt by heart for knowledge.
    """
    known = _known(examples)
    if not known.enough():
        raise ValueError(f"at least {FEWEST} pairs that are the same and {FEWEST} that are not are needed")
    parts = [known.take(np.flatnonzero(known.kind == kind)) for kind in range(len(KINDS))]
    parts = [part if part.enough() else known for part in parts]
    models = [Model(part.sum(settings)) for part in parts]
    if rivals:
        odds = np.zeros(len(known.same), dtype=np.float32)
        for kind, part in enumerate(parts):
            mine = known.kind == kind
            odds[mine] = part.unseen(settings)[part.kind == kind]
        beside = _beside(examples, odds)
        sums = [part.with_values(beside).sum(settings, RIVAL_SIGNS) for part in parts]
        models = [Model(model.alone, one) for model, one in zip(models, sums, strict=True)]
    bare, placed, hospital = models
    return Weights(bare, placed, hospital, about)


@dataclass(frozen=True)
class _Known:
    """Values of features with what the pairs are; `place` is where each pair stands among all."""

    values: Mapping[str, Floats]
    same: Flags
    importance: Table
    fold: Ints
    kind: Ints
    place: Ints

    def take(self, rows: Ints) -> "_Known":
        """Only these pairs."""
        return _Known(
            {name: value[rows] for name, value in self.values.items()},
            self.same[rows],
            self.importance[rows],
            self.fold[rows],
            self.kind[rows],
            self.place[rows],
        )

    def with_values(self, values: Mapping[str, Floats]) -> "_Known":
        """The same pairs with other values, given for all pairs."""
        return replace(self, values={name: value[self.place] for name, value in values.items()})

    def enough(self) -> bool:
        """Whether there are pairs enough of both kinds."""
        return bool(min(self.same.sum(), (~self.same).sum()) >= FEWEST)

    def sum(self, settings: Settings | None, signs: Mapping[str, int] = SIGNS) -> Sum:
        """Fit to these pairs."""
        return Sum(*fit(self.values, self.same, signs=signs, weights=self.importance, settings=settings))

    def unseen(self, settings: Settings | None) -> Floats:
        """The log-odds of each pair by weights that did not see its fold."""
        odds = np.zeros(len(self.same), dtype=np.float32)
        for number in range(FOLDS):
            other, own = self.take(np.flatnonzero(self.fold != number)), self.take(np.flatnonzero(self.fold == number))
            model = other.sum(settings)
            odds[self.fold == number] = model.odds(model.contributions(own.values))
        return odds


def _known(examples: Sequence[Example]) -> _Known:
    parts = [compute(one.pairs, FEATURES) for one in examples]
    values = {name: np.concatenate([part[name] for part in parts]) for name in FEATURES}
    same = np.concatenate([one.same for one in examples])
    importance = np.concatenate([one.importance for one in examples])
    fold = np.concatenate([one.fold for one in examples])
    where = np.concatenate([kinds_of(one.pairs) for one in examples])
    return _Known(values, same, importance, fold, where, np.arange(len(same)))


def _beside(examples: Sequence[Example], odds: Floats) -> dict[str, Floats]:
    bounds = pairwise(np.cumsum([0, *(len(one.same) for one in examples)]).tolist())
    parts = [rivalry(one.pairs, odds[start:end]) for one, (start, end) in zip(examples, bounds, strict=True)]
    return {name: np.concatenate([part[name] for part in parts]) for name in RIVAL_SIGNS}


def example_of(judged: Sequence[Judged]) -> Example:
    """Judged pairs as an example: each left record with what it was compared with."""
    lefts = list(dict.fromkeys(one.left for one in judged))
    rights = list(dict.fromkeys(one.right for one in judged))
    right = prepare(rights)
    left = prepare(lefts, right, split=True)
    left_number = {record: number for number, record in enumerate(lefts)}
    right_number = {record: number for number, record in enumerate(rights)}
    verdicts = {(left_number[one.left], right_number[one.right]): one.same for one in judged}
    i, j = np.array(sorted(verdicts), dtype=np.int64).T
    pairs = Pairs.of_records(left, right, Statistics.of(right), i, j)
    same = np.array([verdicts[key] for key in sorted(verdicts)])
    fold = folds([lefts[number].id for number in pairs.i.tolist()])
    return Example(pairs, same, np.ones(len(same)), fold)


def folds(groups: Sequence[str]) -> Ints:
    """The fold of each group: always the same, and nearly evenly spread."""
    return np.array([crc32(group.encode()) % FOLDS for group in groups], dtype=np.int64)


def have_rivals(example: Example) -> bool:
    """Whether most records were compared with several: else nothing can be said about rivals."""
    counts = np.unique(example.pairs.i, return_counts=True)[1]
    return bool(np.mean(counts > 1) > 0.5)
