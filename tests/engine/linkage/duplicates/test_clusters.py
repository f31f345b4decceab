"""From pairs to clusters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates.clusters import NOT_COMPARED, clusters_of
from parvis.engine.linkage.duplicates.identifiers import contradict


def labels_of(size, pairs, identifiers=None, cut=0.0):
    """Labels from {(i, j): log-odds}."""
    ordered = sorted(pairs)
    i, j = (np.array([pair[side] for pair in ordered], dtype=np.int64) for side in (0, 1))
    odds = np.array([pairs[pair] for pair in ordered], dtype=np.float32)
    columns = {scheme: np.array(values, dtype=np.int32)[:, None] for scheme, values in (identifiers or {}).items()}
    return clusters_of(size, i, j, odds, columns, cut).tolist()


def test_records_alone_are_their_own_clusters():
    assert labels_of(3, {}) == [0, 1, 2]


def test_a_cluster_is_named_after_its_first_record():
    assert labels_of(4, {(1, 3): 2.0}) == [0, 1, 2, 1]


def test_a_pair_below_the_cut_stays_apart():
    assert labels_of(2, {(0, 1): 0.5}, cut=1.0) == [0, 1]
    assert labels_of(2, {(0, 1): -0.5}, cut=-1.0) == [0, 0]


def test_a_low_cut_does_not_join_what_was_not_compared():
    assert labels_of(4, {(0, 1): 5.0, (2, 3): 5.0}, cut=-4.0) == [0, 0, 2, 2]
    assert labels_of(4, {(0, 1): 5.0, (2, 3): 5.0, (1, 2): -3.9}, cut=-4.0) == [0, 0, 2, 2]


def test_one_bad_record_does_not_join_two_clusters():
    """0, 1, 2 and 4, 5, 6 are sure; 3 is like one of each."""
    sure = {(0, 1): 5.0, (0, 2): 5.0, (1, 2): 5.0, (4, 5): 5.0, (4, 6): 5.0, (5, 6): 5.0}
    assert labels_of(7, {**sure, (2, 3): 1.0, (3, 4): 1.5}) == [0, 0, 0, 3, 4, 4, 4]


def test_pairs_that_were_not_compared_speak_against_a_chain():
    chain = {(k, k + 1): 1.0 for k in range(5)}
    found = labels_of(6, chain)
    assert found == [0, 0, 2, 2, 4, 4]


def test_a_triangle_with_one_weak_side_is_one_cluster():
    assert labels_of(3, {(0, 1): 4.0, (1, 2): 4.0, (0, 2): -1.0}) == [0, 0, 0]


def test_the_surest_pair_is_joined_first():
    assert labels_of(3, {(0, 1): 1.0, (1, 2): 3.0, (0, 2): -4.0}) == [0, 1, 1]


def test_contradicting_identifiers_keep_two_records_apart():
    assert labels_of(2, {(0, 1): 9.0}, {"siret": [1, 2]}) == [0, 1]


def test_a_strong_identifier_that_agrees_outweighs_one_that_differs():
    assert labels_of(2, {(0, 1): 9.0}, {"siret": [1, 1], "finess": [1, 2]}) == [0, 0]


def test_a_record_between_two_that_contradict_goes_to_the_surer_one():
    """0 and 2 were never compared, and contradict."""
    assert labels_of(3, {(0, 1): 6.0, (1, 2): 5.0}, {"finess": [1, 0, 2]}) == [0, 0, 2]


def test_equal_pairs_are_settled_by_the_order_of_the_records():
    assert labels_of(3, {(0, 1): 1.0, (1, 2): 1.0}) == [0, 0, 2]
    assert labels_of(3, {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0}) == [0, 0, 0]


@st.composite
def graphs(draw):
    size = draw(st.integers(2, 9))
    pairs = draw(
        st.dictionaries(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] < pair[1]),
            st.integers(-40, 60).map(lambda value: value / 8),
            max_size=30,
        )
    )
    values = st.lists(st.integers(0, 2), min_size=size, max_size=size)
    return size, pairs, {"siret": draw(values), "siren": draw(values), "ror": draw(values)}


@given(graphs())
def test_no_cluster_holds_two_records_that_contradict(graph):
    size, pairs, identifiers = graph
    labels = labels_of(size, pairs, identifiers)
    together = [(a, b) for a in range(size) for b in range(a) if labels[a] == labels[b]]
    columns = {scheme: np.array(values, dtype=np.int32)[:, None] for scheme, values in identifiers.items()}
    lefts, rights = (np.array([pair[side] for pair in together], dtype=np.int64) for side in (0, 1))
    assert not contradict(columns, lefts, rights).any()


@given(graphs())
def test_a_label_is_that_of_the_first_record_of_its_cluster(graph):
    labels = labels_of(*graph)
    assert all(labels[label] == label <= record for record, label in enumerate(labels))


@given(graphs())
def test_no_two_clusters_are_left_that_the_mean_would_join(graph):
    """Average linkage ends only where no mean between clusters is above the cut."""
    size, pairs, _identifiers = graph
    labels = labels_of(size, pairs)
    for left in set(labels):
        for right in set(labels):
            between = [
                pairs.get((min(a, b), max(a, b)), NOT_COMPARED)
                for a in range(size)
                for b in range(size)
                if labels[a] == left and labels[b] == right
            ]
            compared = any(
                (min(a, b), max(a, b)) in pairs
                for a in range(size)
                for b in range(size)
                if labels[a] == left and labels[b] == right
            )
            assert left == right or not compared or sum(between) / len(between) <= 1e-6


@given(graphs(), st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order_of_the_records(graph, random):
    """Where no two pairs weigh the same."""
    size, pairs, identifiers = graph
    pairs = {pair: odds + number * 1e-3 for number, (pair, odds) in enumerate(pairs.items())}
    order = list(range(size))
    random.shuffle(order)
    moved = {tuple(sorted((order[a], order[b]))): odds for (a, b), odds in pairs.items()}
    renamed = {scheme: [values[order.index(k)] for k in range(size)] for scheme, values in identifiers.items()}
    before, after = labels_of(size, pairs, identifiers), labels_of(size, moved, renamed)
    for a in range(size):
        for b in range(size):
            assert (before[a] == before[b]) == (after[order[a]] == after[order[b]])


def test_many_records_are_clustered_in_a_few_rounds():
    pairs = {(3 * k, 3 * k + 1): 3.0 for k in range(500)} | {(3 * k, 3 * k + 2): 2.0 for k in range(500)}
    pairs |= {(3 * k + 1, 3 * k + 2): 2.0 for k in range(500)}
    assert labels_of(1500, pairs) == [record // 3 * 3 for record in range(1500)]


@pytest.mark.parametrize("cut", [-3.0, 0.0, 3.0])
def test_a_higher_cut_never_makes_larger_clusters(cut):
    pairs = {(0, 1): -1.0, (1, 2): 1.0, (3, 4): 4.0}
    assert len(set(labels_of(5, pairs, cut=cut))) == {-3.0: 2, 0.0: 3, 3.0: 4}[cut]
