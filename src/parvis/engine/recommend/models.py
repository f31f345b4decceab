"""The weights of suggestions, as data: `weights/partners.json` and what `parvis engine fit-recommend` writes.

Three models: `topic` for those who worked with others before and say what for, `bare` for those who do not say, and
`newcomer` for those who never worked with anyone. The file holds their trees, the day, what they were fitted on, and
figures.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from parvis.engine.linkage.duplicates.trees import Model, lines_of, model_of
from parvis.engine.recommend.asking import Asking
from parvis.engine.recommend.candidates import FEATURES
from parvis.engine.recommend.forest import Forest, forest_of

SHIPPED = Path(__file__).with_name("weights") / "partners.json"
PARTS = ("topic", "bare", "newcomer")


@dataclass(frozen=True, slots=True)
class Weights:
    """Trees by the name of their part."""

    models: Mapping[str, Model]
    forests: Mapping[str, Forest]
    about: Mapping[str, Any] = field(default_factory=dict)


def part_of(asking: Asking) -> str:
    """The part that is for a query."""
    if not asking.is_known:
        return "newcomer"
    return "topic" if asking.has_topic else "bare"


def weights_of(models: Mapping[str, Model], about: Mapping[str, Any]) -> Weights:
    """Weights from fitted models."""
    return Weights(models, {name: forest_of(model) for name, model in models.items()}, about)


@cache
def shipped_weights() -> Weights:
    """The weights that come with parvis."""
    return read(SHIPPED)


def read(path: Path) -> Weights:
    """Weights from a file; raises ValueError when it holds something else, OSError when it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        weights = weights_of({name: model_of(data[name]) for name in PARTS}, dict(data["about"]))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} does not hold weights of suggestions: {error}") from error
    unknown = sorted({name for model in weights.models.values() for name in model.features} - set(FEATURES))
    if unknown:
        raise ValueError(f"{path.name} asks for {unknown[0]}, which this version does not know")
    return weights


def write(path: Path, weights: Weights) -> None:
    """Keep weights in a file."""
    parts = [f'"about": {json.dumps(dict(weights.about), ensure_ascii=False)}']
    parts += [f'"{name}": {{\n' + ",\n".join(lines_of(weights.models[name])) + "\n}" for name in PARTS]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
