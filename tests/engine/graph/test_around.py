"""What stands around one."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.graph import around, induced, strongest
from tests.engine.graph.networks import networks, of, ties_of


def steps_from(graph, centre):
    """How far each one is, by looking at all ties again and again."""
    far = {centre: 0}
    for step in (1, 2):
        reached = {b for a, b in both_ways(graph) if far.get(a) == step - 1}
        far |= {node: step for node in reached if node not in far}
    return far


def both_ways(graph):
    return [pair for a, b in ties_of(graph) for pair in ((a, b), (b, a))]


@given(networks().filter(lambda graph: graph.size > 0), st.data())
def test_everyone_within_two_steps_is_shown_or_counted(graph, data):
    centre = data.draw(st.integers(0, graph.size - 1))
    most = data.draw(st.integers(1, 10))
    near = data.draw(st.integers(1, 10))
    found, wanted = around(graph, centre, most=most, most_near=near), steps_from(graph, centre)
    assert found.nodes[0] == centre
    assert len(set(found.nodes.tolist())) == len(found.nodes) <= most + 1
    assert all(wanted[int(node)] == step for node, step in zip(found.nodes, found.steps, strict=True))
    assert found.found == tuple(sum(step == one for step in wanted.values()) for one in (1, 2))
    assert all(number >= 0 for number in found.left_out)
    if most >= graph.size and near >= graph.size:
        assert found.left_out == (0, 0)


def test_strong_ties_come_first_and_weak_ones_are_left_out():
    graph = of([(0, 1), (0, 2), (0, 3), (2, 4), (2, 5), (5, 6)], weight=[1, 5, 2, 1, 3, 1])
    found = around(graph, 0, most=3, most_near=2)
    assert found.nodes.tolist() == [0, 2, 3, 5]
    assert found.steps.tolist() == [0, 1, 1, 2]
    assert found.found == (3, 2)
    assert found.left_out == (1, 1)


def test_near_ones_get_all_the_room_where_nobody_is_further_away():
    graph = of([(0, 1), (0, 2), (0, 3), (0, 4)])
    assert around(graph, 0, most=3, most_near=1).nodes.tolist() == [0, 1, 2, 3]


def test_one_without_ties_stands_alone():
    graph = of([(0, 1)], size=3)
    found = around(graph, 2, most=5, most_near=5)
    assert found.nodes.tolist() == [2]
    assert found.found == (0, 0)


def test_strongest_of_a_group_count_only_ties_inside():
    graph = of([(0, 1), (1, 2), (3, 4)], weight=[1, 2, 9])
    assert chosen(graph, [0, 1, 2, 3], 2) == ([1, 2], 3)
    assert chosen(graph, [0, 1, 2, 3], 9) == ([1, 2, 0], 3)
    assert chosen(graph, [0, 3], 9) == ([], 0)


def test_nobody_of_the_strongest_stays_alone():
    graph = of([(0, 1), (1, 2), (0, 2), (3, 4), (3, 5), (3, 6), (3, 7)])
    assert chosen(graph, range(8), 3) == ([0, 1, 2], 8)
    assert chosen(graph, range(8), 1) == ([], 8)


@given(networks(), st.integers(0, 9))
def test_strongest_hang_together(graph, most):
    found, tied = strongest(graph, range(graph.size), most)
    assert len(found) <= most
    assert tied == sum(degree > 0 for degree in graph.degrees)
    assert all(induced(graph, found).degrees > 0)


def chosen(graph, among, most):
    found, tied = strongest(graph, among, most)
    return found.tolist(), tied
