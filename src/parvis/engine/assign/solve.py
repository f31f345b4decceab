"""The assignment, from a problem to its answer."""

import numpy as np

from parvis.engine.assign.rest import Rest, rest_of
from parvis.engine.assign.total import Solved, solve_total
from parvis.engine.assign.types import (
    Assignment,
    Certificate,
    Contradiction,
    Ints,
    Problem,
    Reason,
    Unfilled,
)

SHOWN = 3


def assign(problem: Problem) -> Assignment:
    """Give reviewers to applications: first as few empty places as possible, then the best scores.

    The same problem always has the same answer. Raises Contradiction when minimal loads cannot be met.
    """
    rest = rest_of(problem)
    solved = solve_total(rest)
    _check_minimal_loads(problem, solved)
    chosen = np.stack([solved.columns.a, solved.columns.r], axis=1)[solved.taken]
    return _answer(problem, rest, solved, chosen)


def _check_minimal_loads(problem: Problem, solved: Solved) -> None:
    short = np.flatnonzero(solved.missing).tolist()
    if short:
        named = ", ".join(f"{problem.reviewers[at]} ({solved.missing[at]} missing)" for at in short[:SHOWN])
        more = f" and {len(short) - SHOWN} more" if len(short) > SHOWN else ""
        raise Contradiction(f"the minimal loads cannot all be met: {named}{more}")


def _answer(problem: Problem, rest: Rest, solved: Solved, chosen: Ints) -> Assignment:
    pairs = np.concatenate([problem.fixed, chosen])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    scores = problem.scores[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    count, people = problem.scores.shape
    return Assignment(
        pairs=pairs,
        scores=scores,
        objective=float(scores.sum()),
        upper_bound=solved.bound + float(problem.fixed_scores().sum(dtype=np.float64)),
        loads=np.bincount(pairs[:, 1], minlength=people),
        served=np.bincount(pairs[:, 0], scores, minlength=count).astype(np.float64),
        certificate=Certificate(solved.prices, np.zeros(count)),
        unfilled=unfilled(problem, rest, solved.empty),
        rounds=solved.rounds,
        weighed=len(solved.columns),
    )


def unfilled(problem: Problem, rest: Rest, empty: Ints) -> tuple[Unfilled, ...]:
    """The places that stay empty, each with the reason."""
    short = rest.high.sum() < rest.places.sum()
    full = Reason.NO_CAPACITY if short else Reason.ALL_AT_LOAD
    allowed = rest.allowed + np.bincount(problem.fixed[:, 0], minlength=len(rest.places))
    return tuple(
        Unfilled(at, int(places[at]), reason, int(allowed[at]))
        for at in np.flatnonzero(rest.hopeless + empty).tolist()
        for places, reason in ((rest.hopeless, Reason.FEW_ALLOWED), (empty, full))
        if places[at]
    )
