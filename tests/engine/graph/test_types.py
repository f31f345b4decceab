"""Networks as arrays."""

import pytest
from hypothesis import given

from parvis.engine.graph import graph_of, induced
from tests.engine.graph.networks import networks, of, ties_of


def test_ties_count_once_and_add_up():
    graph = of([(2, 0), (0, 2), (1, 1), (1, 2)], weight=[1.0, 2.0, 9.0, 4.0])
    assert ties_of(graph) == [(0, 2), (1, 2)]
    assert graph.weight.tolist() == [3.0, 4.0]
    assert graph.degrees.tolist() == [1, 1, 2]
    assert graph.strengths.tolist() == [3.0, 4.0, 7.0]
    others, weights = graph.others(2)
    assert (others.tolist(), weights.tolist()) == ([0, 1], [3.0, 4.0])


def test_number_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="from 0 to 2"):
        graph_of([0], [3], size=3)
    with pytest.raises(ValueError, match="from 0 to 2"):
        graph_of([-1], [1], size=3)


def test_part_of_a_network_numbers_its_nodes_anew():
    graph = of([(0, 1), (1, 2), (2, 3)])
    part = induced(graph, [3, 1, 2])
    assert ties_of(part) == [(0, 2), (1, 2)]
    assert part.size == 3


@given(networks())
def test_each_tie_is_seen_from_both_ends(graph):
    seen = {(node, int(other)) for node in range(graph.size) for other in graph.others(node)[0]}
    assert seen == {pair for a, b in ties_of(graph) for pair in ((a, b), (b, a))}
    assert graph.ties * 2 == graph.degrees.sum()
