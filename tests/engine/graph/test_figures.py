"""Figures of a network."""

import itertools

import pytest
from hypothesis import given, settings

from parvis.engine.graph import betweenness, density, first_ties, graph_of
from tests.engine.graph.networks import networks, of, ties_of


def shortest_ways(graph, start, end):
    """All shortest ways, by trying longer and longer ones."""
    pairs = {pair for a, b in ties_of(graph) for pair in ((a, b), (b, a))}
    others = [node for node in range(graph.size) if node not in (start, end)]
    for length in range(len(others) + 1):
        ways = [
            way
            for way in itertools.permutations(others, length)
            if all(step in pairs for step in itertools.pairwise([start, *way, end]))
        ]
        if ways:
            return ways
    return []


@given(networks(most=6))
@settings(deadline=None)
def test_betweenness_is_the_share_of_shortest_ways(graph):
    wanted = [0.0] * graph.size
    for start, end in itertools.combinations(range(graph.size), 2):
        ways = shortest_ways(graph, start, end)
        for way in ways:
            for node in way:
                wanted[node] += 1 / len(ways)
    pairs = (graph.size - 1) * (graph.size - 2) / 2
    assert betweenness(graph).tolist() == pytest.approx([value / pairs if pairs else 0.0 for value in wanted])


def test_density_is_the_share_of_pairs():
    assert density(of([(0, 1), (1, 2)])) == pytest.approx(2 / 3)
    assert density(graph_of([], [], size=1)) == 0.0
    assert density(graph_of([], [], size=4)) == 0.0


def test_only_first_meetings_are_new_ties():
    events = [(1, 2, "a"), (2, 1, "a"), (1, 3, "b"), (1, 2, "b"), (4, 4, "b"), (5, 6, "b")]
    assert first_ties(events) == {"a": 1, "b": 2}
