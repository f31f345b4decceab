"""The three models of deduplication, as data: `weights/dedupe.json` and what `parvis engine fit-dedupe` writes.

The file holds, for each of the three, features with their edges and trees; with the day, what they were fitted on and
the figures.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from parvis.engine.linkage.duplicates.context import BESIDE
from parvis.engine.linkage.duplicates.features import FEATURES
from parvis.engine.linkage.duplicates.trees import Model, lines_of, model_of
from parvis.engine.linkage.model import FOLDER

PARTS = ("first", "second", "beside")


@dataclass(frozen=True, slots=True)
class Models:
    """The cheap model that lets pairs through, the one that says how likely they are by themselves, and the one that
    weighs that beside the other pairs of their records."""

    first: Model
    second: Model
    beside: Model
    about: Mapping[str, Any] = field(default_factory=dict)


@cache
def shipped_models() -> Models:
    """The models that come with parvis."""
    return read(FOLDER / "dedupe.json")


def read(path: Path) -> Models:
    """Models from a file; raises ValueError when it holds something else, OSError when it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        first, second, beside = (model_of(data[name]) for name in PARTS)
        models = Models(first, second, beside, dict(data["about"]))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} does not hold the models of deduplication: {error}") from error
    unknown = sorted({*models.first.features, *models.second.features} - FEATURES.keys())
    unknown += sorted({*models.beside.features} - BESIDE.keys())
    if unknown:
        raise ValueError(f"{path.name} asks for {unknown[0]}, which this version does not compare")
    return models


def write(path: Path, models: Models) -> None:
    """Keep models in a file."""
    parts = [f'"about": {json.dumps(dict(models.about), ensure_ascii=False)}']
    for name, model in zip(PARTS, (models.first, models.second, models.beside), strict=True):
        parts.append(f'"{name}": {{\n' + ",\n".join(lines_of(model)) + "\n}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
