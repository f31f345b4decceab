"""Where to draw whom."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.graph import (
    Frame,
    Side,
    around,
    graph_of,
    induced,
    keeps_its_distance,
    place_labels,
    rings,
    spread,
)
from tests.engine.graph.networks import networks, of

PHONE = Frame(358, 470, 26)


@given(networks(most=40))
@settings(deadline=None, max_examples=40)
def test_spread_keeps_everyone_apart_and_inside(graph):
    points = spread(graph, PHONE)
    assert points.shape == (graph.size, 2)
    assert keeps_its_distance(points, PHONE)


@given(networks(most=40).filter(lambda graph: graph.size > 0))
@settings(deadline=None, max_examples=40)
def test_rings_keep_everyone_apart_and_inside(graph):
    found = around(graph, 0, most=40, most_near=24)
    assert keeps_its_distance(rings(induced(graph, found.nodes), found.steps, PHONE), PHONE)


@pytest.mark.parametrize("counts", [(22, 5), (24, 16), (30, 1), (40, 0), (0, 30)])
def test_ovals_have_room_for_many(counts):
    steps = np.repeat([0, 1, 2], [1, *counts])
    assert keeps_its_distance(rings(graph_of([], [], size=len(steps)), steps, PHONE), PHONE)


def test_same_network_is_drawn_the_same():
    graph = of([(0, 1), (1, 2), (3, 4)])
    assert spread(graph, PHONE, seed=3).tolist() == spread(graph, PHONE, seed=3).tolist()
    assert spread(graph, PHONE, seed=3).tolist() != spread(graph, PHONE, seed=4).tolist()


def test_those_that_are_tied_stand_nearer():
    cliques = [(a, b) for base in (0, 6) for a in range(base, base + 6) for b in range(base, a)]
    points = spread(of(cliques), PHONE)
    inside = np.linalg.norm(points[:6] - points[:6].mean(axis=0), axis=1).mean()
    between = np.linalg.norm(points[:6].mean(axis=0) - points[6:].mean(axis=0))
    assert inside < between / 2


def test_far_ones_stand_behind_those_who_lead_to_them():
    graph = of([(0, 1), (0, 2), (1, 3), (2, 4)])
    points = rings(graph, np.array([0, 1, 1, 2, 2]), PHONE)
    assert points[0].tolist() == [0.5, 0.5]
    for near, far in ((1, 3), (2, 4)):
        towards, further = points[near] - points[0], points[far] - points[0]
        assert np.dot(towards, further) > 0
        assert np.linalg.norm(further) > np.linalg.norm(towards)


def test_far_one_that_nobody_leads_to_stands_somewhere_outside():
    points = rings(graph_of([], [], size=2), np.array([0, 2]), PHONE)
    assert keeps_its_distance(points, PHONE)


def test_too_many_for_the_frame_are_refused():
    small = Frame(60, 60, 26)
    with pytest.raises(ValueError, match="around the middle"):
        rings(graph_of([], [], size=30), np.array([0] + [1] * 29), small)
    with pytest.raises(ValueError, match="into the frame"):
        spread(graph_of([], [], size=30), small)


def test_one_alone_stands_in_the_middle():
    assert spread(graph_of([], [], size=1), PHONE)[0] == pytest.approx([0.5, 0.5], abs=0.05)


@pytest.mark.parametrize("points", [[(0.5, 0.5), (0.52, 0.5)], [(0.0, 0.5)], [(0.5, 0.99)]])
def test_crowds_and_edges_are_noticed(points):
    assert not keeps_its_distance(np.array(points), PHONE)


RADIUS, LINE, HEIGHT = 11.0, 18.0, 600.0


def box(side, x, y, length, width):
    """Left, top, right and bottom of a name on a screen."""
    x, y = x * width, y * HEIGHT
    left = {Side.RIGHT: x + RADIUS, Side.LEFT: x - RADIUS - length}.get(side, x - length / 2)
    top = {Side.BELOW: y + RADIUS, Side.ABOVE: y - RADIUS - LINE}.get(side, y - LINE / 2)
    return left, top, left + length, top + LINE


def meets(a, b):
    """Whether two boxes have a part in common that can be seen."""
    slack = 1e-6
    across = a[0] < b[2] - slack and b[0] < a[2] - slack
    return across and a[1] < b[3] - slack and b[1] < a[3] - slack


SHARE = st.floats(0.02, 0.98)


@given(
    st.lists(st.tuples(SHARE, SHARE, st.floats(20, 180)), max_size=14),
    st.floats(900, 1240),
)
@settings(deadline=None)
def test_names_touch_nothing_on_any_screen(named, width):
    points = np.array([(x, y) for x, y, _length in named]).reshape(-1, 2)
    lengths = [length for _x, _y, length in named]
    sides = place_labels(points, lengths, widths=(900, 1240), height=HEIGHT, radius=RADIUS, line=LINE)
    names = [(place, box(side, *named[place], width)) for place, side in enumerate(sides) if side]
    for place, name in names:
        assert name[0] >= -1e-6
        assert name[2] <= width + 1e-6
        assert not any(meets(name, other) for at, other in names if at != place)
        for at, (x, y) in enumerate(points):
            disc = (x * width - RADIUS, y * HEIGHT - RADIUS, x * width + RADIUS, y * HEIGHT + RADIUS)
            assert at == place or not meets(name, disc)


def test_name_alone_stands_on_the_right_and_moves_where_there_is_no_room():
    def sides(*points):
        return place_labels(
            np.array(points), [100.0] * len(points), widths=(900, 1240), height=HEIGHT, radius=11, line=18
        )

    assert sides((0.5, 0.5)) == [Side.RIGHT]
    assert sides((0.97, 0.5)) == [Side.LEFT]
    assert sides((0.5, 0.5), (0.52, 0.5)) == [Side.LEFT, Side.RIGHT]
    assert sides((0.001, 0.5), (0.03, 0.5)) == [None, Side.RIGHT]
