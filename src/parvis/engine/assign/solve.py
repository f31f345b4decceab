"""The assignment, from a problem to its answer."""

from dataclasses import replace

import numpy as np

from parvis.engine.assign.fair import ground_of, solve_fair
from parvis.engine.assign.floor import Held
from parvis.engine.assign.rest import Rest, rest_of
from parvis.engine.assign.total import Solved, solve_total
from parvis.engine.assign.types import (
    Assignment,
    Certificate,
    Contradiction,
    Floor,
    Ints,
    Objective,
    Problem,
    Reason,
    Unfilled,
)

SHOWN = 3


def assign(problem: Problem, objective: Objective = "total") -> Assignment:
    """Give reviewers to applications: first as few empty places as possible, then the best scores.

    "total" looks for the largest sum of all scores. "fair" looks first for the highest floor: the sum of the
    worst-served application; then for the largest sum under it. The same problem always has the same answer. Raises
    Contradiction when minimal loads cannot be met.
    """
    rest = rest_of(problem)
    solved = solve_total(rest)
    _check_minimal_loads(problem, solved)
    ground = ground_of(problem, rest, solved)
    if objective == "total" or not ground.counted.any():
        return _answer(problem, rest, solved)
    floor, held = solve_fair(ground, solved)
    return replace(_answer(problem, rest, solved), floor=floor) if held is None else _above(problem, rest, held, floor)


def _above(problem: Problem, rest: Rest, held: Held, floor: Floor) -> Assignment:
    """The answer that keeps a floor, as if it had been found without one."""
    bounded = held.bounded
    empty = rest.places - np.bincount(held.columns.a[held.taken], minlength=len(rest.places))
    solved = Solved(
        columns=held.columns,
        taken=held.taken,
        empty=empty,
        missing=np.zeros_like(rest.low),
        prices=bounded.relaxed.reviewers,
        values=bounded.values,
        bound=held.bound,
        rounds=bounded.rounds,
    )
    answer = _answer(problem, rest, solved)
    proven = max(answer.upper_bound, bounded.bound + _given(problem))
    certificate = Certificate(bounded.relaxed.reviewers, bounded.relaxed.weights, proven)
    return replace(answer, floor=floor, certificate=certificate)


def _check_minimal_loads(problem: Problem, solved: Solved) -> None:
    short = np.flatnonzero(solved.missing).tolist()
    if short:
        named = ", ".join(f"{problem.reviewers[at]} ({solved.missing[at]} missing)" for at in short[:SHOWN])
        more = f" and {len(short) - SHOWN} more" if len(short) > SHOWN else ""
        raise Contradiction(f"the minimal loads cannot all be met: {named}{more}")


def _answer(problem: Problem, rest: Rest, solved: Solved) -> Assignment:
    chosen = np.stack([solved.columns.a, solved.columns.r], axis=1)[solved.taken]
    pairs = np.concatenate([problem.fixed, chosen])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    scores = problem.scores[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    count, people = problem.scores.shape
    objective = float(scores.sum())
    upper_bound = max(solved.bound + _given(problem), objective)  # which may differ in the last digit
    return Assignment(
        pairs=pairs,
        scores=scores,
        objective=objective,
        upper_bound=upper_bound,
        loads=np.bincount(pairs[:, 1], minlength=people),
        served=np.bincount(pairs[:, 0], scores, minlength=count).astype(np.float64),
        certificate=Certificate(solved.prices, np.zeros(count), upper_bound),
        unfilled=unfilled(problem, rest, solved.empty),
        rounds=solved.rounds,
        weighed=len(solved.columns),
    )


def _given(problem: Problem) -> float:
    return float(problem.fixed_scores().sum(dtype=np.float64))


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
