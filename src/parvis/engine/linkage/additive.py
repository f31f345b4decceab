"""Fit an additive model of log-odds: a table of steps for each feature.

The method is that of generalised additive models fitted by cyclic boosting (Lou, Caruana and Gehrke, "Intelligible
models for classification and regression", KDD 2012): each round moves each table a little towards what the others
leave unexplained. Tables that must rise, or fall, are kept so by isotonic regression. There is no chance in it: the
same pairs give the same weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.model import Steps
from parvis.engine.linkage.types import Flags, Floats, Ints

Table = NDArray[np.float64]
FEWEST_STEPS, PAIRS_A_STEP = 6, 12
"""A table has at most one step for so many pairs that are the same, and may always have the fewest: finer ones would
learn single pairs by heart."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is fitted."""

    rounds: int = 60
    rate: float = 0.4
    bins: int = 24
    ridge: float = 1.0
    """Weighs a step down that few pairs speak for; in units of the pairs' variance."""


@dataclass(slots=True)
class _Term:
    """A feature on its way: edges of its steps, the step of each pair, how much stands on each step, the table.

    The first place of a table is for values that are missing. It stays 0, and the rest around 0: that nothing is known
    says nothing, even if in the pairs that were judged it happened to go with one verdict.
    """

    feature: str
    edges: tuple[float, ...]
    steps: Ints
    sign: int
    share: Table
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        self.table = np.zeros(len(self.edges) + 2)

    def move(self, pull: Table, mass: Table, how: Settings) -> Table:
        """Move the table towards what is unexplained; returns by how much each of its places moved."""
        before = self.table
        after = before + how.rate * pull / (mass + how.ridge)
        if self.sign:
            after[1:] = self.sign * rising(self.sign * after[1:], mass[1:] + how.ridge / 10)
        after[0] = 0
        if self.share[1:].sum():
            after[1:] -= np.average(after[1:], weights=self.share[1:])
        self.table = after
        moved: Table = after - before
        return moved


def fit(
    values: Mapping[str, Floats],
    labels: Flags,
    *,
    signs: Mapping[str, int],
    weights: Table | None = None,
    offset: Floats | None = None,
    settings: Settings | None = None,
) -> tuple[float, tuple[Steps, ...]]:
    """The bias and the steps that explain the labels (the same organisation or not).

    `signs` says for a feature that greater values may only raise (1) or only lower (-1) the odds. `weights` says how
    much each pair counts. With an `offset` (log-odds of each pair), only what it leaves unexplained is fitted.
    """
    how = settings or Settings()
    share = np.ones(len(labels)) if weights is None else weights
    truth = labels.astype(np.float64)
    steps = min(how.bins, max(FEWEST_STEPS, int(labels.sum()) // PAIRS_A_STEP))
    terms = [_term(name, given, labels, share, steps, signs.get(name, 0)) for name, given in values.items()]
    mean = float(np.average(truth, weights=share))
    bias = float(np.log(mean / (1 - mean))) if offset is None else 0.0
    odds = bias + (np.zeros(len(labels)) if offset is None else offset.astype(np.float64))
    for _round in range(how.rounds):
        probability = 1 / (1 + np.exp(-odds))
        step = np.sum(share * (truth - probability)) / np.sum(share * probability * (1 - probability))
        bias, odds = bias + step, odds + step
        for term in terms:
            probability = 1 / (1 + np.exp(-odds))
            size = len(term.table)
            pull = _added(term.steps, share * (truth - probability), size)
            mass = _added(term.steps, share * probability * (1 - probability), size)
            odds += term.move(pull, mass, how)[term.steps]
    return round(bias, 4), tuple(map(_finished, terms))


def rising(values: Table, weights: Table) -> Table:
    """The rising sequence nearest to the values (pooling of adjacent violators)."""
    means: list[float] = []
    masses: list[float] = []
    counts: list[int] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, count = value, weight, 1
        while means and means[-1] > mean:
            mean = (means[-1] * masses[-1] + mean * mass) / (masses[-1] + mass)
            mass, count = mass + masses.pop(), count + counts.pop()
            means.pop()
        means.append(mean)
        masses.append(mass)
        counts.append(count)
    return np.repeat(means, counts)


def edges_of(values: Floats, labels: Flags, limit: int) -> tuple[float, ...]:
    """At most `limit` edges, a third between equally many pairs that are the same organisation, a third between equally
    many that are not, so that both ends are told apart finely, and a third evenly spread; none parts equal values."""
    known = ~np.isnan(values)
    different = np.unique(values[known])
    if len(different) <= limit:
        return tuple(float(edge) for edge in different[1:])
    shares = np.linspace(0, 1, limit // 3 + 2)[1:-1]
    some = [values[known & side] for side in (labels, ~labels)]
    cuts = [np.quantile(part, shares, method="higher") for part in some if len(part)]
    even = different[0] + shares * (different[-1] - different[0])
    edges = np.unique(np.concatenate([*cuts, even]))
    return tuple(float(edge) for edge in edges if edge > different[0])


def _added(steps: Ints, weights: Table, size: int) -> Table:
    """The weights of each step, added up."""
    return np.bincount(steps, weights=weights, minlength=size).astype(np.float64)


def _term(name: str, values: Floats, labels: Flags, share: Table, limit: int, sign: int) -> _Term:
    edges = tuple(round(edge, 5) for edge in edges_of(values, labels, limit))
    steps = np.searchsorted(np.array(edges, dtype=np.float32), values, side="right") + 1
    places = np.where(np.isnan(values), 0, steps).astype(np.int64)
    return _Term(name, edges, places, sign, _added(places, share, len(edges) + 2))


def _finished(term: _Term) -> Steps:
    """A table as it is kept."""
    missing, *weights = (round(float(value), 4) for value in term.table)
    return Steps(term.feature, term.edges, tuple(weights), missing)
