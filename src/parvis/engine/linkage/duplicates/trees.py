"""The probability that a couple is one organisation, from boosted trees that ask the same question on each level.

Such trees (oblivious trees, as in CatBoost) are read for whole columns at once: each level is one comparison, and the
answers together are the number of the leaf. What a tree adds is shared out among its questions: each gets how much its
answer moved the mean of the leaves that were still possible; so each feature has its part of the log-odds, and the
parts add up to the score.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.types import Floats

Codes: TypeAlias = NDArray[np.uint8]

FEW = 8
"""Edges that are compared one by one faster than they are looked up."""


@dataclass(frozen=True, slots=True)
class Tree:
    """On level `k` the question is whether the code of `features[k]` is above `codes[k]`; one value a leaf.

    The answer of level `k` is bit `k` of the number of the leaf. `covers` says how much training stood in each leaf.
    """

    features: tuple[int, ...]
    codes: tuple[int, ...]
    values: tuple[float, ...]
    covers: tuple[float, ...]

    def leaves(self, codes: Codes) -> NDArray[np.uint8]:
        """The leaf of each row of `codes[feature, row]`."""
        found = np.zeros(codes.shape[1], dtype=np.uint8)
        for level, (feature, above) in enumerate(zip(self.features, self.codes, strict=True)):
            found |= (codes[feature] > above).astype(np.uint8) << np.uint8(level)
        return found

    def steps(self) -> list[NDArray[np.float64]]:
        """For each level and each node of that level the mean of the leaves below it; the first is the root's."""
        values, covers = np.array(self.values), np.array(self.covers)
        found = []
        for level in range(len(self.features) + 1):
            node = np.arange(len(values)) & ((1 << level) - 1)
            weights = np.bincount(node, weights=covers)
            found.append(np.bincount(node, weights=values * covers) / np.maximum(weights, 1e-12))
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """Features, for each the edges of its codes, and trees."""

    features: tuple[str, ...]
    edges: tuple[tuple[float, ...], ...]
    bias: float
    trees: tuple[Tree, ...]

    def log_odds(self, values: Mapping[str, Floats]) -> Floats:
        """The log-odds of each couple."""
        codes = coded([values[name] for name in self.features], self.edges)
        found = np.full(codes.shape[1], self.bias, dtype=np.float32)
        for tree in self.trees:
            found += np.array(tree.values, dtype=np.float32)[tree.leaves(codes)]
        return found

    def contributions(self, values: Mapping[str, Floats]) -> dict[str, Floats]:
        """For each feature the log-odds that it adds to each couple, against a couple of which nothing is known."""
        codes = coded([values[name] for name in self.features], self.edges)
        found = np.zeros(codes.shape, dtype=np.float64)
        for tree in self.trees:
            leaves, steps = tree.leaves(codes), tree.steps()
            for level, feature in enumerate(tree.features):
                before, after = leaves & np.uint8((1 << level) - 1), leaves & np.uint8((2 << level) - 1)
                found[feature] += steps[level + 1][after] - steps[level][before]
        return dict(zip(self.features, found.astype(np.float32), strict=True))


def probabilities(odds: Floats) -> Floats:
    """Log-odds as probabilities."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * odds))


def coded(columns: Sequence[Floats], edges: Sequence[Sequence[float]]) -> Codes:
    """Codes of values, `[feature, row]`: 0 for none, else 1 and how many edges the value reaches."""
    found = np.empty((len(columns), len(columns[0]) if columns else 0), dtype=np.uint8)
    for row, (values, own) in enumerate(zip(columns, edges, strict=True)):
        steps = np.array(own, dtype=np.float32)
        if len(steps) < FEW:
            codes = sum((values >= step for step in steps), np.ones(len(values), dtype=np.uint8))
        else:
            codes = np.searchsorted(steps, values, side="right") + 1
        found[row] = np.where(np.isnan(values), 0, codes)
    return found


def lines_of(model: Model) -> list[str]:
    """A model as lines of JSON, one feature and one tree a line so that a difference can be read."""
    features = [{"feature": f, "edges": e} for f, e in zip(model.features, model.edges, strict=True)]
    trees = [{"features": t.features, "codes": t.codes, "values": t.values, "covers": t.covers} for t in model.trees]
    listed = (",\n".join(json.dumps(one) for one in some) for some in (features, trees))
    names = ('"features"', '"trees"')
    return [f'"bias": {json.dumps(model.bias)}', *(f"{n}: [\n{some}\n]" for n, some in zip(names, listed, strict=True))]


def model_of(data: Mapping[str, Any]) -> Model:
    """A model from data; raises KeyError, TypeError or ValueError when that is something else."""
    features = tuple(str(one["feature"]) for one in data["features"])
    trees = tuple(_tree(one) for one in data["trees"])
    if any(feature >= len(features) for tree in trees for feature in tree.features):
        raise ValueError("a tree asks for a feature that is not there")
    edges = tuple(tuple(map(float, one["edges"])) for one in data["features"])
    return Model(features, edges, float(data["bias"]), trees)


def _tree(one: Mapping[str, Any]) -> Tree:
    features, codes = tuple(map(int, one["features"])), tuple(map(int, one["codes"]))
    values, covers = tuple(map(float, one["values"])), tuple(map(float, one["covers"]))
    if not len(features) == len(codes) <= 8 or not len(values) == len(covers) == 1 << len(features):
        raise ValueError("a tree of some levels needs as many questions, and two to that power of values")
    return Tree(features, codes, values, covers)
