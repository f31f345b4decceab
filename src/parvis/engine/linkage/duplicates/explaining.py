"""Why two records are one organisation or not."""

import numpy as np

from parvis.engine.linkage.duplicates.context import Pairs, beside
from parvis.engine.linkage.duplicates.couples import best_names, couples_of
from parvis.engine.linkage.duplicates.features import compute
from parvis.engine.linkage.duplicates.identifiers import contradict
from parvis.engine.linkage.duplicates.models import Models
from parvis.engine.linkage.duplicates.scoring import log_odds
from parvis.engine.linkage.duplicates.signs import Signs
from parvis.engine.linkage.duplicates.trees import probabilities
from parvis.engine.linkage.types import Comparison, Reason, Record

FIELDS = {"same_city": "city", "same_department": "postcode", "same_postcode": "postcode", "same_website": "website"}
"""The field that a feature compares, where it is not the name."""


def explained(signs: Signs, alone: Pairs, pairs: Pairs, models: Models, left: int, right: int) -> Comparison:
    """What each feature adds to the log-odds of two records (their numbers), the strongest first.

    A pair that is not among the likely ones is explained by itself alone.
    """
    i, j = sorted((left, right))
    couple = best_names(couples_of(signs, np.array([i]), np.array([j])))
    parts = models.second.contributions(compute(couple, models.second.features))
    score = float(probabilities(log_odds(couple, models.second))[0])
    at = np.flatnonzero((pairs.i == i) & (pairs.j == j))
    if len(at):
        score = float(probabilities(pairs.odds[at])[0])
        others = models.beside.contributions({name: values[at] for name, values in beside(alone).items()})
        parts |= {name: part for name, part in others.items() if name != "by_itself"}
    one, other = signs.records[i], signs.records[j]
    found = [Reason(name, float(part[0]), *_shown(name, one, other)) for name, part in parts.items()]
    reasons = tuple(sorted((reason for reason in found if reason.weight), key=lambda reason: -abs(reason.weight)))
    forbidden = bool(contradict(signs.identifiers, couple.i, couple.j)[0])
    return Comparison(0.0 if forbidden else score, reasons, forbidden=forbidden)


def _shown(feature: str, left: Record, right: Record) -> tuple[str, str]:
    """The two values that a feature compares."""
    name = FIELDS.get(feature, "name")
    return getattr(left, name), getattr(right, name)
