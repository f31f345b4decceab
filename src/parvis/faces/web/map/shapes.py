"""The outlines of regions and departments as SVG paths on the plane of our maps.

They are drawn from the borders of `reference` once in the life of a process (some thirty milliseconds), so that no
request projects a border.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parvis.domain.reference.selectors.territories import borders
from parvis.faces.web.map.projection import MAINLAND, REGION_FRAMES, frame_of, project

GRIDS = {"regions": 4, "departments": 1}
"""How coarse the grid is on which points are put: a map of all France needs less than one of a department."""
SMALLEST_ISLAND = 40
SCANS = 16

Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True)
class Shape:
    """One territory on the plane."""

    code: str
    path: str
    box: tuple[int, int, int, int]
    label: Point
    """Where a number fits best."""
    room: int
    """How wide the shape is there."""


def region_shapes() -> dict[str, Shape]:
    """Every region that has a shape, by its code."""
    return _shapes("regions")


def department_shapes() -> dict[str, Shape]:
    """Every department that has a shape, by its code."""
    return _shapes("departments")


@cache
def _shapes(level: str) -> dict[str, Shape]:
    found = {}
    for feature in json.loads(borders(level))["features"]:
        code, shape = feature["properties"]["code"], feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        frame = REGION_FRAMES.get(code, MAINLAND) if level == "regions" else frame_of(code) or MAINLAND
        rings = [snapped(ring, frame, GRIDS[level]) for polygon in polygons for ring in polygon]
        found[code] = shape_of(code, rings)
    return found


def snapped(ring: list[list[float]], frame: str, grid: int) -> Ring:
    """The ring on the plane, on a grid that neighbours share, without points that say nothing."""
    points: Ring = []
    for longitude, latitude in ring:
        x, y = project(latitude, longitude, frame)
        point = (round(x / grid) * grid, round(y / grid) * grid)
        if points and point == points[-1]:
            continue
        if len(points) > 1 and _on_a_line(points[-2], points[-1], point):
            points.pop()
        points.append(point)
    return points


def _on_a_line(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def area_of(ring: Ring) -> float:
    """The area that a ring encloses."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def path_of(rings: list[Ring]) -> str:
    """The rings as an SVG path with relative steps, which are short."""
    parts = []
    for ring in rings:
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring)]
        parts.append(f"M{ring[0][0]} {ring[0][1]}l" + " ".join(steps).replace(" -", "-") + "z")
    return "".join(parts)


def shape_of(code: str, rings: list[Ring]) -> Shape:
    """The shape of a territory, without islands too small to be seen."""
    measured = sorted(((area_of(ring), ring) for ring in rings if len(ring) > 3), key=lambda item: -item[0])
    kept = [ring for area, ring in measured if area >= SMALLEST_ISLAND] or [measured[0][1]]
    xs, ys = zip(*[point for ring in kept for point in ring], strict=True)
    label, room = roomiest(kept[0])
    return Shape(code, path_of(kept), (min(xs), min(ys), max(xs), max(ys)), label, room)


def roomiest(ring: Ring) -> tuple[Point, int]:
    """The middle of the widest crossing of a ring from left to right, rather near its middle height, and its width.

    A centre of gravity may lie outside a crescent, and on its edge even where it does not.
    """
    top, bottom = min(y for _x, y in ring), max(y for _x, y in ring)
    best, found = 0.0, (ring[0], 0)
    for step in range(1, SCANS):
        y = top + (bottom - top) * step / SCANS + 0.5
        for left, right in _crossings(ring, y):
            worth = (right - left) * (1 - abs(2 * step / SCANS - 1) / 2)
            if worth > best:
                best, found = worth, ((round((left + right) / 2), round(y)), round(right - left))
    return found


def _crossings(ring: Ring, y: float) -> Iterator[tuple[float, float]]:
    """Where a horizontal line is inside the ring."""
    edges = zip(ring, ring[1:] + ring[:1], strict=True)
    xs = sorted(ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y))
    return zip(xs[::2], xs[1::2], strict=True)


@cache
def _neighbours(level: str) -> dict[str, tuple[str, ...]]:
    owners: dict[Point, set[str]] = {}
    for feature in json.loads(borders(level))["features"]:
        code, shape = feature["properties"]["code"], feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            for longitude, latitude in polygon[0]:
                owners.setdefault((round(longitude * 1000), round(latitude * 1000)), set()).add(code)
    found: dict[str, set[str]] = {}
    for codes in owners.values():
        for code in codes:
            found.setdefault(code, set()).update(codes - {code})
    return {code: tuple(sorted(others)) for code, others in found.items()}


def neighbours_of_region(code: str) -> tuple[str, ...]:
    """Codes of the regions that share a border with this one."""
    return _neighbours("regions").get(code, ())


def neighbours_of_department(code: str) -> tuple[str, ...]:
    """Codes of the departments that share a border with this one."""
    return _neighbours("departments").get(code, ())


def draw_outlines() -> None:
    """Work out everything above, so that no visitor waits for it."""
    for level in GRIDS:
        _shapes(level)
        _neighbours(level)
