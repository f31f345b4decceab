"""Boosted trees over some hundred rows at once: all trees of a model in one table, for answers within a millisecond."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.trees import Model, coded
from parvis.engine.recommend.types import Floats


@dataclass(frozen=True, slots=True)
class Forest:
    """The questions of every tree by level, the values of its leaves, and what each answer moves (see `trees`)."""

    features: tuple[str, ...]
    edges: tuple[tuple[float, ...], ...]
    bias: float
    asked: NDArray[np.int64]
    above: NDArray[np.uint8]
    values: Floats
    moves: Floats
    """trees by levels by leaves: how far the answer of that level moves the mean."""

    def leaves(self, values: Mapping[str, Floats]) -> NDArray[np.int64]:
        """The leaf of each tree for each row: trees by rows."""
        codes = coded([values[name] for name in self.features], self.edges)
        found = np.zeros((len(self.asked), codes.shape[1]), dtype=np.int64)
        for level in range(self.asked.shape[1]):
            found |= (codes[self.asked[:, level]] > self.above[:, level, None]).astype(np.int64) << level
        return found

    def log_odds(self, leaves: NDArray[np.int64]) -> Floats:
        """The sum of each row."""
        return np.asarray(np.take_along_axis(self.values, leaves, axis=1).sum(axis=0) + self.bias, dtype=np.float32)

    def parts(self, leaves: NDArray[np.int64]) -> dict[str, Floats]:
        """What each feature adds to each row."""
        found = np.zeros((len(self.features), leaves.shape[1]), dtype=np.float32)
        for level in range(self.asked.shape[1]):
            moved = np.take_along_axis(self.moves[:, level], leaves, axis=1)
            np.add.at(found, self.asked[:, level], moved)
        return dict(zip(self.features, found, strict=True))


def forest_of(model: Model) -> Forest:
    """The trees of a model side by side; they have to be of one depth. Raises ValueError when they are not."""
    if len({len(tree.features) for tree in model.trees}) != 1:
        raise ValueError("trees of one depth are needed")
    moves = [_moves(tree.steps()) for tree in model.trees]
    return Forest(
        model.features,
        model.edges,
        model.bias,
        np.array([tree.features for tree in model.trees], dtype=np.int64),
        np.array([tree.codes for tree in model.trees], dtype=np.uint8),
        np.array([tree.values for tree in model.trees], dtype=np.float32),
        np.array(moves, dtype=np.float32),
    )


def _moves(steps: list[NDArray[Any]]) -> list[NDArray[Any]]:
    leaves = np.arange(1 << (len(steps) - 1))
    return [
        steps[level + 1][leaves & ((2 << level) - 1)] - steps[level][leaves & ((1 << level) - 1)]
        for level in range(len(steps) - 1)
    ]
