"""The chance to be among the first, from draws of all marks together."""

from collections.abc import Sequence

import numpy as np
from scipy import linalg

from parvis.engine.scores.model import Model, Solved
from parvis.engine.scores.types import Floats


def chances(model: Model, weighed: Sequence[tuple[float, Solved]], *, top: int, draws: int, seed: int) -> Floats:
    """How often each application is among the first `top` in draws from what all marks may be together."""
    people = len(model.sums)
    if top >= people:
        return np.ones(people)
    random = np.random.default_rng(seed)
    times = np.zeros(people)
    for count, one in zip(_parts([weight for weight, _one in weighed], draws), weighed, strict=True):
        if count:
            drawn = _drawn(model, one[1], count, random)
            first = np.argpartition(drawn, people - top, axis=1)[:, people - top :]
            times += np.bincount(first.ravel(), minlength=people)
    return times / draws


def _parts(weights: Sequence[float], draws: int) -> list[int]:
    """Draws of each division: by the largest remainders, so that their sum is exact."""
    wanted = np.array(weights) * draws
    parts = np.floor(wanted).astype(np.int64)
    order = np.argsort(-(wanted - parts), kind="stable")
    parts[order[: draws - parts.sum()]] += 1
    return [int(part) for part in parts]


def _drawn(model: Model, one: Solved, count: int, random: np.random.Generator) -> Floats:
    """(draws, applications): first the variance, then the mean and the leniencies, then the qualities."""
    noise = np.sqrt(one.chance * model.freedom / random.chisquare(model.freedom, size=count))
    normal = random.standard_normal((len(one.found), count))
    away = linalg.solve_triangular(one.factor, normal, lower=True, trans="T", check_finite=False)
    found = one.found[:, None] + noise * away
    marks = random.standard_normal((count, len(one.diagonal)))
    marks *= noise[:, None] / np.sqrt(one.diagonal)
    marks += (model.sums - (model.met @ found).T) / one.diagonal
    marks += found[0][:, None]
    return marks
