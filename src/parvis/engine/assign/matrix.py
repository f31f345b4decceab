"""A problem from scores in memory, and the contradictions that need no solver to be seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parvis.engine.assign.types import Contradiction, Floats, Ints, Problem

SHOWN = 3
"""Names that a message gives of many."""


def problem_of(
    scores: Any,
    *,
    reviews: ArrayLike = 3,
    max_load: ArrayLike = 6,
    min_load: ArrayLike = 0,
    forbidden: ArrayLike = (),
    forced: ArrayLike = (),
    keep: ArrayLike = (),
    applications: Sequence[str] | None = None,
    reviewers: Sequence[str] | None = None,
) -> Problem:
    """A checked problem from an array (applications, reviewers), or a SciPy sparse one.

    NaN, -inf and what a sparse array does not store may not be assigned. `reviews` is one number or one for each
    application, loads one number or one for each reviewer. `forbidden`, `forced` and `keep` are pairs of positions.
    Forced pairs and kept ones are in every answer; kept ones stand for what somebody decided before, so they may go
    beyond the places of an application and the load of a reviewer, and then nothing is added there.

    Raises Contradiction when no assignment can be what is asked for, and ValueError for shapes that do not match.
    """
    table = _table(scores)
    count, people = table.shape
    names = _names(applications, count, "application"), _names(reviewers, people, "reviewer")
    kept, also, barred = (_positions(pairs, table.shape, what) for pairs, what in _said(keep, forced, forbidden))
    places = _each(reviews, count, "reviews")
    most, least = _each(max_load, people, "max_load"), _each(min_load, people, "min_load")
    fixed = np.unique(np.concatenate([kept, also]), axis=0)
    _check_barred(fixed, barred, names)
    table = _with(table, fixed, barred)
    kept_of, fixed_of = (_counts(pairs, table.shape) for pairs in (np.unique(kept, axis=0), fixed))
    places = _raised(places, kept_of[0], fixed_of[0], fixed, 0, names)
    most = _raised(most, kept_of[1], fixed_of[1], fixed, 1, names)
    problem = Problem(table, places, least, most, fixed, *names)
    _check_loads(problem)
    return problem


def _said(keep: ArrayLike, forced: ArrayLike, forbidden: ArrayLike) -> tuple[tuple[ArrayLike, str], ...]:
    return (keep, "keep"), (forced, "forced"), (forbidden, "forbidden")


def _table(scores: Any) -> Floats:
    """The scores as an array in which only NaN stands for pairs that may not be; of one's own only where it must be."""
    if hasattr(scores, "tocoo"):
        stored = scores.tocoo()
        table = np.full(stored.shape, np.nan)
        table[stored.row, stored.col] = stored.data
    else:
        table = np.asarray(scores)
        if table.dtype not in (np.float32, np.float64):
            table = table.astype(np.float64)
    if table.ndim != 2:
        raise ValueError("scores must have a row for each application and a column for each reviewer")
    if np.isposinf(np.fmax.reduce(table, axis=None, initial=0.0)):
        raise ValueError("a score is infinite")
    if np.isneginf(np.fmin.reduce(table, axis=None, initial=0.0)):
        table = np.where(np.isneginf(table), np.nan, table)
    return table


def _names(names: Sequence[str] | None, count: int, what: str) -> Sequence[str]:
    found = [str(at) for at in range(count)] if names is None else names
    if len(found) != count:
        raise ValueError(f"{len(found)} names of {what}s for {count} of them")
    return found


def _positions(pairs: ArrayLike, shape: tuple[int, ...], what: str) -> Ints:
    found = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if (found < 0).any() or (found >= np.asarray(shape)).any():
        raise ValueError(f"a pair of {what} is outside of the scores")
    return found


def _each(value: ArrayLike, count: int, what: str) -> Ints:
    found = np.asarray(value)
    if found.dtype.kind not in "iu" or (found < 0).any():
        raise ValueError(f"{what} must be whole numbers, 0 or more")
    if found.shape not in ((), (count,)):
        raise ValueError(f"{what} must be one number, or {count} of them")
    return np.broadcast_to(found, (count,)).astype(np.int64)


def _check_barred(fixed: Ints, barred: Ints, names: tuple[Sequence[str], Sequence[str]]) -> None:
    both = np.intersect1d(_code(fixed), _code(barred))
    if len(both):
        pairs = [(names[0][a], names[1][r]) for a, r in fixed[np.isin(_code(fixed), both)].tolist()]
        raise Contradiction(f"{_written(pairs)} is both forced and forbidden", pairs)


def _code(pairs: Ints) -> Ints:
    return pairs[:, 0] << 32 | pairs[:, 1]


def _with(table: Floats, fixed: Ints, barred: Ints) -> Floats:
    """The scores with NaN for forbidden pairs, and 0 for fixed ones that have none."""
    unknown = fixed[np.isnan(table[fixed[:, 0], fixed[:, 1]])]
    if len(barred) or len(unknown):
        table = table.copy()
        table[barred[:, 0], barred[:, 1]] = np.nan
        table[unknown[:, 0], unknown[:, 1]] = 0.0
    return table


def _counts(pairs: Ints, shape: tuple[int, ...]) -> list[Ints]:
    """Pairs of each application, and of each reviewer."""
    return [np.bincount(side, minlength=size) for side, size in zip(pairs.T, shape, strict=True)]


def _raised(
    limit: Ints, kept: Ints, fixed: Ints, pairs: Ints, side: int, names: tuple[Sequence[str], Sequence[str]]
) -> Ints:
    """The limits, raised to what was kept; forced pairs beyond them are a contradiction."""
    raised = np.maximum(limit, kept)
    beyond = np.flatnonzero(fixed > raised)
    if len(beyond):
        at = int(beyond[0])
        found = [(names[0][a], names[1][r]) for a, r in pairs[pairs[:, side] == at].tolist()]
        what = f"application {names[0][at]} has" if side == 0 else f"reviewer {names[1][at]} has"
        limited = f"{limit[at]} places" if side == 0 else f"a maximal load of {limit[at]}"
        raise Contradiction(f"{what} {fixed[at]} forced pairs and {limited}: {_written(found)}", found)
    return raised


def _check_loads(problem: Problem) -> None:
    """What minimal loads cannot be, seen without solving."""
    least, most = problem.min_load, problem.max_load
    if not least.any():
        return
    own = np.bincount(problem.fixed[:, 1], minlength=len(least)) + _free(problem)
    for at in np.flatnonzero(least > np.minimum(most, own)).tolist():
        name = problem.reviewers[at]
        if least[at] > most[at]:
            raise Contradiction(f"reviewer {name} has a minimal load of {least[at]} and a maximal one of {most[at]}")
        raise Contradiction(
            f"reviewer {name} has a minimal load of {least[at]}, and {own[at]} applications to choose from"
        )
    missing = np.maximum(least - np.bincount(problem.fixed[:, 1], minlength=len(least)), 0).sum()
    places = int(problem.reviews.sum()) - len(problem.fixed)
    if missing > places:
        raise Contradiction(f"minimal loads ask for {missing} more places than are fixed, and {places} are free")


def _free(problem: Problem) -> Ints:
    """How many applications with a free place each reviewer may read, beside the fixed ones."""
    count = len(problem.reviews)
    open_ = problem.reviews > np.bincount(problem.fixed[:, 0], minlength=count)
    own = open_[problem.fixed[:, 0]]
    fixed = np.bincount(problem.fixed[own, 1], minlength=len(problem.max_load))
    found: Ints = (~np.isnan(problem.scores[open_])).sum(axis=0) - fixed
    return found


def _written(pairs: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{application} with {reviewer}" for application, reviewer in pairs[:SHOWN])
    return shown if len(pairs) <= SHOWN else f"{shown} and {len(pairs) - SHOWN} more"
