"""What was compared, for people to read."""

from collections.abc import Callable

import numpy as np

from parvis.engine.linkage.columns import Columns, fold_identifier
from parvis.engine.linkage.compare.identifiers import FORBIDDING, STRONG, compared
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import LIMIT
from parvis.engine.linkage.normalise.families import family_names
from parvis.engine.linkage.normalise.labels import written
from parvis.engine.linkage.rows import WHOLE
from parvis.engine.linkage.scoring import Scored
from parvis.engine.linkage.types import Reason

IDENTIFIERS = "identifiers"
SHORT = 120
"""A longer text is cut in a reason."""

Shown = Callable[[Pairs, int], tuple[str, str]]


def reasons_of(pairs: Pairs, scored: Scored, at: int) -> tuple[Reason, ...]:
    """The reasons of one pair, those that weigh most first; identifiers that decide come before all.

    Only what can be said of the pair is a reason: that a city is unknown may raise the odds or lower them, but says
    nothing about the two records.
    """
    found = [
        Reason(name, round(float(weights[at]), 3), *SHOWN.get(name, _names)(pairs, at))
        for name, weights in scored.reasons.items()
        if is_said(name, float(weights[at]), float(scored.values[name][at]))
    ]
    found.sort(key=lambda reason: (-abs(reason.weight), reason.feature))
    if scored.decided[at] or scored.forbidden[at]:
        weight = float(LIMIT if scored.decided[at] else -LIMIT)
        found.insert(0, Reason(IDENTIFIERS, weight, *_identifiers(pairs, at, agree=bool(scored.decided[at]))))
    return tuple(found)


def is_said(feature: str, weight: float, value: float) -> bool:
    """Whether what the feature found bears out the sentence that goes with the sign of its weight."""
    agreeing, against = SPEAKS.get(feature, (ALWAYS, ALWAYS))
    low, high = agreeing if weight > 0 else against
    return low <= value <= high


def _names(pairs: Pairs, at: int) -> tuple[str, str]:
    """The two names that are nearest, as they were written."""
    return _text(pairs.left, int(pairs.a[at])), _text(pairs.right, int(pairs.b[at]))


def _text(side: Columns, row: int) -> str:
    text = side.names.written[row]
    return text if len(text) <= SHORT or side.names.kind[row] != WHOLE else f"{text[:SHORT].rstrip()}…"


def _cities(pairs: Pairs, at: int) -> tuple[str, str]:
    return _city(pairs.left, int(pairs.i[at])), _city(pairs.right, int(pairs.j[at]))


def _city(side: Columns, row: int) -> str:
    return side.records[row].city or side.places[row].city.title()


def _departments(pairs: Pairs, at: int) -> tuple[str, str]:
    return pairs.left.places[pairs.i[at]].department, pairs.right.places[pairs.j[at]].department


def _labels(pairs: Pairs, at: int) -> tuple[str, str]:
    sides = (pairs.left.labels[int(pairs.i[at])], pairs.right.labels[int(pairs.j[at])])
    left, right = (", ".join(written(label) for label in labels.tolist()) for labels in sides)
    return left, right


def _families(pairs: Pairs, at: int) -> tuple[str, str]:
    masks = pairs.left.names.families[pairs.a[at]], pairs.right.names.families[pairs.b[at]]
    left, right = (", ".join(family_names(int(mask))) for mask in masks)
    return left, right


def _parents(pairs: Pairs, at: int) -> tuple[str, str]:
    text = f" {pairs.texts[at]} "
    parents = pairs.statistics.parents[pairs.j[at]]
    named = [parent for parent in parents if f" {parent} " in text]
    return ", ".join(named), ", ".join(parents[:3])


def _identifiers(pairs: Pairs, at: int, *, agree: bool) -> tuple[str, str]:
    """The first identifiers that agree, or that contradict one another."""
    one = pairs.take(np.array([at]))
    shared = compared(one, STRONG if agree else FORBIDDING)
    scheme = next(name for name, share in shared.items() if (share[0] > 0 if agree else share[0] == 0))
    sides = (pairs.left.records[pairs.i[at]].identifiers, pairs.right.records[pairs.j[at]].identifiers)
    left, right = ({fold_identifier(s, value): value for s, value in side if s == scheme} for side in sides)
    kept = left.keys() & right.keys() if agree else left.keys() | right.keys()
    texts = [", ".join(value for folded, value in side.items() if folded in kept) for side in (left, right)]
    return f"{scheme.upper()} {texts[0]}", f"{scheme.upper()} {texts[1]}"


ALWAYS = (-np.inf, np.inf)
SPEAKS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "same_words": ((0.6, np.inf), (-np.inf, 0.5)),
    "name_found": ((0.99, np.inf), (-np.inf, 0.95)),
    "text_explained": ((0.99, np.inf), (-np.inf, 0.9)),
    "explained_beside": ((0.99, np.inf), (-np.inf, 0.9)),
    "whole_explained": ((0.99, np.inf), (-np.inf, 0.9)),
    "own_name_explained": ((0.99, np.inf), (-np.inf, 0.9)),
    "spelling": ((0.8, np.inf), (-np.inf, 0.7)),
    "part_spelling": ((0.9, np.inf), (-np.inf, 0.7)),
    "in_one_piece": ((0.999, np.inf), (-np.inf, 0.99)),
    "homonyms": ((-np.inf, 1), (2, np.inf)),
    "largest_of_name": ((1, 1), (0, 0)),
    "by_acronym": ((0, 0), (1, 1)),
    "numbers": ((1, 1), (0, 0)),
    "same_label": ((0.01, 1), (0, 0)),
    "same_family": ((1, 1), (0, 0)),
    "special_service": ((0, 0), (1, 1)),
    "part_named": ((0, 0), (1, 1)),
    "parents_named": ((1, 1), (0, 0)),
    "children": ((2, np.inf), (0, 0)),
    "same_city": ((1, 1), (0, 0)),
    "same_department": ((1, 1), (0, 0)),
    "distance": ((0, 30), (50, np.inf)),
    "city_in_name": ((1, 1), (0, 0)),
    "lead": ((0, np.inf), (-np.inf, 0)),
    "gap": ((0, np.inf), (-np.inf, 0)),
    "as_good": ((0, 1), (2, np.inf)),
    "address_given": ((1, 2), (0, 0)),
    "others_named": ((0, 0), (1, np.inf)),
    "first_of_register": ((0, np.inf), (-np.inf, 0)),
}
"""For each feature the values, from and to, of which the sentence for and the sentence against are true."""

SHOWN: dict[str, Shown] = {
    "same_city": _cities,
    "distance": _cities,
    "city_in_name": _cities,
    "same_department": _departments,
    "same_label": _labels,
    "same_family": _families,
    "special_service": _families,
    "parents_named": _parents,
}
"""How to show what a feature compares; the two names where nothing is said."""
