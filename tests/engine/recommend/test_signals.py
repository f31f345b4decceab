"""Signals of candidates, and what the trees make of them."""

import numpy as np
import pytest

from parvis.engine.recommend import Query
from parvis.engine.recommend.asking import asking_of
from parvis.engine.recommend.candidates import candidates_of, features_of
from parvis.engine.recommend.signals import signals_of, walks_of
from parvis.engine.recommend.sparse import filled, gathered, matrix, spread

QUERIES = [
    Query("q", "g0-0", "imagerie", "P0"),
    Query("q", "g3-1", "robot"),
    Query("q", "g1-2"),
    Query("q", "start-up"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_signal_is_the_same_whoever_else_is_a_candidate(history, query):
    asking = asking_of(history, query)
    walks = walks_of(history, asking)
    everyone = signals_of(history, asking, walks, np.arange(len(history)))
    some = np.array([1, 5, 30])
    for name, values in signals_of(history, asking, walks, some).items():
        np.testing.assert_array_equal(values, everyone[name][some], err_msg=name)


@pytest.mark.parametrize("query", QUERIES)
def test_ranks_and_shares_are_those_among_the_candidates(history, query):
    asking = asking_of(history, query)
    walks = walks_of(history, asking)
    found = features_of(history, asking, walks, candidates_of(history, asking, walks, most=9))
    assert sorted(found["walk_rank"]) == list(range(9))
    assert found["walk"][found["walk_rank"] == 0] == found["walk"].max()
    assert found["walk_share"].max() == pytest.approx(1)
    assert "latent_share" not in found


@pytest.mark.parametrize("part", ["topic", "bare", "newcomer"])
def test_trees_side_by_side_say_what_each_says_alone(history, weights, part):
    model, forest = weights.models[part], weights.forests[part]
    rng = np.random.default_rng(3)
    values = {}
    for name, edges in zip(model.features, model.edges, strict=True):
        values[name] = rng.choice(np.array([np.nan, -1, 0, *edges], dtype=np.float32), 200)
    assert forest.log_odds(forest.leaves(values, 200)) == pytest.approx(model.log_odds(values), abs=1e-4)


def test_a_column_that_is_missing_is_unknown(weights):
    model, forest = weights.models["topic"], weights.forests["topic"]
    unknown = {name: np.full(3, np.nan, dtype=np.float32) for name in model.features}
    assert forest.leaves({}, 3).tolist() == forest.leaves(unknown, 3).tolist()


def test_rows_of_a_table_of_few_places():
    table = matrix(np.array([0, 0, 2, 3]), np.array([1, 3, 3, 0]), (4, 5), np.array([2, 3, 4, 5], dtype=np.float32))
    columns, lengths = gathered(table, np.array([2, 1, 0]))
    assert (columns.tolist(), lengths.tolist()) == ([3, 1, 3], [1, 0, 2])
    assert spread(table, np.array([0, 2]), np.array([0.5, 2], dtype=np.float32)).tolist() == [0, 0.5, 0, 2.5, 0]
    assert filled(table).toarray().max() == 1
