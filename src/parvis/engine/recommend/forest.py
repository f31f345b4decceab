"""Boosted trees over some hundred rows at once: all trees of a model in one table, for answers within a millisecond."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.engine.linkage.duplicates.trees import Model, Tree
from parvis.engine.recommend.types import Floats

Leaves: TypeAlias = NDArray[np.uint8]
"""The leaf of each tree for each row: trees by rows."""


@dataclass(frozen=True, slots=True)
class Forest:
    """The questions of every tree by level, the values of its leaves, and what each answer moves (see `trees`).

    Only the features that a tree asks for are there.
    """

    features: tuple[str, ...]
    bias: float
    asked: NDArray[np.int64]
    least: Floats
    """The value that is enough for a yes; what is unknown is never enough."""
    values: Floats
    moves: Floats
    """trees by levels by leaves: how far the answer of that level moves the mean."""

    def leaves(self, values: Mapping[str, Floats], count: int) -> Leaves:
        """Where so many rows end; a column that is not there is unknown for all of them."""
        unknown = np.full(count, np.nan, dtype=np.float32)
        table = np.stack([values.get(name, unknown) for name in self.features])
        found = np.zeros((len(self.asked), count), dtype=np.uint8)
        for level in range(self.asked.shape[1]):
            answers = table[self.asked[:, level]] >= self.least[:, level, None]
            found |= answers.view(np.uint8) << np.uint8(level)
        return found

    def log_odds(self, leaves: Leaves) -> Floats:
        """The sum of each row."""
        trees, size = self.values.shape
        places = leaves + np.arange(0, trees * size, size)[:, None]
        return np.asarray(self.values.ravel()[places].sum(axis=0) + self.bias, dtype=np.float32)

    def parts(self, leaves: Leaves) -> dict[str, Floats]:
        """What each feature adds to each row."""
        places = leaves.astype(np.int64)
        found = np.zeros((len(self.features), places.shape[1]), dtype=np.float32)
        for level in range(self.asked.shape[1]):
            moved = np.take_along_axis(self.moves[:, level], places, axis=1)
            np.add.at(found, self.asked[:, level], moved)
        return dict(zip(self.features, found, strict=True))


def forest_of(model: Model) -> Forest:
    """The trees of a model side by side; they have to be of one depth. Raises ValueError when they are not."""
    if len({len(tree.features) for tree in model.trees}) != 1:
        raise ValueError("trees of one depth are needed")
    used = sorted({feature for tree in model.trees for feature in tree.features})
    place = {feature: at for at, feature in enumerate(used)}
    return Forest(
        tuple(model.features[at] for at in used),
        model.bias,
        np.array([[place[feature] for feature in tree.features] for tree in model.trees], dtype=np.int64),
        np.array([_least(model, tree) for tree in model.trees], dtype=np.float32),
        np.array([tree.values for tree in model.trees], dtype=np.float32),
        np.array([_moves(tree.steps()) for tree in model.trees], dtype=np.float32),
    )


def _least(model: Model, tree: Tree) -> list[float]:
    """Codes above which the answer is yes, as values: any value is above 0, none is above the last edge."""
    reached = [(-np.inf, *model.edges[feature], np.inf) for feature in tree.features]
    return [edges[min(above, len(edges) - 1)] for edges, above in zip(reached, tree.codes, strict=True)]


def _moves(steps: list[NDArray[Any]]) -> list[NDArray[Any]]:
    leaves = np.arange(1 << (len(steps) - 1))
    return [
        steps[level + 1][leaves & ((2 << level) - 1)] - steps[level][leaves & ((1 << level) - 1)]
        for level in range(len(steps) - 1)
    ]
