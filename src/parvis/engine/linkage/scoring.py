"""Pairs weighed: features, what the other candidates reach, identifiers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parvis.engine.linkage.compare import identifiers
from parvis.engine.linkage.compare.context import gap, lead
from parvis.engine.linkage.compare.features import compute
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import CERTAIN, Weights, logistic
from parvis.engine.linkage.types import Flags, Floats

ODDS, LEAD, GAP = "odds", "lead", "gap"
"""What is weighed beside other candidates: the sum of a pair's features, and its distance from its rivals."""

FINE = np.float32(1e-3)
"""How much of the sum is kept beside its steps, so that of two candidates on one step the better one is first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """For each pair its probability, the log-odds that each feature adds, and whether identifiers decide it."""

    score: Floats
    reasons: Mapping[str, Floats]
    decided: Flags
    forbidden: Flags


def score(pairs: Pairs, weights: Weights, *, rivals: bool = True) -> Scored:
    """Weigh pairs; `rivals` says whether they are all candidates of their records, to be weighed beside each other."""
    reasons = weights.alone.contributions(compute(pairs, weights.alone.features))
    odds = weights.alone.odds(reasons)
    if rivals and weights.beside:
        beside = weights.beside.contributions(rivalry(pairs, odds))
        odds = weights.beside.odds(beside) + FINE * odds
        reasons |= {name: beside[name] for name in (LEAD, GAP)}
    probability = logistic(odds)
    decided, forbidden = identifiers.agree(pairs), identifiers.contradict(pairs)
    probability = np.where(decided, np.maximum(probability, np.float32(CERTAIN)), probability)
    return Scored(np.where(forbidden, np.float32(0), probability), reasons, decided, forbidden)


def rivalry(pairs: Pairs, odds: Floats) -> dict[str, Floats]:
    """What is weighed beside other candidates."""
    return {ODDS: odds, LEAD: lead(pairs, odds), GAP: gap(pairs, odds)}
