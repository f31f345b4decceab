"""From the metres of Lambert-93, the map projection of metropolitan France, to degrees.

Inverse of the conformal conic projection with the constants of RGF93 / Lambert-93 (EPSG:2154) on the GRS80 ellipsoid,
as the French mapping institute describes it in its technical note NT/G 71.
"""

import math

ECCENTRICITY = 0.08181919106
CONE = 0.725607765053267
RADIUS = 11754255.426096
EAST, NORTH = 700000.0, 12655612.049876
MERIDIAN = math.radians(3)
BOUNDS = (0.0, 1_300_000.0, 6_000_000.0, 7_200_000.0)
"""West, east, south and north of metropolitan France with its waters, in metres."""

PRECISE = 1e-11


def from_lambert_93(x: float, y: float) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None outside of metropolitan France.

    >>> [round(value, 4) for value in from_lambert_93(652469.02, 6862035.26)]
    [48.8566, 2.3522]
    """
    west, east, south, north = BOUNDS
    if not (west <= x <= east and south <= y <= north):
        return None
    dx, dy = x - EAST, NORTH - y
    longitude = MERIDIAN + math.atan2(dx, dy) / CONE
    isometric = -math.log(math.hypot(dx, dy) / RADIUS) / CONE
    latitude = 2 * math.atan(math.exp(isometric)) - math.pi / 2
    step = 1.0
    while abs(step) > PRECISE:
        sine = ECCENTRICITY * math.sin(latitude)
        bend = ((1 + sine) / (1 - sine)) ** (ECCENTRICITY / 2)
        step = 2 * math.atan(bend * math.exp(isometric)) - math.pi / 2 - latitude
        latitude += step
    return math.degrees(latitude), math.degrees(longitude)
