"""How often pairs that are one organisation, and pairs that are not, have each level: m and u, as data.

They are fitted together, by logistic regression over the levels of candidate pairs of which the truth is known: what
says the same twice does not count twice, as it would if each m were a share of its own. What is kept is m and u all the
same, since that is what Splink reads: u is the share among other pairs, and m over u is what the level multiplies the
odds by.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from parvis.engine.linkage.model import FOLDER
from parvis.engine.linkage.spark.levels import AGREES, COMPARED, CONTRADICTS
from parvis.engine.linkage.types import Flags, Ints

NEVER = 1e-12
"""How often pairs that are one contradict by a number, and others agree by one: so numbers decide and forbid."""


@dataclass(frozen=True, slots=True)
class Chances:
    """For each feature and label m and u, and how likely a pair is one before anything is compared."""

    prior: float
    levels: Mapping[str, Mapping[str, tuple[float, float]]]
    about: Mapping[str, Any] = field(default_factory=dict)


@cache
def shipped() -> Chances:
    """What comes with parvis."""
    return read(FOLDER / "spark.json")


def read(path: Path) -> Chances:
    """Chances from a file; raises ValueError when it holds something else, OSError when it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        levels = {
            one.name: {label: (float(m), float(u)) for label, (m, u) in data["levels"][one.name].items()}
            for one in COMPARED
        }
        absent = [one.name for one in COMPARED if {*levels[one.name]} != {*one.labels}]
        found = Chances(float(data["prior"]), levels, dict(data["about"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} does not hold the chances of levels: {error}") from error
    if absent:
        raise ValueError(f"{path.name} has other levels for {absent[0]} than this version compares")
    return found


def write(path: Path, chances: Chances) -> None:
    """Keep chances in a file."""
    lines = [f'"about": {json.dumps(dict(chances.about), ensure_ascii=False)}', f'"prior": {chances.prior!r}']
    levels = [
        f'"{name}": {json.dumps({label: [float(f"{m:.4g}"), float(f"{u:.4g}")] for label, (m, u) in some.items()})}'
        for name, some in chances.levels.items()
    ]
    lines.append('"levels": {\n' + ",\n".join(levels) + "\n}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def fit(levels: Mapping[str, Ints], same: Flags, about: Mapping[str, Any]) -> Chances:
    """Chances from candidate pairs: for each feature the position of the level of each pair, and the truth.

    Pairs that contradict are not looked at: they are forbidden whatever else they say. Raises ValueError when the
    pairs are all one, or all different.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- slow import

    able = levels["number"] != COMPARED[0].labels.index(CONTRADICTS)
    same = same[able]
    if same.all() or not same.any():
        raise ValueError("there must be pairs that are one organisation, and pairs that are not")
    columns = [np.eye(len(one.labels), dtype=np.float32)[levels[one.name][able]] for one in COMPARED]
    model = LogisticRegression(C=1.0, max_iter=2000, tol=1e-6)
    model.fit(np.concatenate(columns, axis=1), same)
    odds = float(model.intercept_[0])
    found: dict[str, dict[str, tuple[float, float]]] = {}
    ends = np.cumsum([0, *(len(one.labels) for one in COMPARED)])
    for one, column, start, end in zip(COMPARED, columns, ends[:-1], ends[1:], strict=True):
        u = column[~same].sum(axis=0) + 1.0
        u /= u.sum()
        m = u * np.exp(model.coef_[0, start:end].astype(np.float64))
        odds += float(np.log(m.sum()))
        m /= m.sum()
        found[one.name] = {label: (float(a), float(b)) for label, a, b in zip(one.labels, m, u, strict=True)}
    found["number"][CONTRADICTS] = (NEVER, found["number"][CONTRADICTS][1])
    found["number"][AGREES] = (found["number"][AGREES][0], NEVER)
    return Chances(float(1 / (1 + np.exp(-odds))), found, about)
