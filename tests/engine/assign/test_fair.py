"""The worst-served application is given as much as can be."""

from dataclasses import replace

import numpy as np
import pytest

from parvis.engine.assign import assign, fair, floor, problem_of, verify
from parvis.engine.assign.columns import Columns, best
from parvis.engine.assign.programme import Floored, Programme
from parvis.engine.assign.rest import rest_of
from parvis.engine.assign.total import solve_total
from parvis.engine.assign.types import Floor


def themes(count, people, seed=3):
    """Scores by themes that applications and reviewers share."""
    random = np.random.default_rng(seed)
    own, theirs = (random.dirichlet(np.full(8, 0.3), size) for size in (count, people))
    return np.round(np.sqrt(own) @ np.sqrt(theirs).T, 6)


def test_nobody_is_left_with_the_worst():
    problem = problem_of([[1.0, 0.9], [0.9, 0.1]], reviews=1, max_load=1)
    assert assign(problem).served.tolist() == [0.9, 0.9]
    unfair = problem_of([[1.0, 0.4], [0.6, 0.1]], reviews=1, max_load=1)
    assert assign(unfair).served.min() == pytest.approx(0.1)
    answer = assign(unfair, "fair")
    assert answer.served.tolist() == [0.4, 0.6]
    assert (answer.floor.value, answer.floor.reached, answer.optimal) == (0.4, True, True)


def test_the_floor_rises_for_little_of_the_total():
    problem = problem_of(themes(150, 40), max_load=12)
    total, answer = assign(problem), assign(problem, "fair")
    assert answer.floor.value > total.served.min() + 0.01
    assert answer.floor.reached
    assert 0.99 * total.objective < answer.objective < total.objective
    assert answer.objective <= answer.upper_bound
    assert answer.gap < 0.01
    assert verify(problem, answer) == ()


def test_the_same_problem_has_the_same_answer():
    one, other = (assign(problem_of(themes(150, 40), max_load=12), "fair") for _time in range(2))
    assert np.array_equal(one.pairs, other.pairs)


def test_a_floor_that_nobody_can_share_is_not_promised():
    answer = assign(problem_of([[1.0, 0.1], [1.0, 0.1]], reviews=1, max_load=1), "fair")
    assert (answer.floor.value, answer.floor.upper_bound) == (0.1, pytest.approx(0.1))
    assert answer.optimal


def test_fixed_pairs_count_for_the_floor():
    problem = problem_of([[0.2, 0.9, 0.3], [0.5, 0.8, 0.1]], reviews=2, max_load=[2, 1, 1], keep=[(0, 0)])
    answer = assign(problem, "fair")
    assert answer.served.tolist() == pytest.approx([1.1, 0.6])
    assert verify(problem, answer) == ()


def test_without_a_place_to_decide_there_is_no_floor():
    answer = assign(problem_of([[0.5, 0.4]], reviews=1, forced=[(0, 1)]), "fair")
    assert (answer.floor, answer.objective, answer.optimal) == (None, 0.4, True)


def test_halving_raises_the_floor_where_everybody_wants_the_same(monkeypatch):
    monkeypatch.setattr(fair, "SMALL", 0)
    problem = problem_of(np.linspace(1, 0.1, 8) + 0.3 * themes(12, 8), reviews=2, max_load=3)
    total, answer = assign(problem), assign(problem, "fair")
    assert total.served.min() < answer.floor.value < answer.floor.upper_bound
    assert not answer.optimal
    assert verify(problem, answer) == ()


def test_where_too_many_columns_are_undecided_the_bound_of_the_relaxation_stands(monkeypatch):
    monkeypatch.setattr(floor, "MANY", 0)
    problem = problem_of(themes(150, 40), max_load=12)
    answer = assign(problem, "fair")
    assert answer.upper_bound == answer.certificate.bound


def test_a_floor_beyond_the_relaxation_has_no_assignment():
    problem = problem_of([[1.0, 0.1], [1.0, 0.1]], reviews=1, max_load=1)
    rest = rest_of(problem)
    ground = fair.ground_of(problem, rest, solve_total(rest))
    everything = best(rest, 2)
    assert floor.best_above(ground, everything, np.array([0, 1]), 0.6) is None
    assert floor.best_above(ground, everything, np.array([0, 1]), 0.5) is None
    assert floor.best_above(ground, everything, np.array([0, 1]), 0.1) is not None


def test_a_relaxation_without_the_columns_that_fill_every_place_is_an_error():
    problem = problem_of([[0.5], [0.4]], reviews=1)
    rest = rest_of(problem)
    one = Columns.of(rest, np.array([0]), np.array([0]))
    with pytest.raises(RuntimeError, match="the relaxation was not solved"):
        Programme(rest, one, Floored(np.array([0]), np.array([0.1])), 0).relaxed()


def test_more_columns_are_searched_when_the_undecided_ones_are_not_enough(monkeypatch):
    problem = problem_of(themes(150, 40), max_load=12)
    expected = assign(problem, "fair")
    monkeypatch.setattr(floor, "FREE", 1)
    answer = assign(problem, "fair")
    assert (answer.floor, answer.optimal) == (expected.floor, True)
    assert answer.objective == pytest.approx(expected.objective)


def test_a_floor_that_was_changed_is_found_out():
    problem = problem_of(themes(30, 10), max_load=10)
    answer = assign(problem, "fair")
    assert verify(problem, answer) == ()
    assert "the floor is not the lowest sum" in verify(problem, replace(answer, floor=Floor(0.1, 9.0)))
    above = Floor(answer.floor.value, answer.floor.value - 1)
    assert "the floor is above its upper bound" in verify(problem, replace(answer, floor=above))
