"""From latitude and longitude to the plane of our maps.

One plane holds everything: the mainland and Corsica in the official conic projection of France, and under them a row
of insets, one for each overseas region, each at its own scale. One unit is 250 metres on the mainland. A map of a
region or of a department is a window on this plane, so points and shapes always fit together.
"""

import math
from dataclasses import dataclass

UNIT = 250.0
EARTH = 6_371_000.0
MAINLAND = "mainland"
WIDTH, MAINLAND_HEIGHT = 4640, 4290
INSET, GAP, CAPTION = 800, 150, 220
HEIGHT = MAINLAND_HEIGHT + GAP + INSET + CAPTION

_FIRST, _SECOND, _ORIGIN, _MERIDIAN = (math.radians(value) for value in (44.0, 49.0, 46.5, 3.0))


def _stretch(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


_CONE = math.log(math.cos(_FIRST) / math.cos(_SECOND)) / math.log(_stretch(_SECOND) / _stretch(_FIRST))
_FACTOR = EARTH * math.cos(_FIRST) * _stretch(_FIRST) ** _CONE / _CONE
_ORIGIN_RADIUS = _FACTOR / _stretch(_ORIGIN) ** _CONE
_LEFT, _TOP = 606_500.0, 513_000.0
"""How far the left and upper edges of the plane are from the origin of the projection, in metres."""


@dataclass(frozen=True)
class Inset:
    """Where an overseas region is drawn: its box in degrees, and its place in the row."""

    west: float
    south: float
    east: float
    north: float
    place: int

    @property
    def left(self) -> float:
        """The left edge of the box on the plane."""
        return self.place * (WIDTH - INSET) / (len(INSETS) - 1)

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Plane coordinates; a plate carrée true at the middle latitude is exact enough at this size."""
        narrowing = math.cos(math.radians((self.south + self.north) / 2))
        width, height = (self.east - self.west) * narrowing, self.north - self.south
        scale = INSET / max(width, height)
        left = self.left + (INSET - width * scale) / 2
        top = MAINLAND_HEIGHT + GAP + (INSET - height * scale) / 2
        return left + (longitude - self.west) * narrowing * scale, top + (self.north - latitude) * scale


INSETS: dict[str, Inset] = {
    "971": Inset(-61.83, 15.81, -60.98, 16.53, 0),
    "972": Inset(-61.25, 14.37, -60.79, 14.90, 1),
    "973": Inset(-54.65, 2.08, -51.58, 5.80, 2),
    "974": Inset(55.20, -21.41, 55.85, -20.85, 3),
    "976": Inset(45.00, -13.02, 45.32, -12.62, 4),
}
"""The overseas departments that have a shape, by code."""

REGION_FRAMES = {"01": "971", "02": "972", "03": "973", "04": "974", "06": "976"}
"""The frame of each overseas region, by the region's code."""


def frame_of(department: str) -> str | None:
    """The frame in which a department is drawn; None when our maps have no shape for it."""
    if department in INSETS:
        return department
    return MAINLAND if department and department[:2] not in {"97", "98"} else None


def project(latitude: float, longitude: float, frame: str) -> tuple[float, float]:
    """Plane coordinates of a point in a frame, x to the right and y downwards."""
    if frame != MAINLAND:
        return INSETS[frame].project(latitude, longitude)
    radius = _FACTOR / _stretch(math.radians(latitude)) ** _CONE
    angle = _CONE * (math.radians(longitude) - _MERIDIAN)
    x = radius * math.sin(angle)
    y = _ORIGIN_RADIUS - radius * math.cos(angle)
    return (x + _LEFT) / UNIT, (_TOP - y) / UNIT
