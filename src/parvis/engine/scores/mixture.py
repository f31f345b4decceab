"""Quantiles of mixtures of Student distributions."""

import numpy as np
from scipy import special

from parvis.engine.scores.types import Floats

NEAR = 1e-11
"""As a part of the largest number: a step that moves less is the last one."""


def below(at: Floats, weights: Floats, centres: Floats, scales: Floats, freedom: int) -> Floats:
    """How probable each value is to be below `at`; one row of `centres` and `scales` for each weight."""
    found: Floats = weights @ special.stdtr(freedom, (at - centres) / scales)
    return found


def quantile(part: float, weights: Floats, centres: Floats, scales: Floats, freedom: int) -> Floats:
    """The value below which `part` of each mixture lies: it is between the quantiles of its members.

    By Newton's steps, and by halves where these would leave the interval that is known to hold it.
    """
    own = centres + scales * special.stdtrit(freedom, part)
    low, high = own.min(axis=0), own.max(axis=0)
    at, moved = low, weights @ own
    near = NEAR * (scales.max(initial=0.0) + np.abs(own).max(initial=0.0))
    while np.abs(moved - at).max(initial=0.0) > near:
        at = moved
        off = below(at, weights, centres, scales, freedom) - part
        low, high = np.where(off < 0, at, low), np.where(off < 0, high, at)
        step = at - off / _density(at, weights, centres, scales, freedom)
        moved = np.where((low <= step) & (step <= high), step, (low + high) / 2)
    found: Floats = moved
    return found


def _density(at: Floats, weights: Floats, centres: Floats, scales: Floats, freedom: int) -> Floats:
    away = (at - centres) / scales
    constant = np.exp(special.gammaln((freedom + 1) / 2) - special.gammaln(freedom / 2)) / np.sqrt(np.pi * freedom)
    found: Floats = weights @ (constant * (1 + away**2 / freedom) ** (-(freedom + 1) / 2) / scales)
    return found
