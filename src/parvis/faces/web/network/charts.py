"""The history of an indicator as a small chart: points as shares of the drawing, from the oldest to the newest."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.domain.insight.selectors.indicators import Reading

MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Chart:
    """Where each value stands, and the lowest and the highest one."""

    points: Sequence[tuple[float, float]]
    low: float
    high: float


def chart_of(readings: Sequence[Reading]) -> Chart | None:
    """The readings (the newest first) that have a value, by their days; None where they make no line."""
    known = [(reading.snapshot.on.toordinal(), reading.value) for reading in reversed(readings)]
    told = [(day, value) for day, value in known if value is not None]
    if len(told) < 2:
        return None
    values = [value for _day, value in told]
    low, high = min(0.0, *values), max(values)
    days, height = told[-1][0] - told[0][0], (high - low) or 1.0
    inner = 1 - 2 * MARGIN
    points = [
        (MARGIN + inner * (day - told[0][0]) / days, 1 - MARGIN - inner * (value - low) / height) for day, value in told
    ]
    return Chart(points, low, high)
