"""Boosted trees are read, explained and fitted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.special import expit

from parvis.engine.linkage.duplicates.boosting import Settings, fit_trees
from parvis.engine.linkage.duplicates.trees import Model, Tree, coded

TREE = Tree(features=(0, 1), codes=(0, 1), values=(-1.0, 0.5, 0.0, 2.0), covers=(1.0, 1.0, 1.0, 1.0))
MODEL = Model(("name", "city"), ((0.5,), (0.0, 1.0)), -0.25, (TREE, TREE))


def values(name, city):
    return {"name": np.array([name], dtype=np.float32), "city": np.array([city], dtype=np.float32)}


@pytest.mark.parametrize(
    ("name", "city", "expected"),
    [
        pytest.param(np.nan, np.nan, -2.25, id="nothing known"),
        pytest.param(0.2, np.nan, 0.75, id="a known name"),
        pytest.param(np.nan, 0.0, -0.25, id="a city that reaches the first edge"),
        pytest.param(0.7, 1.0, 3.75, id="both"),
    ],
)
def test_log_odds_are_the_bias_and_the_leaves(name, city, expected):
    assert MODEL.log_odds(values(name, city)).tolist() == [expected]


def test_codes_count_the_edges_that_a_value_reaches():
    column = np.array([np.nan, -1, 0, 0.5, 1, 7], dtype=np.float32)
    assert coded([column], [(0.0, 1.0)]).tolist() == [[0, 1, 2, 2, 3, 3]]
    assert coded([], []).shape == (0, 0)


FLOATS = hnp.arrays(np.float32, 5, elements=st.sampled_from([float("nan"), -1.0, 0.0, 0.5, 1.0, 2.0]))


@given(FLOATS, FLOATS)
def test_contributions_add_up_to_the_log_odds(name, city):
    given_values = {"name": name, "city": city}
    mean = MODEL.bias + 2 * np.mean(TREE.values)
    total = sum(MODEL.contributions(given_values).values()) + mean
    assert total == pytest.approx(MODEL.log_odds(given_values), abs=1e-5)


@pytest.fixture(scope="module")
def learnt():
    """Both features matter, the third does not; one is missing now and then."""
    rng = np.random.default_rng(7)
    columns = {name: rng.random(4000).astype(np.float32) for name in ("a", "b", "noise")}
    labels = (columns["a"] > 0.6) & (columns["b"] > 0.3)
    columns["b"][rng.random(4000) < 0.1] = np.nan
    model = fit_trees(columns, labels, np.ones(4000, np.float32), Settings(trees=40, depth=3, rate=0.3))
    return model, columns, labels


def test_what_is_learnt_tells_the_labels_apart(learnt):
    model, columns, labels = learnt
    known = ~np.isnan(columns["b"])
    assert ((expit(model.log_odds(columns)) > 0.5) == labels)[known].mean() > 0.98


def test_probabilities_are_calibrated(learnt):
    model, columns, labels = learnt
    scores = expit(model.log_odds(columns))
    unsure = (scores > 0.2) & (scores < 0.8)
    assert scores.mean() == pytest.approx(labels.mean(), abs=0.01)
    assert scores[unsure].mean() == pytest.approx(labels[unsure].mean(), abs=0.1)


def test_what_does_not_matter_adds_nothing(learnt):
    model, columns, _labels = learnt
    parts = {name: np.abs(part).mean() for name, part in model.contributions(columns).items()}
    assert parts["noise"] < 0.1 * parts["b"] < 0.1 * parts["a"]


def test_the_same_couples_give_the_same_model(learnt):
    model, columns, labels = learnt
    again = fit_trees(columns, labels, np.ones(4000, np.float32), Settings(trees=40, depth=3, rate=0.3))
    assert again == model


def test_weights_say_how_much_a_couple_counts():
    column = {"a": np.array([0, 0, 1, 1], dtype=np.float32)}
    labels = np.array([True, False, True, False])
    weights = np.array([1, 1, 9, 1], dtype=np.float32)
    model = fit_trees(column, labels, weights, Settings(trees=30, depth=1, sample=1.0, smoothing=0.1, rate=0.5))
    assert expit(model.log_odds(column))[[0, 2]] == pytest.approx([0.5, 0.9], abs=0.03)


def test_a_feature_that_is_never_known_is_no_trouble():
    columns = {"a": np.array([0, 1, 0, 1], dtype=np.float32), "none": np.full(4, np.nan, dtype=np.float32)}
    labels = np.array([False, True, False, True])
    model = fit_trees(columns, labels, np.ones(4, np.float32), Settings(trees=5, depth=2, smoothing=0.1))
    assert model.edges[1] == ()
    assert model.log_odds(columns)[1] > model.log_odds(columns)[0]
