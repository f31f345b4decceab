"""What hangs together, and what everything hangs on."""

import dataclasses

import pytest
from hypothesis import given, settings

from parvis.engine.graph import Bridge, Crossing, Splits, islands, splits, verify
from tests.engine.graph.networks import networks, of, ties_of


@given(networks())
@settings(deadline=None)
def test_islands_are_what_can_be_reached(graph):
    found = islands(graph)
    reach = {node: {node} for node in range(graph.size)}
    for _round in range(graph.size):
        for a, b in ties_of(graph):
            both = reach[a] | reach[b]
            for node in both:
                reach[node] = both
    assert all(set(found.members(int(found.of[node])).tolist()) == reach[node] for node in range(graph.size))
    assert found.sizes.tolist() == sorted(found.sizes.tolist(), reverse=True)
    assert found.sizes.sum() == graph.size


def test_largest_island_comes_first_and_equal_ones_by_their_first():
    found = islands(of([(1, 2), (3, 4), (4, 5)], size=6))
    assert found.of.tolist() == [2, 1, 1, 0, 0, 0]
    assert found.sizes.tolist() == [3, 2, 1]


@given(networks())
@settings(deadline=None)
def test_splits_are_right_in_any_network(graph):
    assert verify(graph, splits(graph))


def test_bridge_between_two_triangles():
    graph = of([(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5), (5, 6)])
    found = splits(graph)
    assert found.bridges == [Bridge(2, 3, 3), Bridge(5, 6, 1)]
    assert found.crossings == [Crossing(3, (3, 3)), Crossing(2, (4, 2)), Crossing(5, (5, 1))]
    assert [crossing.apart for crossing in found.crossings] == [3, 2, 1]


def test_middle_of_a_star_holds_everyone():
    assert splits(of([(0, 1), (0, 2), (0, 3)])).crossings == [Crossing(0, (1, 1, 1))]


@pytest.mark.parametrize(
    "wrong",
    [
        Splits([Bridge(0, 1, 1), Bridge(1, 2, 1)], []),
        Splits([Bridge(0, 1, 1), Bridge(1, 2, 1)], [Crossing(1, (2,))]),
        Splits([Bridge(0, 1, 1)], [Crossing(1, (1, 1))]),
        Splits([Bridge(0, 1, 1), Bridge(1, 2, 2)], [Crossing(1, (1, 1))]),
        Splits([Bridge(0, 1, 1), Bridge(1, 2, 1)], [Crossing(0, (2,)), Crossing(1, (1, 1))]),
    ],
)
def test_wrong_answer_is_noticed(wrong):
    graph = of([(0, 1), (1, 2)])
    assert verify(graph, splits(graph))
    assert not verify(graph, wrong)


def test_answer_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        splits(of([(0, 1)])).bridges = []
