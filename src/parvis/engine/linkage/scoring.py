"""Pairs weighed: features, what the other candidates reach, identifiers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parvis.engine.linkage.columns import hospitals
from parvis.engine.linkage.compare import identifiers
from parvis.engine.linkage.compare.context import (
    FAR,
    address_given,
    as_good,
    first_of_register,
    gap,
    lead,
    others_named,
)
from parvis.engine.linkage.compare.features import compute
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import CERTAIN, KINDS, Weights, logistic
from parvis.engine.linkage.types import Flags, Floats, Ints

ODDS, LEAD, GAP, FIRST = "odds", "lead", "gap", "first_of_register"
"""What is weighed beside other candidates: the sum of a pair's features, and its distance from its rivals."""
AS_GOOD = "as_good"
ADDRESS, OTHERS = "address_given", "others_named"
"""... and, of a bare text, how it is written: whether all that it names is meant, or one of them."""

FINE = np.float32(1e-3)
"""How much of the sum is kept beside its steps, so that of two candidates on one step the better one is first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """For each pair its probability, what each feature found and the log-odds that it adds, and whether identifiers
    decide it."""

    score: Floats
    values: Mapping[str, Floats]
    reasons: Mapping[str, Floats]
    decided: Flags
    forbidden: Flags


def score(pairs: Pairs, weights: Weights, *, rivals: bool = True, register: bool = True) -> Scored:
    """Weigh pairs.

    `rivals` says whether they are all candidates of their records, to be weighed beside each other; `register` whether
    the records are a list in which a hospital may stand beside its services, or one name in several spellings.
    """
    odds = np.zeros(len(pairs), dtype=np.float32)
    values: dict[str, Floats] = {}
    reasons: dict[str, Floats] = {}
    models = list(weights.parts(kinds_of(pairs)))
    for model, rows in models:
        part = pairs.take(rows)
        compared = compute(part, model.alone.features)
        found = model.alone.contributions(compared)
        odds[rows] = model.alone.odds(found)
        _put(values, rows, compared, len(pairs))
        _put(reasons, rows, found, len(pairs))
    if rivals:
        beside = rivalry(pairs, odds, register=register)
        values |= beside
        for model, rows in models:
            if model.beside:
                found = model.beside.contributions({name: beside[name][rows] for name in model.beside.features})
                odds[rows] = model.beside.odds(found) + FINE * odds[rows]
                found.pop(ODDS)
                _put(reasons, rows, found, len(pairs))
    probability = logistic(odds)
    decided, forbidden = identifiers.agree(pairs), identifiers.contradict(pairs)
    probability = np.where(decided, np.maximum(probability, np.float32(CERTAIN)), probability)
    return Scored(np.where(forbidden, np.float32(0), probability), values, reasons, decided, forbidden)


def kinds_of(pairs: Pairs) -> Ints:
    """For each pair its place in model.KINDS: whether the left record says where it is, and the right is a hospital."""
    said = np.fromiter((bool(r.city or r.postcode) for r in pairs.left.records), np.bool_, len(pairs.left))
    return np.where(said[pairs.i], 1 + hospitals(pairs.right)[pairs.j], 0).astype(np.int64)


def rivalry(pairs: Pairs, odds: Floats, *, register: bool = True) -> dict[str, Floats]:
    """What is weighed beside other candidates, and for hospitals beside the other records of a register."""
    kinds = kinds_of(pairs)
    hospital, bare = (kinds == KINDS.index(name) for name in ("hospital", "bare"))
    nothing = np.float32(np.nan)
    alone = np.where(hospital, FAR, nothing)
    return {
        ODDS: odds,
        LEAD: lead(pairs, odds),
        GAP: gap(pairs, odds),
        FIRST: first_of_register(pairs, odds, hospital) if register else alone,
        AS_GOOD: as_good(pairs, odds, hospital) if register else np.where(hospital, np.float32(0), nothing),
        ADDRESS: np.where(bare, address_given(pairs), nothing),
        OTHERS: np.where(bare, others_named(pairs, odds), nothing),
    }


def _put(into: dict[str, Floats], rows: Ints, found: Mapping[str, Floats], width: int) -> None:
    """Each value in its place; 0 for the pairs of a model that does not know the feature."""
    for name, value in found.items():
        into.setdefault(name, np.zeros(width, dtype=np.float32))[rows] = value
