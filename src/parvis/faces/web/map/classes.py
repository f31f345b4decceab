"""The classes of a choropleth: few, of about equal size, with limits that one can read."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

MOST_CLASSES = 5


@dataclass(frozen=True)
class Step:
    """One class of the legend: level 0 is for nothing, then 1 to 5 from light to strong."""

    level: int
    low: float
    high: float


def rounded_up(value: float) -> float:
    """The next number that reads well: two digits that count, whole from ten on."""
    if value <= 0:
        return 0.0
    size = 1.0
    while value / size >= 100:
        size *= 10
    while value / size < 10 and size > 0.1:
        size /= 10
    steps = -(-round(value / size, 6) // 1)
    return round(steps * size, 1)


def limits_of(values: Iterable[float], *, whole: bool) -> list[float]:
    """The upper limits of the classes: quantiles of what is above zero, rounded up but for the last, each once."""
    known = sorted(value for value in values if value > 0)
    if not known:
        return []
    count = min(MOST_CLASSES, len(set(known)))
    limits: list[float] = []
    for step in range(1, count + 1):
        limit = known[-(-len(known) * step // count) - 1]
        limit = limit if step == count else rounded_up(limit)
        limit = float(-(-limit // 1)) if whole else limit
        if not limits or limit > limits[-1]:
            limits.append(limit)
    return limits


def level_of(value: float, limits: list[float]) -> int:
    """The class of a value: 0 for none, otherwise 1 to 5, the last class always being the strongest."""
    if value <= 0 or not limits:
        return 0
    place = min(bisect_left(limits, value), len(limits) - 1)
    return MOST_CLASSES - (len(limits) - 1 - place)


def steps_of(limits: list[float], *, whole: bool) -> list[Step]:
    """The legend: what each class holds."""
    if not limits:
        return []
    grain = 1.0 if whole else 0.1
    first = MOST_CLASSES - len(limits) + 1
    lows = [grain, *(round(limit + grain, 1) for limit in limits[:-1])]
    return [Step(first + place, low, high) for place, (low, high) in enumerate(zip(lows, limits, strict=True))]
