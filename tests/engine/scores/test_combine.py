"""Criteria with weights become one mark."""

import pytest

from parvis.engine.scores import combined


@pytest.mark.parametrize(
    ("marks", "criteria", "found"),
    [
        ({1: 5, 2: 0}, [(1, 1, 5), (2, 1, 5)], 50),
        ({1: 5, 2: 0}, [(1, 3, 5), (2, 1, 5)], 75),
        ({1: 2, 2: 10}, [(1, 1, 4), (2, 1, 10)], 75),
        ({1: 4}, [(1, 1, 5), (2, 9, 5)], 80),
        ({1: 4}, [(1, 0, 5)], None),
        ({1: 0}, [(1, 1, 0)], None),
        ({}, [(1, 1, 5)], None),
    ],
)
def test_criteria_are_combined_by_their_weights(marks, criteria, found):
    assert combined(marks, criteria) == (None if found is None else pytest.approx(found))
