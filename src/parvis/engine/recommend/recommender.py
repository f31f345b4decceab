"""Partners for those who ask: candidates, their probability, the choice among them, and the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.asking import Asking, asking_of
from parvis.engine.recommend.candidates import candidates_of, features_of
from parvis.engine.recommend.choice import Choice, Choosing
from parvis.engine.recommend.forest import Forest, Leaves
from parvis.engine.recommend.history import History
from parvis.engine.recommend.models import Weights, part_of, shipped_weights
from parvis.engine.recommend.reasons import reasons_of
from parvis.engine.recommend.signals import walks_of
from parvis.engine.recommend.texts import Texts
from parvis.engine.recommend.types import Flags, Floats, Ints, Query, Suggestion


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates of one query, best first, with what is needed to say why."""

    asking: Asking
    candidates: Ints
    log_odds: Floats
    bonus: Floats
    """The part of the log-odds that the text of the profile brings."""
    leaves: Leaves
    forest: Forest


class Recommender:
    """Suggests partners from a history; the same history, weights and queries always give the same suggestions."""

    def __init__(self, history: History, weights: Weights | None = None, texts: Texts | None = None) -> None:
        self.history = history
        self.weights = weights or shipped_weights()
        self.texts = texts

    def ranked(self, query: Query, barred: Flags | None = None) -> Ranked:
        """All candidates of a query, best first; `barred` organisations are none. KeyError for one who is unknown."""
        asking = asking_of(self.history, query)
        walks = walks_of(self.history, asking)
        bonus = self.texts.bonus(asking.text) if self.texts else None
        candidates = candidates_of(self.history, asking, walks, barred, bonus)
        forest = self.weights.forests[part_of(asking)]
        leaves = forest.leaves(features_of(self.history, asking, walks, candidates), len(candidates))
        own = np.zeros(len(candidates), dtype=np.float32) if bonus is None else bonus[candidates]
        log_odds = forest.log_odds(leaves) + own
        order = np.lexsort((candidates, -log_odds))
        return Ranked(asking, candidates[order], log_odds[order], own[order], leaves[:, order], forest)

    def suggest(self, queries: Sequence[Query], choice: Choice | None = None) -> Iterator[Suggestion]:
        """The best partners of each query, in the order of the queries, with reasons."""
        rules = choice or Choice()
        choosing = Choosing(self.history, rules)
        ranked = [self.ranked(query, rules.barred(self.history, query)) for query in queries]
        chosen = choosing.all([(one.candidates, one.log_odds) for one in ranked])
        for one, places in zip(ranked, chosen, strict=True):
            yield from self.told(one, np.array(places, dtype=np.int64))

    def told(self, ranked: Ranked, places: Ints) -> Iterator[Suggestion]:
        """The candidates at these places as suggestions, with their reasons."""
        parts = ranked.forest.parts(ranked.leaves[:, places])
        scores = 1 / (1 + np.exp(-ranked.log_odds[places]))
        for rank, (place, score) in enumerate(zip(places.tolist(), scores.tolist(), strict=True)):
            weights = {name: float(column[rank]) for name, column in parts.items()}
            weights["text"] = float(ranked.bonus[place])
            other = int(ranked.candidates[place])
            name = self.history.organisations[other].id
            reasons = reasons_of(self.history, ranked.asking, other, weights)
            yield Suggestion(ranked.asking.query.id, rank + 1, name, round(score, 6), reasons)
