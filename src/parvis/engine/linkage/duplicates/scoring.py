"""Pairs of records to log-odds: cheap features of all pairs, costly ones of few, then each beside the others."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from parvis.engine.linkage.duplicates.blocking import Candidates
from parvis.engine.linkage.duplicates.context import Pairs, beside
from parvis.engine.linkage.duplicates.couples import Couples, best_names, couples_of
from parvis.engine.linkage.duplicates.features import compute
from parvis.engine.linkage.duplicates.identifiers import agree, contradict
from parvis.engine.linkage.duplicates.models import Models
from parvis.engine.linkage.duplicates.processors import processors
from parvis.engine.linkage.duplicates.signs import Signs
from parvis.engine.linkage.duplicates.trees import Model
from parvis.engine.linkage.model import CERTAIN
from parvis.engine.linkage.types import Floats, Ints

CHUNK = 1 << 15
"""Pairs that are compared at a time: what is known of them stays near the processor."""
SURE = np.float32(np.log(CERTAIN / (1 - CERTAIN)))
"""Log-odds of a pair that a number decides."""
UNLIKELY = -4.0
"""Log-odds below which a pair is not looked at any longer."""


def scored(signs: Signs, pairs: Candidates, models: Models) -> Pairs:
    """The pairs that are not unlikely and do not contradict."""
    chunks = [slice(start, start + CHUNK) for start in range(0, len(pairs), CHUNK)] or [slice(0, 0)]
    with ThreadPoolExecutor(max_workers=processors()) as pool:
        parts = list(pool.map(lambda one: _scored(signs, pairs.i[one], pairs.j[one], models), chunks))
    i, j, odds = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Pairs(len(signs), i, j, odds)


def weighed(pairs: Pairs, signs: Signs, model: Model) -> Pairs:
    """The pairs with log-odds that count what the other pairs of their records say."""
    found = model.log_odds(beside(pairs))
    decided = agree(signs.identifiers, pairs.i, pairs.j)
    return replace(pairs, odds=np.where(decided, np.maximum(found, SURE), found))


def log_odds(couples: Couples, model: Model, known: Mapping[str, Floats] | None = None) -> Floats:
    """The log-odds of couples, of which some features may be known; a strong identifier that agrees makes them almost
    certain."""
    values = dict(known or {})
    values |= compute(couples, [name for name in model.features if name not in values])
    found = model.log_odds(values)
    return np.where(agree(couples.signs.identifiers, couples.i, couples.j), np.maximum(found, SURE), found)


def _scored(signs: Signs, i: Ints, j: Ints, models: Models) -> tuple[Ints, Ints, Floats]:
    identifiers = signs.identifiers
    possible = ~contradict(identifiers, i, j)
    couples = best_names(couples_of(signs, i[possible], j[possible]))
    known = compute(couples, models.first.features)
    likely = log_odds(couples, models.first, known) > UNLIKELY
    couples = couples.take(likely)
    odds = log_odds(couples, models.second, {name: values[likely] for name, values in known.items()})
    likely = odds > UNLIKELY
    return couples.i[likely], couples.j[likely], odds[likely]
