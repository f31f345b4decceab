"""What other candidates say about one of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.compare.context import best_other
from parvis.engine.linkage.compare.names import shortest_window


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), min_size=1, max_size=30))
def test_best_other_of_a_group(pairs):
    groups, scores = (np.array(side) for side in zip(*pairs, strict=True))
    expected = [
        max((s for at, (g, s) in enumerate(pairs) if g == group and at != own), default=-np.inf)
        for own, (group, _score) in enumerate(pairs)
    ]
    assert best_other(groups, scores.astype(np.float32)).tolist() == expected


def test_the_shortest_stretch_that_holds_all():
    assert shortest_window([1, 9, 2, 8, 1, 2], frozenset({1, 2})) == 2
    assert shortest_window([1, 1, 9, 2], frozenset({1, 2})) == 3
