"""Lists as rows of one length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates.slots import distinct, shared, slots

LISTS = st.lists(st.lists(st.integers(0, 6), max_size=5), min_size=1, max_size=6)


def flat(lists):
    rows = np.array([row for row, some in enumerate(lists) for _ in some], dtype=np.int64)
    return rows, np.array([value for some in lists for value in some], dtype=np.int64)


@given(LISTS)
def test_each_value_of_a_row_is_kept_once_and_in_order(lists):
    rows, values = distinct(*flat(lists), 7)
    assert [values[rows == row].tolist() for row in range(len(lists))] == [sorted(set(some)) for some in lists]


@given(LISTS, st.integers(1, 4))
def test_slots_hold_the_first_values_of_each_row(lists, width):
    found = slots(*flat(lists), len(lists), width, missing=-1)
    assert found.tolist() == [(some[:width] + [-1] * width)[:width] for some in lists]


@given(st.lists(st.tuples(st.sets(st.integers(0, 5), max_size=3), st.sets(st.integers(0, 5), max_size=2)), min_size=1))
def test_shared_says_which_values_the_other_row_has(pairs):
    left = np.array([(sorted(a) + [-1] * 3)[:3] for a, _b in pairs], dtype=np.int32)
    right = np.array([(sorted(b) + [-1] * 2)[:2] for _a, b in pairs], dtype=np.int32)
    mine, theirs = shared(left, right, missing=-1)
    assert mine.T.tolist() == [[value in b for value in row] for row, (_a, b) in zip(left.tolist(), pairs, strict=True)]
    assert theirs.T.tolist() == [
        [value in a for value in row] for row, (a, _b) in zip(right.tolist(), pairs, strict=True)
    ]


def test_no_rows():
    none = np.zeros(0, dtype=np.int64)
    assert [part.tolist() for part in distinct(none, none, 0)] == [[], []]
    assert slots(none, none, 2, 2, missing=0).tolist() == [[0, 0], [0, 0]]
