"""Small problems, held against every assignment that there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.assign import Contradiction, assign, problem_of, verify
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
