"""What other candidates say about one of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage import Record
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.context import address_given, best_other, near_or_above, others_named
from parvis.engine.linkage.compare.names import shortest_window
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.statistics import Statistics


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), min_size=1, max_size=30))
def test_best_other_of_a_group(pairs):
    groups, scores = (np.array(side) for side in zip(*pairs, strict=True))
    expected = [
        max((s for at, (g, s) in enumerate(pairs) if g == group and at != own), default=-np.inf)
        for own, (group, _score) in enumerate(pairs)
    ]
    assert best_other(groups, scores.astype(np.float32)).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), min_size=1, max_size=30))
def test_how_many_others_of_a_group_are_about_as_good(pairs):
    groups, scores = (np.array(side) for side in zip(*pairs, strict=True))
    expected = [
        sum(g == group and s >= score - 1 and at != own for at, (g, s) in enumerate(pairs))
        for own, (group, score) in enumerate(pairs)
    ]
    assert near_or_above(groups, scores.astype(np.float32)).tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inserm, CNRS", 0),
        ("Inserm, CNRS, Lille, FRANCE", 1),
        ("CNRS, 59000 Lille", 1),
        ("CNRS, 59000 Lille, France", 2),
    ],
)
def test_how_much_of_an_address_a_text_gives(text, expected):
    assert address_given(both(text)).tolist() == [expected] * 2


def test_how_many_others_a_text_without_address_names():
    odds = np.array([3, -2], dtype=np.float32)
    assert others_named(both("Inserm, CNRS"), odds).tolist() == [0, 1]
    assert np.isnan(others_named(both("Inserm, CNRS, France"), odds)).all()


def both(text):
    """A text with two organisations."""
    reference = prepare([Record("1", "CNRS"), Record("2", "Inserm")])
    records = prepare([Record("a", text)], reference, split=True)
    i, j = np.zeros(2, dtype=np.int64), np.arange(2, dtype=np.int64)
    return Pairs.of_records(records, reference, Statistics.of(reference), i, j)


def test_the_shortest_stretch_that_holds_all():
    assert shortest_window([1, 9, 2, 8, 1, 2], frozenset({1, 2})) == 2
    assert shortest_window([1, 1, 9, 2], frozenset({1, 2})) == 3
