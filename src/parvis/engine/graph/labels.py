"""Names beside points, as far as there is room for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parvis.engine.graph.types import Floats


class Side(StrEnum):
    """On which side of its point a name stands."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class _Box:
    """A box whose place across depends on the width of the screen: from `share` of it, plus `begin`, to plus `end`."""

    share: float
    begin: float
    end: float
    top: float
    bottom: float

    def touches(self, other: "_Box", widths: tuple[float, float]) -> bool:
        """Whether the two meet at some width between the smallest and the largest.

        What stands left of the other at both ends stands so in between, for everything moves in a straight line.
        """
        if self.bottom <= other.top or other.bottom <= self.top:
            return False
        apart = [self.share * width - other.share * width for width in widths]
        is_left = all(shift + self.end <= other.begin for shift in apart)
        is_right = all(other.end <= shift + self.begin for shift in apart)
        return not (is_left or is_right)

    def fits(self, widths: tuple[float, float], height: float) -> bool:
        """Whether it stays inside the screen."""
        is_high = self.top >= 0 and self.bottom <= height
        return is_high and all(self.share * w + self.begin >= 0 and self.share * w + self.end <= w for w in widths)


def place_labels(
    points: Floats,
    lengths: Sequence[float],
    *,
    widths: tuple[float, float],
    height: float,
    radius: float,
    line: float,
) -> list[Side | None]:
    """For each point the side on which its name stands, None where every side is taken.

    `points` are shares of the screen, the most important first: they choose first. `lengths` of the names, `radius` of
    the points and height of a `line` are in pixels and the same on every screen between the two `widths`. No name
    touches another name, a point or the edge at any of these widths.
    """
    marks = [_Box(x, -radius, radius, y * height - radius, y * height + radius) for x, y in points]
    taken = list(marks)
    sides: list[Side | None] = []
    for mark, (x, y), length in zip(marks, points, lengths, strict=True):
        middle = y * height
        offered = {
            Side.RIGHT: _Box(x, radius, radius + length, middle - line / 2, middle + line / 2),
            Side.LEFT: _Box(x, -radius - length, -radius, middle - line / 2, middle + line / 2),
            Side.BELOW: _Box(x, -length / 2, length / 2, middle + radius, middle + radius + line),
            Side.ABOVE: _Box(x, -length / 2, length / 2, middle - radius - line, middle - radius),
        }
        free = (
            side
            for side, box in offered.items()
            if box.fits(widths, height) and not any(box.touches(other, widths) for other in taken if other is not mark)
        )
        chosen = next(free, None)
        sides.append(chosen)
        if chosen:
            taken.append(offered[chosen])
    return sides
