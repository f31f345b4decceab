"""The outlines of regions and departments as SVG paths on the plane of our maps.

They are drawn from the borders of `reference` once in the life of a process (some thirty milliseconds), so that no
request projects a border.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parvis.domain.reference.selectors.territories import borders
from parvis.faces.web.map.projection import MAINLAND, REGION_FRAMES, frame_of, project

GRIDS = {"regions": 4, "departments": 1}
"""How coarse the grid is on which points are put: a map of all France needs less than one of a department."""
SMALLEST_ISLAND = 40

Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True)
class Shape:
    """One territory on the plane."""

    code: str
    path: str
    box: tuple[int, int, int, int]
    label: Point


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


def area_and_centre(ring: Ring) -> tuple[float, Point]:
    """The area that a ring encloses and its centre of gravity."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area) / 2, (round(x / (3 * area)), round(y / (3 * area)))) if area else (0.0, ring[0])


def path_of(rings: list[Ring]) -> str:
    """The rings as an SVG path with relative steps, which are short."""
    parts = []
    for ring in rings:
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring)]
        parts.append(f"M{ring[0][0]} {ring[0][1]}l" + " ".join(steps).replace(" -", "-") + "z")
    return "".join(parts)


def shape_of(code: str, rings: list[Ring]) -> Shape:
    """The shape of a territory, without islands too small to be seen."""
    measured = sorted(((*area_and_centre(ring), ring) for ring in rings if len(ring) > 3), key=lambda item: -item[0])
    kept = [ring for area, _centre, ring in measured if area >= SMALLEST_ISLAND] or [measured[0][2]]
    xs, ys = zip(*[point for ring in kept for point in ring], strict=True)
    return Shape(code, path_of(kept), (min(xs), min(ys), max(xs), max(ys)), measured[0][1])


@cache
def _neighbours(level: str) -> dict[str, frozenset[str]]:
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
    return {code: frozenset(others) for code, others in found.items()}


def neighbours_of_region(code: str) -> frozenset[str]:
    """Codes of the regions that share a border with this one."""
    return _neighbours("regions").get(code, frozenset())


def neighbours_of_department(code: str) -> frozenset[str]:
    """Codes of the departments that share a border with this one."""
    return _neighbours("departments").get(code, frozenset())
