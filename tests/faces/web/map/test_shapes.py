"""Outlines, classes, windows."""

import re

import pytest

from parvis.faces.web.map import classes
from parvis.faces.web.map.drawing import (
    FRANCE,
    Fact,
    Window,
    departments,
    france,
    point,
    radius_of,
    text_size_of,
    window_around,
)
from parvis.faces.web.map.shapes import (
    Shape,
    department_shapes,
    neighbours_of_department,
    neighbours_of_region,
    region_shapes,
    roomiest,
    shape_of,
    snapped,
)


def test_every_region_and_department_of_the_open_data_has_a_shape():
    assert len(region_shapes()) == 18
    assert len(department_shapes()) == 101
    assert all(re.fullmatch(r"[M\dlz \-]+", shape.path) for shape in department_shapes().values())


def test_a_shape_holds_its_capital():
    x, y = point(48.8566, 2.3522, "75")
    left, top, right, bottom = department_shapes()["75"].box
    assert left < x < right
    assert top < y < bottom


def test_islands_too_small_to_see_are_left_out():
    square, speck = [(0, 0), (100, 0), (100, 100), (0, 100)], [(500, 500), (501, 500), (501, 501), (500, 501)]
    assert shape_of("x", [speck, square]) == Shape("x", "M0 0l100 0 0 100-100 0z", (0, 0, 100, 100), (50, 50), 100)


def test_the_label_of_a_crescent_is_inside_it():
    crescent = [(0, 0), (100, 0), (100, 20), (20, 20), (20, 80), (100, 80), (100, 100), (0, 100)]
    (x, y), room = roomiest(crescent)
    assert (x, room) == (50, 100)
    assert y < 20 or y > 80


@pytest.mark.parametrize(("room", "size"), [(100, 10.0), (15, 6.0), (10, 0.0)])
def test_numbers_shrink_to_fit_and_vanish_where_they_would_be_specks(room, size):
    assert text_size_of(375, Shape("x", "", (0, 0, 0, 0), (0, 0), room), Window(0, 0, 300, 300)) == size


def test_points_on_a_line_say_nothing():
    ring = snapped([[2.0, 48.0], [2.0, 48.1], [2.0, 48.2], [2.2, 48.2]], "mainland", 100)
    assert len(ring) == 3


@pytest.mark.parametrize(
    ("code", "near"), [("29", {"22", "56"}), ("75", {"92", "93", "94"}), ("974", set()), ("x", set())]
)
def test_neighbours_share_a_border(code, near):
    assert set(neighbours_of_department(code)) == near


def test_neighbours_of_a_region():
    assert neighbours_of_region("53") == ("28", "52")


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], []),
        ([0, 0], []),
        ([7], [7]),
        ([3, 3, 3], [3]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 45, 249, 283, 304, 391, 574, 628, 670, 2262], [45, 290, 400, 630, 2262]),
    ],
)
def test_limits_are_few_and_readable(values, limits):
    assert classes.limits_of(values, whole=True) == limits


def test_levels_and_legend_agree():
    limits = classes.limits_of([1, 45, 249, 283, 304, 391, 574, 628, 670, 2262], whole=True)
    for step in classes.steps_of(limits, whole=True):
        assert classes.level_of(step.low, limits) == step.level
        assert classes.level_of(step.high, limits) == step.level
    assert classes.level_of(0, limits) == 0


def test_the_only_class_is_the_strongest():
    assert classes.level_of(7, [7]) == 5


def test_densities_have_one_decimal():
    assert classes.limits_of([0.4, 1.26, 12.31], whole=False) == [0.4, 1.3, 12.31]


def fact(code, count=1):
    return Fact(code, code, count, float(count), f"/{code}/")


def test_what_has_no_shape_is_not_drawn():
    drawing = france([fact("11"), fact("975")])
    assert [area.fact.code for area in drawing.areas] == ["11"]


def test_insets_are_named():
    assert [caption.text for caption in france([fact("11"), fact("01")]).captions] == ["01"]


def test_a_window_holds_its_shapes():
    shapes = department_shapes()
    window = window_around([shapes["29"], shapes["35"]])
    left, top, right, bottom = shapes["29"].box
    assert window.x < left
    assert window.y < top
    assert window.x + window.width > right
    assert window.y + window.height > bottom
    assert window_around([]) == FRANCE
    assert departments([fact("988")]).areas == []


def test_discs_grow_with_the_count_up_to_a_limit():
    sizes = [radius_of(count, FRANCE) for count in (1, 2, 10, 1000, 100_000)]
    assert sizes[:4] == sorted(set(sizes[:4]))
    assert sizes[3] == sizes[4]


def test_a_place_without_outline_has_no_point():
    assert point(46.78, -56.17, "975") is None
