"""What the templates draw: a window on the plane, areas, points."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parvis.faces.web.map.classes import Step, level_of, limits_of, steps_of
from parvis.faces.web.map.projection import CAPTION, HEIGHT, INSET, INSETS, REGION_FRAMES, WIDTH, frame_of, project
from parvis.faces.web.map.shapes import Shape, department_shapes, region_shapes

MARGIN = 0.04
SMALLEST_WINDOW = 60.0
DIGIT_WIDTH = 0.58
"""The width of a digit, in parts of the size of the text."""
FILLING = 0.7
"""How much of the width of a shape its number may take."""
SMALLEST_TEXT = 0.5
"""The smallest size of a number, in parts of the usual one."""


@dataclass(frozen=True)
class Fact:
    """What is known of a territory before it is drawn."""

    code: str
    name: str
    count: int
    value: float
    """What the colour says: the count itself, or the density."""
    url: str


@dataclass(frozen=True)
class Area:
    """A territory on the map, coloured by its class."""

    fact: Fact
    shape: Shape
    level: int
    text_size: float
    """The size of the number on it; 0 where it would not be readable."""


@dataclass(frozen=True)
class Spot:
    """A point on the map, one organisation or several at the same place."""

    x: float
    y: float
    radius: float
    count: int
    name: str
    url: str


@dataclass(frozen=True)
class Caption:
    """A name written on the plane."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Window:
    """The part of the plane that a map shows."""

    x: float
    y: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """The window as SVG wants it."""
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"

    @property
    def text_size(self) -> float:
        """A size of text that reads well when the map fills a column."""
        return round(max(self.width, self.height) / 30, 1)


@dataclass(frozen=True)
class Drawing:
    """A whole map; `ground` and the fainter `background` are paths that are no links."""

    window: Window
    areas: list[Area] = field(default_factory=list)
    ground: list[str] = field(default_factory=list)
    background: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)


FRANCE = Window(0, 0, WIDTH, HEIGHT)


def window_around(shapes: Iterable[Shape]) -> Window:
    """The smallest window with a margin that shows all these shapes."""
    boxes = [shape.box for shape in shapes]
    if not boxes:
        return FRANCE
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    margin = max(right - left, bottom - top, SMALLEST_WINDOW) * MARGIN
    return Window(left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)


def choropleth(facts: Iterable[Fact], shapes: Mapping[str, Shape], window: Window, *, whole: bool = True) -> Drawing:
    """The facts that have a shape, coloured by class, in the order given."""
    drawn = [fact for fact in facts if fact.code in shapes]
    limits = limits_of((fact.value for fact in drawn), whole=whole)
    areas = [
        Area(fact, shape, level_of(fact.value, limits), text_size_of(fact.count, shape, window))
        for fact in drawn
        for shape in [shapes[fact.code]]
    ]
    return Drawing(window=window, areas=areas, steps=steps_of(limits, whole=whole))


def text_size_of(count: int, shape: Shape, window: Window) -> float:
    """The usual size, or what fits into the shape, or nothing where only specks would fit."""
    fitting = FILLING * shape.room / (DIGIT_WIDTH * len(f"{count:,}"))
    size = min(window.text_size, fitting)
    return round(size, 1) if size >= window.text_size * SMALLEST_TEXT else 0.0


def france(facts: Iterable[Fact], *, whole: bool = True) -> Drawing:
    """All regions, the insets with their names."""
    drawing = choropleth(facts, region_shapes(), FRANCE, whole=whole)
    below = HEIGHT - CAPTION // 2
    for area in drawing.areas:
        inset = INSETS.get(REGION_FRAMES.get(area.fact.code, ""))
        if inset:
            drawing.captions.append(Caption(round(inset.left + INSET / 2), below, area.fact.name))
    return drawing


def departments(facts: Iterable[Fact], *, whole: bool = True) -> Drawing:
    """The departments of one region."""
    known = list(facts)
    shapes = department_shapes()
    window = window_around(shapes[fact.code] for fact in known if fact.code in shapes)
    return choropleth(known, shapes, window, whole=whole)


def radius_of(count: int, window: Window) -> float:
    """A radius whose disc grows with the count, and stays easy to point at."""
    unit = max(window.width, window.height) / 100
    return round(unit * min(1.1 + 0.3 * math.sqrt(count - 1), 5.0), 1)


def point(latitude: float, longitude: float, department: str) -> tuple[float, float] | None:
    """Plane coordinates of a position in a department, or None where no map of ours shows it."""
    frame = frame_of(department)
    if frame is None:
        return None
    x, y = project(latitude, longitude, frame)
    return round(x, 1), round(y, 1)


def department_ground(code: str, around: Iterable[str] = ()) -> Drawing | None:
    """The outline of one department to put points on, with its neighbours faintly; None when it has no shape."""
    shapes = department_shapes()
    if code not in shapes:
        return None
    paths = [shapes[other].path for other in around if other in shapes and other != code]
    return Drawing(window=window_around([shapes[code]]), ground=[shapes[code].path], background=paths)
