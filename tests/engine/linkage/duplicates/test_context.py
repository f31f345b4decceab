"""What the other pairs of two records say of a pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates.context import BESIDE, NONE, Pairs, beside
from parvis.engine.linkage.duplicates.trees import probabilities


def pairs_of(size, odds):
    """Pairs from {(i, j): log-odds}."""
    ordered = sorted(odds)
    i, j = (np.array([pair[side] for pair in ordered], dtype=np.int64) for side in (0, 1))
    return Pairs(size, i, j, np.array([odds[pair] for pair in ordered], dtype=np.float32))


def values(size, odds, pair):
    """The values of one pair."""
    at = sorted(odds).index(pair)
    return {name: float(column[at]) for name, column in beside(pairs_of(size, odds)).items()}


SURE = 20.0


def test_a_third_record_that_is_one_with_both():
    found = values(3, {(0, 1): 1.0, (0, 2): SURE, (1, 2): SURE}, (0, 1))
    assert found["by_itself"] == 1.0
    assert found["common_records"] == pytest.approx(1)
    assert (found["more_rivals"], found["fewer_rivals"]) == pytest.approx((0, 0), abs=1e-6)
    assert (found["best_other"], found["worse_other"]) == (SURE, SURE)


def test_a_third_record_that_is_one_with_one_of_them():
    found = values(3, {(0, 1): 1.0, (0, 2): SURE}, (0, 1))
    assert found["common_records"] == 0
    assert (found["more_rivals"], found["fewer_rivals"]) == pytest.approx((1, 0), abs=1e-6)
    assert (found["best_other"], found["worse_other"]) == (SURE, NONE)


def test_the_best_pair_of_a_record_is_compared_with_its_second_best():
    odds = {(0, 1): 3.0, (0, 2): 2.0, (0, 3): 1.0}
    assert values(4, odds, (0, 1))["best_other"] == 2.0
    assert values(4, odds, (0, 3))["best_other"] == 3.0


def test_no_pairs():
    assert all(len(column) == 0 for column in beside(pairs_of(0, {})).values())


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1]), st.floats(-4, 6)))
def test_what_is_expected_adds_up(odds):
    pairs = pairs_of(7, odds)
    sure = dict(zip(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True), probabilities(pairs.odds), strict=True))

    def one(a, b):
        return float(sure.get((min(a, b), max(a, b)), 0))

    for at, (i, j) in enumerate(sure):
        others = set(range(7)) - {i, j}
        assert pairs.common[at] == pytest.approx(sum(one(i, k) * one(j, k) for k in others), abs=1e-5)
        assert pairs.rivals[0][at] == pytest.approx(sum(one(i, k) * (1 - one(j, k)) for k in others), abs=1e-5)
        best = max((odds[min(j, k), max(j, k)] for k in others if one(j, k)), default=NONE)
        assert pairs.best_others[1][at] == pytest.approx(best, abs=1e-5)


def test_each_explains_itself():
    assert all(function.__doc__ and function.__doc__.strip().endswith((".", ")", ").")) for function in BESIDE.values())
