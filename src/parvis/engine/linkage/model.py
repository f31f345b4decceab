"""The probability that a pair is one organisation: what each feature says is added up as log-odds.

Weights are data (`weights/*.json`): for each feature the edges of its steps, the log-odds of each step, and those of a
value that is missing; with the day, what they were fitted on and the figures reached.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from parvis.engine.linkage.types import Floats

FOLDER = Path(__file__).with_name("weights")
CERTAIN = 0.999
"""What identifiers that agree are worth: registers make mistakes too."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What one feature adds: `weights[k]` for values from `edges[k - 1]` to below `edges[k]`, `missing` for none."""

    feature: str
    edges: tuple[float, ...]
    weights: tuple[float, ...]
    missing: float

    def __call__(self, values: Floats) -> Floats:
        """The log-odds of each value."""
        steps = np.searchsorted(np.array(self.edges, dtype=np.float32), values, side="right")
        found = np.array(self.weights, dtype=np.float32)[np.minimum(steps, len(self.weights) - 1)]
        return np.where(np.isnan(values), np.float32(self.missing), found)


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model."""

    bias: float
    steps: tuple[Steps, ...]
    about: Mapping[str, Any]

    @property
    def features(self) -> tuple[str, ...]:
        """The features that it needs, in order."""
        return tuple(one.feature for one in self.steps)

    def contributions(self, values: Mapping[str, Floats]) -> dict[str, Floats]:
        """For each feature the log-odds that it adds to each pair."""
        return {one.feature: one(values[one.feature]) for one in self.steps}

    def score(self, contributions: Mapping[str, Floats]) -> Floats:
        """The probability of each pair."""
        return logistic(np.float32(self.bias) + sum(contributions.values(), np.float32(0)))


def logistic(log_odds: Any) -> Floats:
    """A probability from log-odds."""
    bounded = np.clip(np.asarray(log_odds, dtype=np.float32), -30, 30)
    return (1 / (1 + np.exp(-bounded))).astype(np.float32)


@cache
def shipped(name: str) -> Weights:
    """Weights that come with parvis."""
    return read(FOLDER / f"{name}.json")


def read(path: Path) -> Weights:
    """Weights from a file; raises ValueError when it holds something else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        steps = tuple(_steps(one) for one in data["features"])
        return Weights(float(data["bias"]), steps, data["about"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} does not hold weights of linking: {error}") from error


def _steps(one: Mapping[str, Any]) -> Steps:
    edges: Sequence[float] = one["edges"]
    weights: Sequence[float] = one["weights"]
    if len(weights) != len(edges) + 1 or sorted(edges) != list(edges):
        raise ValueError(f"{one['feature']} needs ascending edges and one weight more than edges")
    return Steps(one["feature"], tuple(map(float, edges)), tuple(map(float, weights)), float(one["missing"]))
