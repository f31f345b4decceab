"""What is chosen among the candidates: no one twice too often, not all of one kind, and nobody who was ruled out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parvis.engine.recommend.history import History
from parvis.engine.recommend.sparse import places, row
from parvis.engine.recommend.types import Flags, Floats, Ints, Query


@dataclass(frozen=True, slots=True)
class Choice:
    """How many suggestions each query gets, and under which rules."""

    top: int = 10
    only_new: bool = False
    """Leave out those who were partners before."""
    excluded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Organisations that are never suggested to an organisation; under "" those that are suggested to nobody."""
    most_each: int | None = None
    """To how many queries of a run the same organisation is suggested at most."""
    diversity: float = 0.0
    """From 0 to 1: how much likeness to those chosen before (kind, parents, city) counts against a candidate."""

    def barred(self, history: History, query: Query) -> Flags | None:
        """Who may not be suggested for a query."""
        names = self.excluded.get("", frozenset()) | self.excluded.get(query.organisation, frozenset())
        if not names and not self.only_new:
            return None
        found = np.zeros(len(history), dtype=np.bool_)
        found[[history.index[name] for name in names if name in history.index]] = True
        if self.only_new:
            found[places(history.network.joint, history.index[query.organisation])] = True
        return found


class Choosing:
    """Chooses for all queries of a run together: each gets its first place before anyone gets a second one, so that a
    limit on how often the same organisation is suggested is not used up by those who happen to come first."""

    def __init__(self, history: History, choice: Choice) -> None:
        self.history, self.choice = history, choice
        self.given = np.zeros(len(history), dtype=np.int64)

    def all(self, ranked: Sequence[tuple[Ints, Floats]]) -> list[list[int]]:
        """For each query the places of its candidates that are chosen, best first."""
        chosen: list[list[int]] = [[] for _ in ranked]
        worth = [self._worth(log_odds) for _candidates, log_odds in ranked]
        for _round in range(self.choice.top):
            for places_, (candidates, _), values in zip(chosen, ranked, worth, strict=True):
                self._choose(places_, candidates, values)
        return chosen

    def _worth(self, log_odds: Floats) -> Floats:
        """Log-odds as shares of their range from 0 to 1, taken ones will be -inf."""
        if self.choice.diversity == 0 or not len(log_odds):
            return log_odds.copy()
        width = float(log_odds[0] - log_odds[-1]) or 1.0
        return np.asarray((1 - self.choice.diversity) * (log_odds - log_odds[-1]) / width, dtype=np.float32)

    def _choose(self, taken: list[int], candidates: Ints, worth: Floats) -> None:
        """One more place; `worth` of what is chosen becomes -inf, that of what is like it sinks."""
        values = worth
        if self.choice.most_each is not None:
            values = np.where(self.given[candidates] < self.choice.most_each, worth, -np.inf)
        if not len(values) or not np.isfinite(values.max()):
            return
        place = int(values.argmax())
        taken.append(place)
        self.given[candidates[place]] += 1
        worth[place] = -np.inf
        if self.choice.diversity:
            worth -= np.float32(self.choice.diversity) * self._likeness(candidates, int(candidates[place]))

    def _likeness(self, candidates: Ints, chosen: int) -> Floats:
        """From 0 to 1: a third each for the same kind, the same city and a parent in common."""
        profiles = self.history.profiles
        found = np.zeros(len(candidates), dtype=np.float32)
        for codes in (profiles.kinds, profiles.cities):
            found += (codes[candidates] == codes[chosen]) & (codes[chosen] > 0)
        parents = np.asarray(profiles.families @ row(profiles.families, chosen))
        found += parents[candidates] > 0
        return np.asarray(found / 3, dtype=np.float32)
