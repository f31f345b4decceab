"""What is contradictory is refused before anything is solved, and says where."""

import numpy as np
import pytest
from scipy.sparse import coo_array

from parvis.engine.assign import Contradiction, assign, problem_of, problem_of_names

SCORES = np.array([[0.9, 0.5, 0.1], [0.8, 0.7, 0.2]])
NAMES = {"applications": ["Alba", "Boreal"], "reviewers": ["Ada", "Bo", "Cy"]}


@pytest.mark.parametrize(
    ("asked", "sentence", "pairs"),
    [
        (
            {"forced": [(0, 1)], "forbidden": [(0, 1)]},
            "Alba with Bo is both forced and forbidden",
            [("Alba", "Bo")],
        ),
        ({"keep": [(0, 1)], "forbidden": [(0, 1)]}, "Alba with Bo is both forced and forbidden", [("Alba", "Bo")]),
        (
            {"forced": [(0, 0), (1, 0)], "max_load": 1},
            "reviewer Ada has 2 forced pairs and a maximal load of 1: Alba with Ada, Boreal with Ada",
            [("Alba", "Ada"), ("Boreal", "Ada")],
        ),
        (
            {"forced": [(1, 0), (1, 1)], "reviews": 1},
            "application Boreal has 2 forced pairs and 1 places: Boreal with Ada, Boreal with Bo",
            [("Boreal", "Ada"), ("Boreal", "Bo")],
        ),
        ({"min_load": 3, "max_load": 2}, "reviewer Ada has a minimal load of 3 and a maximal one of 2", []),
        (
            {"min_load": [0, 0, 2], "forbidden": [(1, 2)]},
            "reviewer Cy has a minimal load of 2, and 1 applications to choose from",
            [],
        ),
        ({"min_load": 1, "reviews": 1}, "minimal loads ask for 3 more places than are fixed, and 2 are free", []),
    ],
)
def test_what_cannot_be_is_refused(asked, sentence, pairs):
    with pytest.raises(Contradiction) as refused:
        problem_of(SCORES, **asked, **NAMES)
    assert str(refused.value) == sentence
    assert list(refused.value.pairs) == pairs


def test_many_pairs_are_counted():
    both = [(a, r) for a in range(2) for r in range(2)]
    with pytest.raises(Contradiction, match="and 1 more is both forced and forbidden"):
        problem_of(SCORES, forced=both, forbidden=both)


def test_minimal_loads_that_only_solving_shows_to_be_impossible():
    scores = np.array([[0.5, 0.4, np.nan], [np.nan, np.nan, 0.3], [0.2, 0.1, np.nan]])
    problem = problem_of(scores, reviews=[1, 2, 0], min_load=1)
    with pytest.raises(Contradiction, match=r"the minimal loads cannot all be met: \d \(1 missing\)"):
        assign(problem)


def test_many_minimal_loads_are_counted():
    scores = np.array([[0.5] * 8 + [np.nan] * 4, [np.nan] * 8 + [0.5] * 4])
    problem = problem_of(scores, reviews=[2, 10], min_load=[1] * 8 + [0] * 4)
    with pytest.raises(Contradiction, match="and 3 more"):
        assign(problem)


@pytest.mark.parametrize(
    ("scores", "asked", "sentence"),
    [
        ([1.0, 2.0], {}, "a row for each application"),
        ([[np.inf]], {}, "a score is infinite"),
        ([[0.5]], {"reviews": -1}, "reviews must be whole numbers, 0 or more"),
        ([[0.5]], {"max_load": 1.5}, "max_load must be whole numbers"),
        ([[0.5]], {"min_load": [1, 2]}, "min_load must be one number, or 1 of them"),
        ([[0.5]], {"forced": [(0, 1)]}, "a pair of forced is outside of the scores"),
        ([[0.5]], {"keep": [(-1, 0)]}, "a pair of keep is outside of the scores"),
        ([[0.5]], {"applications": ["a", "b"]}, "2 names of applications for 1 of them"),
    ],
)
def test_what_does_not_match_is_refused(scores, asked, sentence):
    with pytest.raises(ValueError, match=sentence):
        problem_of(scores, **asked)


def test_scores_may_be_whole_sparse_single_or_negative_infinite():
    dense = problem_of([[1, 0], [2, 3]], reviews=1)
    assert assign(dense).objective == 4
    sparse = problem_of(coo_array(([1.0, 2.0], ([0, 1], [1, 1])), shape=(2, 2)), reviews=2)
    assert assign(sparse).pairs.tolist() == [[0, 1], [1, 1]]
    barred = problem_of(np.array([[-np.inf, 0.5]], dtype=np.float32), reviews=2)
    assert assign(barred).pairs.tolist() == [[0, 1]]


def test_the_scores_that_were_given_are_not_changed():
    given = SCORES.copy()
    problem_of(given, forbidden=[(0, 0)], forced=[(1, 1)])
    assert np.array_equal(given, SCORES)


def test_names_stand_for_positions():
    scores = {("Alba", "Ada"): 0.9, ("Alba", "Bo"): 0.5, ("Boreal", "Cy"): 0.4}
    problem = problem_of_names(
        scores,
        reviews={"Boreal": 2, "Alba": 1},
        max_load={"Ada": 1, "Bo": 1, "Cy": 1},
        forbidden=[("Boreal", "Ada")],
        forced=[("Alba", "Bo")],
    )
    answer = assign(problem)
    named = [(problem.applications[a], problem.reviewers[r]) for a, r in answer.pairs]
    assert named == [("Alba", "Bo"), ("Boreal", "Cy")]
    assert answer.objective == pytest.approx(0.9)


def test_pairs_without_a_score_may_be_kept_out():
    scores = {("Alba", "Ada"): 0.9, ("Boreal", "Bo"): 0.5}
    assert len(assign(problem_of_names(scores, reviews=2)).pairs) == 4
    assert len(assign(problem_of_names(scores, reviews=2, unscored=None)).pairs) == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"forced": [("Zed", "Ada")]}, "application Zed has no score"),
        ({"forbidden": [("Alba", "Zed")]}, "reviewer Zed has no score"),
        ({"reviews": {"Zed": 1, "Alba": 1}}, "application Zed has a number and no score"),
        ({"max_load": {}}, "reviewer Ada has no number"),
    ],
)
def test_unknown_names_are_refused(asked, sentence):
    with pytest.raises(Contradiction, match=sentence):
        problem_of_names({("Alba", "Ada"): 0.9}, **asked)
