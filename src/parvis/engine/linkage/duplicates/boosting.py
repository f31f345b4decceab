"""Fit boosted oblivious trees on labelled couples: logistic loss, second-order steps, no randomness but the seed's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.trees import Codes, Model, Tree, coded
from parvis.engine.linkage.types import Flags, Floats

EDGES = 48


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is learnt, and how carefully."""

    trees: int = 120
    depth: int = 5
    rate: float = 0.15
    smoothing: float = 20.0
    """Weight of a leaf's pull towards nothing (L2)."""
    sample: float = 0.6
    """Share of the couples that each tree sees."""
    seed: int = 1


def fit_trees(
    values: Mapping[str, Floats],
    labels: Flags,
    weights: Floats,
    settings: Settings | None = None,
) -> Model:
    """A model of the probability that a couple is the same organisation; `weights` says how much each couple counts."""
    chosen = settings or Settings()
    names = tuple(values)
    edges = tuple(_edges(values[name]) for name in names)
    codes = coded([values[name] for name in names], edges)
    share = float(np.average(labels, weights=weights))
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(labels), bias, dtype=np.float64)
    rng = np.random.default_rng(chosen.seed)
    trees = []
    for _number in range(chosen.trees):
        seen = np.flatnonzero(rng.random(len(labels)) < chosen.sample)
        expected = 0.5 + 0.5 * np.tanh(0.5 * odds[seen])
        slope = (labels[seen] - expected) * weights[seen]
        curve = expected * (1 - expected) * weights[seen]
        tree = _grown(codes[:, seen], slope, curve, chosen)
        trees.append(tree)
        odds += np.array(tree.values)[tree.leaves(codes)]
    return Model(names, edges, bias, tuple(trees))


def _edges(values: Floats) -> tuple[float, ...]:
    """Edges that cut the known values into equal parts, as far as they differ."""
    known = values[~np.isnan(values)]
    if not len(known):
        return ()
    found = np.unique(np.quantile(known, np.linspace(0, 1, EDGES + 1)[1:]).astype(np.float32))
    low = known.min()
    return tuple(float(f"{edge:.5g}") for edge in found if edge > low)


def _grown(codes: Codes, slope: NDArray[np.float64], curve: NDArray[np.float64], settings: Settings) -> Tree:
    bins = EDGES + 3
    leaf = np.zeros(codes.shape[1], dtype=np.int64)
    features: list[int] = []
    cuts: list[int] = []
    for level in range(settings.depth):
        best = (-np.inf, 0, 0)
        for feature in range(len(codes)):
            place = leaf * bins + codes[feature]
            shape = (1 << level, bins)
            g = np.bincount(place, weights=slope, minlength=shape[0] * bins).reshape(shape).cumsum(axis=1)
            h = np.bincount(place, weights=curve, minlength=shape[0] * bins).reshape(shape).cumsum(axis=1)
            gains = _gain(g, h, settings.smoothing) + _gain(g[:, -1:] - g, h[:, -1:] - h, settings.smoothing)
            total = gains.sum(axis=0)
            cut = int(total.argmax())
            best = max(best, (float(total[cut]), -feature, -cut))
        feature, cut = -best[1], -best[2]
        leaf |= (codes[feature] > cut).astype(np.int64) << level
        features.append(feature)
        cuts.append(cut)
    g = np.bincount(leaf, weights=slope, minlength=1 << settings.depth)
    h = np.bincount(leaf, weights=curve, minlength=1 << settings.depth)
    values = settings.rate * g / (h + settings.smoothing)
    return Tree(tuple(features), tuple(cuts), _short(values), _short(h))


def _gain(slope: NDArray[np.float64], curve: NDArray[np.float64], smoothing: float) -> NDArray[np.float64]:
    found: NDArray[np.float64] = slope**2 / (curve + smoothing)
    return found


def _short(values: NDArray[Any]) -> tuple[float, ...]:
    return tuple(float(f"{value:.5g}") for value in values)
