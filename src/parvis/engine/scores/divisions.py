"""Divisions of the spread that the marks make probable, with their weights.

Before any mark, every division among quality, leniency and chance counts the same. Sums over a lattice stand for the
integral: the lattice is narrowed to where the marks leave any probability, until it is fine enough.
"""

from collections.abc import Iterator

import numpy as np

from parvis.engine.scores.model import Model, Solved, reduced, solved
from parvis.engine.scores.types import Floats

SIDE = 9
"""Points of the lattice on each side."""
WIDEST = (-7.0, 5.0)
"""Logarithms of quality to chance, and of leniency to chance, that are looked at."""
NEGLECTED = 9.0
"""A division this much less probable (logarithm) than the most probable one is left out when the lattice narrows."""


def divisions(model: Model) -> list[tuple[float, Solved]]:
    """Weights, whose sum is 1, and what follows from each division."""
    box = np.array([WIDEST, WIDEST])
    while True:  # each turn narrows the box, or ends: no density is steep from near enough
        axes = np.linspace(box[:, 0], box[:, 1], SIDE, axis=1)
        points = list(_solved(model, axes))
        density = np.array([density for density, _one in points]).reshape(SIDE, SIDE)
        narrowed = _narrowed(axes, density > density.max() - NEGLECTED)
        if (np.ptp(narrowed, axis=1) > 0.7 * np.ptp(box, axis=1)).all():
            break
        box = narrowed
    weights = np.exp(density - density.max()).ravel()
    kept = weights > np.exp(-NEGLECTED)
    weights = np.where(kept, weights, 0) / weights[kept].sum()
    return [(float(weight), one) for weight, (_density, one) in zip(weights, points, strict=True) if weight]


def _solved(model: Model, axes: Floats) -> Iterator[tuple[float, Solved]]:
    for quality in axes[0]:
        rest = reduced(model, float(np.exp(-quality)))
        for leniency in axes[1]:
            one = solved(model, rest, float(np.exp(-leniency)))
            shares = one.shares
            # an even prior over divisions, as a density over the two logarithms
            yield one.density + float(np.log(shares.quality * shares.leniency * shares.noise)), one


def _narrowed(axes: Floats, near: np.ndarray) -> Floats:
    """The smallest box around the points that are near, and one step more on each side."""
    found = []
    for axis, points in zip(axes, (near.any(axis=1), near.any(axis=0)), strict=True):
        inside = np.flatnonzero(points)
        found.append((axis[max(inside[0] - 1, 0)], axis[min(inside[-1] + 1, SIDE - 1)]))
    return np.array(found)
