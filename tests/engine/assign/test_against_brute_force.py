"""Small problems, held against every assignment that there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.assign import Contradiction, assign, fair, problem_of, verify
from tests.engine.assign import brute

SCORES = st.sampled_from([0.0, 0.1, 0.25, 0.3, 0.5, 0.7, 1.0, 1.5, -0.4, 1 / 3, np.nan])


@st.composite
def problems(draw):
    """Up to four applications and four reviewers, with all that a problem may have; None for a contradiction."""
    count, people = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    side = st.integers(0, 3)
    pairs = st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, people - 1)), max_size=2)
    scores = draw(st.lists(SCORES, min_size=count * people, max_size=count * people))
    try:
        return problem_of(
            np.reshape(scores, (count, people)),
            reviews=draw(st.lists(side, min_size=count, max_size=count)),
            max_load=draw(st.lists(side, min_size=people, max_size=people)),
            min_load=draw(st.lists(st.integers(0, 1), min_size=people, max_size=people)),
            forbidden=draw(pairs),
            forced=draw(pairs),
            keep=draw(pairs),
        )
    except Contradiction:
        return None


@settings(max_examples=400, deadline=None)
@given(problems())
def test_the_total_is_the_best_of_all(problem):
    if problem is None:
        return
    known = brute.best(problem)
    if known is None:
        with pytest.raises(Contradiction, match="minimal loads cannot all be met"):
            assign(problem)
        return
    answer = assign(problem)
    size, total, _floor, _sum = known
    assert verify(problem, answer) == ()
    assert len(answer.pairs) == size
    assert answer.objective == pytest.approx(total, abs=1e-7)
    assert answer.optimal
    assert answer.upper_bound == pytest.approx(total, abs=1e-7)


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_floor_is_the_highest_and_the_total_above_it_the_best(problem):
    known = problem and brute.best(problem)
    if not known:
        return
    answer = assign(problem, "fair")
    size, total, floor, under = known
    assert verify(problem, answer) == ()
    assert len(answer.pairs) == size
    assert answer.objective <= total + 1e-7
    if floor is None:
        assert answer.floor is None
    else:
        assert answer.floor.value == pytest.approx(floor, abs=1e-6)
        assert answer.floor.reached
    assert answer.objective == pytest.approx(under, abs=1e-6)
    assert answer.upper_bound >= under - 1e-6
    assert answer.optimal


@settings(max_examples=100, deadline=None)
@given(problems())
def test_with_few_columns_the_bounds_still_hold(problem):
    """As for large problems, where the relaxation starts from few columns and floors are halved."""
    known = problem and brute.best(problem)
    if not known or known[2] is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fair, "SMALL", 0)
        answer = assign(problem, "fair")
    size, _total, floor, under = known
    assert verify(problem, answer) == ()
    assert len(answer.pairs) == size
    assert answer.floor.value <= floor + 1e-6
    assert answer.floor.upper_bound >= floor - 1e-6
    if answer.floor.value >= floor - 1e-9:
        assert answer.objective <= under + 1e-6 <= answer.upper_bound + 2e-6
