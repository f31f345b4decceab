"""From degrees to the plane of our maps."""

import pytest

from parvis.faces.web.map.projection import HEIGHT, INSETS, MAINLAND, MAINLAND_HEIGHT, WIDTH, frame_of, project

PARIS, LYON, BREST, NICE = (48.8566, 2.3522), (45.764, 4.8357), (48.3904, -4.4861), (43.7102, 7.262)


def test_north_is_up_and_east_is_right():
    (paris_x, paris_y), (lyon_x, lyon_y) = project(*PARIS, MAINLAND), project(*LYON, MAINLAND)
    assert paris_y < lyon_y
    assert paris_x < lyon_x
    assert project(*BREST, MAINLAND)[0] < paris_x < project(*NICE, MAINLAND)[0]


def test_a_unit_is_250_metres():
    (ax, ay), (bx, by) = project(*PARIS, MAINLAND), project(*LYON, MAINLAND)
    assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 * 0.25 == pytest.approx(391.5, rel=0.01)


@pytest.mark.parametrize(
    ("department", "latitude", "longitude"),
    [
        ("971", 16.24, -61.53),
        ("972", 14.6, -61.07),
        ("973", 4.92, -52.31),
        ("974", -20.88, 55.45),
        ("976", -12.78, 45.23),
    ],
)
def test_overseas_points_are_in_their_inset(department, latitude, longitude):
    x, y = project(latitude, longitude, department)
    assert INSETS[department].left <= x <= INSETS[department].left + 800
    assert MAINLAND_HEIGHT < y < HEIGHT


def test_mainland_points_are_on_the_plane():
    for place in (PARIS, LYON, BREST, NICE, (41.93, 8.74)):
        x, y = project(*place, MAINLAND)
        assert 0 < x < WIDTH
        assert 0 < y < MAINLAND_HEIGHT


@pytest.mark.parametrize(
    ("department", "frame"),
    [("75", MAINLAND), ("2A", MAINLAND), ("974", "974"), ("975", None), ("988", None), ("", None)],
)
def test_frame_of_department(department, frame):
    assert frame_of(department) == frame
