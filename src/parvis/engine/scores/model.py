"""The model: mark = mean + quality of the application + leniency of the reviewer + chance, all three normal.

Given how the spread is divided among the three, everything has a closed form. Qualities are eliminated, which leaves
one equation for each reviewer and one for the mean.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import linalg, sparse

from parvis.engine.scores.types import Floats, Reviews, Shares

PRIOR_REVIEWS = 1
"""For how many reviews the spread counts that one expects before having seen any."""
PRIOR_PART = 0.25
"""That spread, as a part of the scale."""


@dataclass(frozen=True, slots=True)
class Model:
    """Sums over the reviews; marks are counted from their mean, `centre`."""

    centre: float
    spread: float
    """The square of the spread that one expects before having seen a mark."""
    count: int
    squares: float
    per_application: Floats
    sums: Floats
    """Of the marks of each application."""
    met: Any
    """Sparse (applications, 1 + reviewers): how often each met the mean and each reviewer."""
    gram: Floats
    totals: Floats
    """Of all marks, and of those of each reviewer."""

    @property
    def freedom(self) -> int:
        """Degrees of freedom of everything that is unknown: one is spent on the mean."""
        return self.count - 1 + PRIOR_REVIEWS


@dataclass(frozen=True, slots=True)
class Reduced:
    """The equations of the mean and the reviewers for one ratio of chance to quality."""

    ratio: float
    diagonal: Floats
    matrix: Floats
    right: Floats
    squares: float
    determinant: float


@dataclass(frozen=True, slots=True)
class Solved:
    """What follows from one division of the spread. Variances are those of chance, times what is said here."""

    shares: Shares
    density: float
    """Logarithm, but for a constant, of how probable the marks make the division."""
    factor: Floats
    """Lower Cholesky factor of the precision of the mean and the leniencies."""
    found: Floats
    """The mean and the leniencies."""
    quality: Floats
    diagonal: Floats
    chance: float
    """The scale, squared, of the Student distribution that chance has."""


def model_of(reviews: Reviews, scale: float | None = None) -> Model:
    """Sums of the reviews; `scale` is the width of the scale of marks, else that of the marks that there are."""
    marks, count = reviews.marks, len(reviews.marks)
    if not count:
        raise ValueError("there is no review")
    shape = len(reviews.applications), 1 + len(reviews.reviewers)
    centre = float(marks.mean())
    centred = marks - centre
    ones = np.ones(count)
    rows, columns = np.concatenate([reviews.a, reviews.a]), np.concatenate([np.zeros_like(reviews.r), reviews.r + 1])
    met = sparse.csr_array((np.concatenate([ones, ones]), (rows, columns)), shape=shape)
    each = np.bincount(reviews.r, minlength=shape[1] - 1).astype(np.float64)
    gram = np.diag(np.concatenate([[float(count)], each]))
    gram[0, 1:] = gram[1:, 0] = each
    wide = scale or float(np.ptp(marks)) or 1.0
    return Model(
        centre=centre,
        spread=(PRIOR_PART * wide) ** 2,
        count=count,
        squares=float(centred @ centred),
        per_application=np.bincount(reviews.a, minlength=shape[0]).astype(np.float64),
        sums=np.bincount(reviews.a, centred, minlength=shape[0]).astype(np.float64),
        met=met,
        gram=gram,
        totals=np.concatenate([[centred.sum()], np.bincount(reviews.r, centred, minlength=shape[1] - 1)]),
    )


def reduced(model: Model, ratio: float) -> Reduced:
    """The equations that remain when the qualities are eliminated; `ratio` is chance to quality."""
    diagonal = model.per_application + ratio
    weighed = model.met.T.multiply(1 / diagonal).tocsr()
    return Reduced(
        ratio=ratio,
        diagonal=diagonal,
        matrix=model.gram - (weighed @ model.met).toarray(),
        right=model.totals - weighed @ model.sums,
        squares=model.squares - float(model.sums @ (model.sums / diagonal)),
        determinant=float(np.log(diagonal / ratio).sum()),
    )


def solved(model: Model, rest: Reduced, ratio: float) -> Solved:
    """The answer for one division of the spread; `ratio` is chance to leniency."""
    matrix = rest.matrix.copy()
    inner = np.arange(1, len(matrix))
    matrix[inner, inner] += ratio
    factor = linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    found = linalg.cho_solve((factor, True), rest.right, check_finite=False)
    noise = 1 / (1 + 1 / rest.ratio + 1 / ratio)
    shares = Shares(quality=noise / rest.ratio, leniency=noise / ratio, noise=noise)
    squares = max(0.0, rest.squares - float(rest.right @ found)) / noise + PRIOR_REVIEWS * model.spread
    determinant = rest.determinant + 2 * float(np.log(np.diagonal(factor)).sum()) - len(inner) * np.log(ratio)
    density = -(determinant + (model.count - 1) * np.log(noise) + model.freedom * np.log(squares)) / 2
    return Solved(
        shares=shares,
        density=float(density),
        factor=factor,
        found=found,
        quality=(model.sums - model.met @ found) / rest.diagonal,
        diagonal=rest.diagonal,
        chance=noise * squares / model.freedom,
    )
