"""The small map beside one organisation."""

from parvis.faces.web.map.drawing import Drawing, Spot, department_ground, point
from parvis.faces.web.map.shapes import neighbours_of_department

RADIUS = 0.03
"""The radius of the one point, in parts of the window."""


def small_map(latitude: float | None, longitude: float | None, department: str | None) -> Drawing | None:
    """The department with one point, or None where the position or the outline is not known; costs no query."""
    if latitude is None or longitude is None or department is None:
        return None
    drawing = department_ground(department, neighbours_of_department(department))
    position = point(latitude, longitude, department)
    if drawing is None or position is None:
        return None
    radius = round(max(drawing.window.width, drawing.window.height) * RADIUS, 1)
    drawing.spots.append(Spot(*position, radius, 1, "", ""))
    return drawing
