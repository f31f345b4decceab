"""A problem from scores and constraints by name."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from parvis.engine.assign.matrix import problem_of
from parvis.engine.assign.types import Contradiction, Ints, Problem

Named = Iterable[tuple[str, str]]


def problem_of_names(
    scores: Mapping[tuple[str, str], float],
    *,
    reviews: int | Mapping[str, int] = 3,
    max_load: int | Mapping[str, int] = 6,
    min_load: int | Mapping[str, int] = 0,
    forbidden: Named = (),
    forced: Named = (),
    keep: Named = (),
    unscored: float | None = 0.0,
) -> Problem:
    """A checked problem from scores by (application, reviewer), in the order in which names come first.

    A pair of known names without a score has the score `unscored`; None says that it may not be assigned. A mapping of
    numbers has one for each application, or each reviewer. Raises Contradiction as `problem_of` does, and for unknown
    names.
    """
    rows = {name: at for at, name in enumerate(dict.fromkeys(application for application, _ in scores))}
    columns = {name: at for at, name in enumerate(dict.fromkeys(reviewer for _, reviewer in scores))}
    table = np.full((len(rows), len(columns)), np.nan if unscored is None else unscored)
    for (application, reviewer), score in scores.items():
        table[rows[application], columns[reviewer]] = score
    return problem_of(
        table,
        reviews=_numbers(reviews, rows, "application"),
        max_load=_numbers(max_load, columns, "reviewer"),
        min_load=_numbers(min_load, columns, "reviewer"),
        forbidden=_pairs(forbidden, rows, columns),
        forced=_pairs(forced, rows, columns),
        keep=_pairs(keep, rows, columns),
        applications=list(rows),
        reviewers=list(columns),
    )


def _numbers(value: int | Mapping[str, int], names: Mapping[str, int], what: str) -> int | Sequence[int]:
    if isinstance(value, int):
        return value
    unknown = [name for name in value if name not in names]
    missing = [name for name in names if name not in value]
    if unknown or missing:
        raise Contradiction(
            f"{what} {(unknown or missing)[0]} has {'a number and no score' if unknown else 'no number'}"
        )
    return [value[name] for name in names]


def _pairs(pairs: Named, rows: Mapping[str, int], columns: Mapping[str, int]) -> Ints:
    found = []
    for application, reviewer in pairs:
        if application not in rows:
            raise Contradiction(f"application {application} has no score", [(application, reviewer)])
        if reviewer not in columns:
            raise Contradiction(f"reviewer {reviewer} has no score", [(application, reviewer)])
        found.append((rows[application], columns[reviewer]))
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)
