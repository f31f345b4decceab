"""Fit the weights of linking from pairs that people judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np

from parvis.engine.linkage.additive import Settings, Table, fit
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.features import FEATURES, SIGNS, compute
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import Sum, Weights
from parvis.engine.linkage.scoring import GAP, LEAD, ODDS, rivalry
from parvis.engine.linkage.statistics import Statistics
from parvis.engine.linkage.types import Flags, Floats, Ints, Record

FOLDS = 5
RIVAL_SIGNS = {ODDS: 1, LEAD: 1, GAP: 1}
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

    How a sum counts beside other candidates is fitted on sums that come from other folds, so that it does not take what
    was learnt by heart for knowledge.
    """
    same = np.concatenate([one.same for one in examples])
    importance = np.concatenate([one.importance for one in examples])
    fold = np.concatenate([one.fold for one in examples])
    if min(same.sum(), (~same).sum()) < FEWEST:
        raise ValueError(f"at least {FEWEST} pairs that are the same and {FEWEST} that are not are needed")
    parts = [compute(one.pairs, FEATURES) for one in examples]
    values = {name: np.concatenate([part[name] for part in parts]) for name in FEATURES}
    alone = _sum(values, same, importance, SIGNS, settings)
    if not rivals:
        return Weights(alone, None, about)
    odds = _unseen(values, same, importance, fold, settings)
    bounds = pairwise(np.cumsum([0, *(len(one.same) for one in examples)]).tolist())
    beside = [rivalry(one.pairs, odds[start:end]) for one, (start, end) in zip(examples, bounds, strict=True)]
    joined = {name: np.concatenate([part[name] for part in beside]) for name in RIVAL_SIGNS}
    return Weights(alone, _sum(joined, same, importance, RIVAL_SIGNS, settings), about)


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


def _sum(
    values: Mapping[str, Floats], same: Flags, importance: Table, signs: Mapping[str, int], settings: Settings | None
) -> Sum:
    return Sum(*fit(values, same, signs=signs, weights=importance, settings=settings))


def _unseen(
    values: Mapping[str, Floats], same: Flags, importance: Table, fold: Ints, settings: Settings | None
) -> Floats:
    """The log-odds of each pair by weights that did not see its fold."""
    odds = np.zeros(len(same), dtype=np.float32)
    for number in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = _sum({n: v[seen] for n, v in values.items()}, same[seen], importance[seen], SIGNS, settings)
        odds[unseen] = model.odds(model.contributions({n: v[unseen] for n, v in values.items()}))
    return odds
