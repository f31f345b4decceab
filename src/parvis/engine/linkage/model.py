"""The probability that a pair is one organisation: what each feature says is added up as log-odds.

Weights are data (`weights/*.json`): for each feature the edges of its steps, the log-odds of each step, and those of a
value that is missing; with the day, what they were fitted on and the figures reached. Where a record has several
candidates, a second table weighs the sum against what the other candidates reach. Records that say where they are,
hospitals among them, and bare texts have weights of their own: a name that agrees says less where nothing is known of
the place, and less again where a register lists the services of a hospital beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from parvis.engine.linkage.types import Floats, Ints

FOLDER = Path(__file__).with_name("weights")
CERTAIN = 0.999
"""What identifiers that agree are worth: registers make mistakes too."""
KINDS = ("bare", "placed", "hospital")
"""Kinds of pairs, each with weights of its own."""
LIMIT = np.float32(12)
"""Log-odds beyond this count as this."""


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
class Sum:
    """A bias and the steps of some features."""

    bias: float
    steps: tuple[Steps, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """The features that it needs, in order."""
        return tuple(one.feature for one in self.steps)

    def contributions(self, values: Mapping[str, Floats]) -> dict[str, Floats]:
        """For each feature the log-odds that it adds to each pair."""
        return {one.feature: one(values[one.feature]) for one in self.steps}

    def odds(self, contributions: Mapping[str, Floats]) -> Floats:
        """The log-odds of each pair, within bounds."""
        total = np.float32(self.bias) + sum(contributions.values(), np.float32(0))
        return np.clip(np.asarray(total, dtype=np.float32), -LIMIT, LIMIT)


@dataclass(frozen=True, slots=True)
class Model:
    """What a pair says by itself, and how that counts beside the other candidates of a record."""

    alone: Sum
    beside: Sum | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted models: for bare texts, for records that say where they are, and for hospitals among these."""

    bare: Model
    placed: Model
    hospital: Model
    about: Mapping[str, Any] = field(default_factory=dict)

    def parts(self, kinds: Ints) -> Iterator[tuple[Model, Ints]]:
        """Each model with the pairs that it is for: `kinds` are places in KINDS."""
        for kind, name in enumerate(KINDS):
            rows = np.flatnonzero(kinds == kind)
            if len(rows):
                yield getattr(self, name), rows

    def as_data(self) -> dict[str, Any]:
        """As it is kept in a file."""
        return {"about": dict(self.about)} | {name: asdict(getattr(self, name)) for name in KINDS}


def logistic(log_odds: Floats) -> Floats:
    """A probability from log-odds."""
    return (1 / (1 + np.exp(-log_odds))).astype(np.float32)


@cache
def shipped(name: str) -> Weights:
    """Weights that come with parvis."""
    return read(FOLDER / f"{name}.json")


def read(path: Path) -> Weights:
    """Weights from a file; raises ValueError when it holds something else."""
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} does not hold weights of linking: {error}") from error


def write(path: Path, weights: Weights) -> None:
    """Keep weights in a file, one feature a line."""
    data = weights.as_data()
    parts = [f' "about": {json.dumps(data["about"], ensure_ascii=False)}']
    for name in KINDS:
        sums = [f'  "{part}": {_lines(data[name][part])}' for part in ("alone", "beside")]
        parts.append(f' "{name}": {{\n' + ",\n".join(sums) + "\n }")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def from_data(data: Mapping[str, Any]) -> Weights:
    """Weights from what a file holds; raises KeyError, TypeError or ValueError when that is something else."""
    bare, placed, hospital = (_model(data[name]) for name in KINDS)
    return Weights(bare, placed, hospital, dict(data["about"]))


def _lines(data: Mapping[str, Any] | None) -> str:
    if not data:
        return "null"
    steps = ",\n".join(f"   {json.dumps(one)}" for one in data["steps"])
    return f'{{"bias": {data["bias"]}, "steps": [\n{steps}\n  ]}}'


def _model(data: Mapping[str, Any]) -> Model:
    beside = data["beside"]
    return Model(_sum(data["alone"]), _sum(beside) if beside else None)


def _sum(data: Mapping[str, Any]) -> Sum:
    return Sum(float(data["bias"]), tuple(_steps(one) for one in data["steps"]))


def _steps(one: Mapping[str, Any]) -> Steps:
    edges: Sequence[float] = one["edges"]
    weights: Sequence[float] = one["weights"]
    if len(weights) != len(edges) + 1 or sorted(edges) != list(edges):
        raise ValueError(f"{one['feature']} needs ascending edges and one weight more than edges")
    return Steps(one["feature"], tuple(map(float, edges)), tuple(map(float, weights)), float(one["missing"]))
