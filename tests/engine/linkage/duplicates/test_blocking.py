"""Which pairs share a key."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates.blocking import Candidates, candidates, recall
from parvis.engine.linkage.duplicates.hashing import combined
from parvis.engine.linkage.duplicates.keys import Keys


def keys(values, cap=30, rows=None):
    hashes = combined(np.array(values, dtype=np.int64))
    return Keys("test", hashes, np.arange(len(values)) if rows is None else np.array(rows), cap)


def pairs_of(found):
    return list(zip(found.i.tolist(), found.j.tolist(), strict=True))


@given(st.lists(st.integers(0, 6), max_size=25), st.integers(2, 6))
def test_records_with_one_key_are_pairs_unless_the_block_is_too_large(values, cap):
    found = candidates([keys(values, cap)], np.arange(len(values)))
    assert pairs_of(found) == [
        (i, j)
        for i, j in combinations(range(len(values)), 2)
        if values[i] == values[j] and values.count(values[i]) <= cap
    ]
    assert found.skipped["test"] == sum(values.count(value) > cap for value in values)


def test_pairs_of_several_families_are_counted_once():
    found = candidates([keys([1, 1, 2]), keys([5, 5, 5])], np.arange(3))
    assert pairs_of(found) == [(0, 1), (0, 2), (1, 2)]
    assert found.families == {"test": 4}


def test_two_names_of_one_record_are_no_pair():
    found = candidates([keys([1, 1, 1])], np.array([0, 0, 1]))
    assert pairs_of(found) == [(0, 1)]


def test_a_name_with_the_same_key_twice_counts_once():
    found = candidates([keys([1, 1, 1, 1], cap=3, rows=[0, 0, 1, 2])], np.arange(3))
    assert pairs_of(found) == [(0, 1), (0, 2), (1, 2)]


def test_no_records():
    found = candidates([keys([])], np.zeros(0, dtype=np.int64))
    assert (len(found), found.skipped) == (0, {"test": 0})


@pytest.mark.parametrize(
    ("truth", "expected"), [([1, 1, 2], 1.0), ([1, 2, 2], 0.0), ([1, 1, 1], 1 / 3), ([1, 2, 3], 1.0)]
)
def test_recall_is_the_share_of_true_pairs_that_are_candidates(truth, expected):
    found = Candidates(np.array([0]), np.array([1]))
    assert recall(found, np.array(truth)) == pytest.approx(expected)
