"""Reviewers are given to applications."""

from dataclasses import replace

import numpy as np
import pytest

from parvis.engine.assign import Reason, Unfilled, assign, problem_of, verify
from parvis.engine.assign.columns import best
from parvis.engine.assign.flow import flow
from parvis.engine.assign.rest import rest_of
from parvis.engine.assign.total import FIRST
from parvis.engine.assign.types import Certificate

SCORES = np.array([[0.9, 0.5, 0.1], [0.8, 0.7, 0.2], [0.3, 0.6, 0.4]])


def crowded(count=300, people=90, seed=3):
    """Scores in which everybody likes the same few reviewers, so that the first pairs are not enough."""
    random = np.random.default_rng(seed)
    return np.linspace(1, 0.2, people) + 0.3 * random.random((count, people))


def test_the_best_sum_within_the_loads():
    answer = assign(problem_of(SCORES, reviews=1, max_load=1))
    assert answer.pairs.tolist() == [[0, 0], [1, 1], [2, 2]]
    assert (answer.objective, answer.upper_bound) == (pytest.approx(2.0), pytest.approx(2.0))
    assert answer.optimal
    assert answer.gap < 1e-9
    assert answer.loads.tolist() == [1, 1, 1]
    assert answer.weakest(2).tolist() == [2, 1]


def test_pairs_that_were_missing_are_added_until_none_can_help():
    problem = problem_of(crowded(), max_load=10)
    answer = assign(problem)
    assert answer.rounds > 1
    assert FIRST * 300 < answer.weighed < 300 * 90
    assert answer.optimal
    assert verify(problem, answer) == ()


def test_scores_that_are_all_alike_need_few_pairs():
    problem = problem_of(np.ones((300, 90)), max_load=10)
    answer = assign(problem)
    assert (answer.objective, answer.optimal, answer.empty_places) == (900, True, 0)
    assert answer.weighed < 300 * 45
    assert answer.rounds <= 3


def test_the_same_problem_has_the_same_answer():
    one, other = (assign(problem_of(crowded(), max_load=10)) for _time in range(2))
    assert np.array_equal(one.pairs, other.pairs)
    assert np.array_equal(one.certificate.prices, other.certificate.prices)


def test_a_large_unit_and_a_large_offset_change_nothing():
    one = assign(problem_of(crowded(), max_load=10))
    other = assign(problem_of(crowded() * 1e6 - 5e7, max_load=10))
    assert other.optimal
    assert np.array_equal(one.pairs, other.pairs)


def test_kept_pairs_stay_and_what_comes_later_is_added():
    before = assign(problem_of(SCORES[:2], reviews=2, max_load=2))
    later = problem_of(SCORES, reviews=2, max_load=2, keep=before.pairs)
    answer = assign(later)
    assert {tuple(pair) for pair in before.pairs.tolist()} < {tuple(pair) for pair in answer.pairs.tolist()}
    assert verify(later, answer) == ()


def test_kept_pairs_may_go_beyond_places_and_loads_and_then_nothing_is_added():
    problem = problem_of(SCORES, reviews=1, max_load=1, keep=[(0, 0), (0, 1), (1, 0)])
    answer = assign(problem)
    assert answer.pairs.tolist() == [[0, 0], [0, 1], [1, 0], [2, 2]]
    assert verify(problem, answer) == ()


def test_forced_pairs_without_a_score_count_nothing():
    answer = assign(problem_of([[np.nan, 0.5]], reviews=2, forced=[(0, 0)]))
    assert answer.objective == pytest.approx(0.5)
    assert answer.optimal


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"forbidden": [(0, 0), (0, 1)], "reviews": 2}, [(0, 1, Reason.FEW_ALLOWED, 1)]),
        ({"reviews": 1, "max_load": [1, 0, 1]}, [(1, 1, Reason.NO_CAPACITY, 3)]),
        (
            {"reviews": 1, "max_load": [1, 0, 2], "forbidden": [(0, 2), (1, 2)]},
            [(1, 1, Reason.ALL_AT_LOAD, 2)],
        ),
        (
            {"reviews": [4, 0, 0], "max_load": [1, 1, 0], "forced": [(0, 0)]},
            [(0, 1, Reason.FEW_ALLOWED, 3), (0, 1, Reason.NO_CAPACITY, 3)],
        ),
    ],
)
def test_places_that_stay_empty_have_a_reason(asked, expected):
    problem = problem_of(SCORES, **asked)
    answer = assign(problem)
    found = [(one.application, one.places, one.reason, one.allowed) for one in answer.unfilled]
    assert found == expected
    assert answer.empty_places == sum(places for _at, places, *_reason in expected)
    assert answer.optimal
    assert verify(problem, answer) == ()


def test_costs_that_the_solver_cannot_count_are_an_error():
    rest = rest_of(problem_of(SCORES))
    columns = best(rest, 2)
    with pytest.raises(RuntimeError, match="BAD_COST_RANGE"):
        flow(rest, columns, np.zeros(len(columns), dtype=np.int64), 2**62)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_or_nothing_to_assign(shape):
    problem = problem_of(np.zeros(shape))
    answer = assign(problem)
    assert (len(answer.pairs), answer.objective, answer.empty_places) == (0, 0, 3 * shape[0])
    assert verify(problem, answer) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"pairs": [[0, 0], [0, 1], [1, 1], [1, 5]]}, "a pair names what the problem does not know"),
        ({"pairs": [[0, 0], [0, 0], [1, 1], [2, 1]]}, "a pair is given twice"),
        ({"pairs": [[0, 0], [0, 1], [1, 1], [2, 2]]}, "a forbidden pair is given"),
        ({"pairs": [[0, 0], [0, 2], [1, 0], [2, 1]]}, "a fixed pair is missing"),
        ({"pairs": [[0, 0], [0, 2], [1, 0], [1, 1], [2, 0]]}, "a load is beyond its bounds"),
        ({"pairs": [[0, 0], [0, 1], [0, 2], [1, 1]]}, "an application has more reviewers than places"),
        ({"loads": [2, 2, 1]}, "the loads are not those of the pairs"),
        ({"scores": [0.9, 0.5, 0.8, 0.7, 0.1]}, "the scores are not those of the problem"),
        ({"objective": 9.0}, "the objective is not the sum of the scores"),
        ({"objective": 9.0}, "the objective is above its upper bound"),
        ({"served": [0.0, 0.0, 0.0]}, "an application's sum is wrong"),
        ({"unfilled": (Unfilled(0, 1, Reason.ALL_AT_LOAD, 3),)}, "the empty places are not those of the pairs"),
        ({"upper_bound": 2.5}, "the upper bound is not the one that is proven"),
        ({"certificate": Certificate(np.zeros(3), np.zeros(3), 2.0)}, "the bound is not proven: 2.0 is given, 3.8"),
        ({"pairs": [[0, 0], [0, 1], [1, 1]]}, "fewer places could be empty"),
    ],
)
def test_an_answer_that_was_changed_is_found_out(change, fault):
    problem = problem_of(SCORES, reviews=2, max_load=2, min_load=[1, 0, 0], forbidden=[(2, 2)], forced=[(1, 1)])
    answer = assign(problem)
    assert verify(problem, answer) == ()
    changed = {name: np.asarray(value) if isinstance(value, list) else value for name, value in change.items()}
    assert any(one.startswith(fault) for one in verify(problem, replace(answer, **changed)))
