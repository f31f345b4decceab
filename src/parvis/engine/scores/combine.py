"""Marks for several criteria as one mark."""

from collections.abc import Mapping, Sequence


def combined(marks: Mapping[int, float], criteria: Sequence[tuple[int, float, float]]) -> float | None:
    """From 0 to 100: the mean of what was reached of each criterion's best mark, by the weights of the criteria.

    `criteria` are key, weight and best mark. Criteria without a mark leave their weight to the others; None where no
    criterion that weighs has a mark.
    """
    counted = [(marks[key] / best, weight) for key, weight, best in criteria if key in marks and best > 0]
    total = sum(weight for _mark, weight in counted)
    return 100 * sum(mark * weight for mark, weight in counted) / total if total > 0 else None
