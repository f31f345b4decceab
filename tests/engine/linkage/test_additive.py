"""An additive model is fitted to pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.additive import edges_of, fit, rising
from parvis.engine.linkage.model import Sum, logistic


@pytest.fixture(scope="module")
def pairs():
    """Pairs that are the same the likelier, the greater `near` is; `noise` says nothing; a tenth lacks `near`."""
    chance = np.random.default_rng(5)
    near, noise = chance.random(4000).astype(np.float32), chance.random(4000).astype(np.float32)
    same = chance.random(4000) < near
    near[::10] = np.nan
    return {"near": near, "noise": noise}, same


def test_probabilities_are_those_of_the_pairs(pairs):
    values, same = pairs
    bias, steps = fit(values, same, signs={"near": 1})
    model = Sum(bias, steps)
    found = logistic(model.odds(model.contributions(values)))
    known = ~np.isnan(values["near"])
    assert np.abs(found[known] - values["near"][known]).mean() < 0.06
    assert abs(found[~known].mean() - same[~known].mean()) < 0.05


def test_what_must_rise_rises(pairs):
    values, same = pairs
    _bias, (near, noise) = fit(values, same, signs={"near": 1, "noise": -1})
    assert list(near.weights) == sorted(near.weights)
    assert list(noise.weights) == sorted(noise.weights, reverse=True)


def test_the_same_pairs_give_the_same_weights(pairs):
    values, same = pairs
    assert fit(values, same, signs={}) == fit(values, same, signs={})


def test_pairs_with_more_weight_count_more(pairs):
    values, same = pairs
    bias, _steps = fit(values, same, signs={}, weights=np.where(same, 3.0, 1.0))
    assert bias > fit(values, same, signs={})[0]


def test_what_an_offset_explains_is_not_fitted_again(pairs):
    values, same = pairs
    bias, steps = fit(values, same, signs={})
    model = Sum(bias, steps)
    again, left = fit(values, same, signs={}, offset=model.odds(model.contributions(values)))
    assert abs(again) < 0.1
    assert max(abs(weight) for weight in left[1].weights) < 0.3


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(0.1, 5)), min_size=1, max_size=20))
def test_rising_sequences(pairs):
    values, weights = (np.array(side) for side in zip(*pairs, strict=True))
    found = rising(values, weights)
    assert (np.diff(found) >= -1e-9).all()
    assert np.isclose((found * weights).sum(), (values * weights).sum())


def test_few_values_have_an_edge_each():
    values = np.array([0, 1, 1, 2, np.nan], dtype=np.float32)
    assert edges_of(values, values > 0, 24) == (1.0, 2.0)


def test_many_values_have_no_more_edges_than_asked_for():
    values = np.arange(1000, dtype=np.float32)
    edges = edges_of(values, values > 900, 24)
    assert len(edges) <= 24
    assert list(edges) == sorted(set(edges))
