"""Whom to suggest for what: candidates of the engine, what the campus knows besides, and the choice among them.

Only the worker imports this: the engine takes seconds to load.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log1p

import numpy as np

from parvis.domain.matchmaking.wording import Fact, Told, told_by_engine
from parvis.engine.recommend import Choice, Query, Recommender
from parvis.engine.recommend.choice import Choosing
from parvis.engine.recommend.recommender import Ranked
from parvis.engine.recommend.types import FIRST, Flags

LAST = 6.0
"""Log-odds that whoever comes last loses: enough to stand behind everyone else, and not to be gone."""
HELPED = 0.3
"""Log-odds for the first side that says that an organisation helped it; further ones add less and less."""
DIVERSITY = 0.15
"""How much likeness to those chosen before counts against a candidate, from 0 to 1."""
MOST_REASONS = 5
"""Reasons that are kept of a suggestion."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something for which somebody is to be suggested; organisations by their numbers in the database.

    `facts` speak for some organisations, which are candidates even when nothing in the past brings them near. `only`
    narrows to those where a suggestion makes sense, which `where` says; the ones with facts stay. The `lowered` come
    last.
    """

    asking: int
    terms: str = ""
    excluded: frozenset[int] = frozenset()
    lowered: frozenset[int] = frozenset()
    facts: Mapping[int, Sequence[Fact]] = field(default_factory=dict)
    only: frozenset[int] | None = None
    where: Fact | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation that is suggested, with the estimated probability of a joint project and the reasons."""

    organisation: int
    score: float
    reasons: list[Told]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all targets of a run: how many each gets, how often anyone is suggested, who helped others."""

    top: int = 10
    most_each: int | None = None
    helped: Mapping[int, int] = field(default_factory=dict)


Worth = dict[int, tuple[float, Ranked, int]]
"""For each candidate, by its place in the history: log-odds, where it was ranked, and its place there."""


def choose(
    engine: Recommender,
    targets: Sequence[Target],
    rules: Rules,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[list[Found]]:
    """For each target whom to suggest, the best first.

    All targets are chosen for together: each gets its first suggestion before any gets a second one, so that a limit on
    how often the same organisation is suggested is not used up by those who come first.
    """
    pools = []
    for number, target in enumerate(targets, 1):
        odds = {other: value for other, (value, _ranked, _place) in _worth(engine, target, rules).items()}
        order = sorted(odds, key=lambda other: (-odds[other], other))
        pools.append((np.array(order, dtype=np.int64), np.array([odds[one] for one in order], dtype=np.float32)))
        progress(number, len(targets))
    choice = Choice(top=rules.top, most_each=rules.most_each, diversity=DIVERSITY)
    chosen = Choosing(engine.history, choice).all(pools)
    found = []
    for target, (others, _odds), places in zip(targets, pools, chosen, strict=True):
        worth = _worth(engine, target, rules) if places else {}
        told = [_told(engine, target, int(others[place]), *worth[int(others[place])]) for place in places]
        found.append(sorted(told, key=lambda one: -one.score))
    return found


def _worth(engine: Recommender, target: Target, rules: Rules) -> Worth:
    """Every candidate of a target; worked out twice rather than kept for all targets, for it takes milliseconds."""
    found: Worth = {}
    for ranked in _ranked(engine, target):
        for place, other in enumerate(ranked.candidates.tolist()):
            if other not in found:
                number = int(engine.history.organisations[other].id)
                value = float(ranked.log_odds[place]) + _besides(target, rules, number)
                found[other] = value, ranked, place
    return found


def _besides(target: Target, rules: Rules, number: int) -> float:
    """What the campus knows that the engine does not, in log-odds."""
    facts = sum(fact.weight for fact in target.facts.get(number, ()))
    helped = HELPED * log1p(rules.helped.get(number, 0)) / log1p(1)
    return facts + helped - (LAST if number in target.lowered else 0)


def _ranked(engine: Recommender, target: Target) -> Iterator[Ranked]:
    """The nearest of those for whom facts speak, and the nearest of all that make sense."""
    query = Query("", str(target.asking), target.terms)
    barred = _flags(engine, target.excluded)
    if target.facts:
        yield engine.ranked(query, barred | ~_flags(engine, target.facts))
    yield engine.ranked(query, barred if target.only is None else barred | ~_flags(engine, target.only))


def _flags(engine: Recommender, organisations: Iterable[int]) -> Flags:
    """True at the places of these organisations."""
    index = engine.history.index
    found = np.zeros(len(engine.history), dtype=np.bool_)
    found[[index[str(one)] for one in organisations if str(one) in index]] = True
    return found


def _told(engine: Recommender, target: Target, other: int, value: float, ranked: Ranked, place: int) -> Found:
    """The suggestion with its reasons: projects of both first, then what weighs most."""
    (suggestion,) = engine.told(ranked, np.array([place], dtype=np.int64))
    number = int(engine.history.organisations[other].id)
    reasons = [*told_by_engine(suggestion.reasons), *(fact.told() for fact in target.facts.get(number, ()))]
    if target.where is not None and target.only is not None and number in target.only:
        reasons.append(target.where.told())
    reasons.sort(key=lambda row: (row["kind"] not in FIRST, -row["weight"]))
    return Found(number, round(1 / (1 + exp(-value)), 6), reasons[:MOST_REASONS])
