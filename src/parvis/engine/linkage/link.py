"""Link records to a reference."""

from collections.abc import Iterable, Sequence

import numpy as np

from parvis.engine.linkage.columns import Columns, prepare, rarity
from parvis.engine.linkage.compare import identifiers
from parvis.engine.linkage.compare.features import compute
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import CERTAIN, Weights, shipped
from parvis.engine.linkage.retrieval import Retrieval
from parvis.engine.linkage.types import Comparison, Flags, Floats, Link, Reason, Record

CANDIDATES = 10
"""Organisations that are compared with each name of a record."""


class Linker:
    """A reference made ready; building it takes a few seconds for 15,000 organisations."""

    def __init__(self, reference: Sequence[Record], weights: Weights | None = None) -> None:
        self.weights = weights or shipped("names")
        self._reference = prepare(list(reference))
        self._rarity = rarity(self._reference)
        self._retrieval = Retrieval(self._reference)

    def link(self, records: Iterable[Record], threshold: float = 0.5, *, best: bool = False) -> list[Link]:
        """What each record names, surest first, in the order of the records.

        A record that names several organisations has several links, with `best` only the surest.
        """
        found = self._scored(list(records), CANDIDATES, threshold)
        if not best:
            return found
        firsts: dict[str, Link] = {}
        for link in found:
            firsts.setdefault(link.id, link)
        return list(firsts.values())

    def find(self, record: Record, limit: int = 5) -> list[Link]:
        """The organisations nearest to what someone typed, surest first, however unsure."""
        return self._scored([record], max(limit, CANDIDATES), 0.0)[:limit]

    def _scored(self, records: list[Record], limit: int, threshold: float) -> list[Link]:
        if not records or not len(self._reference):
            return []
        left = prepare(records, self._reference.vocabulary)
        i, j = self._retrieval.candidates(left, limit)
        pairs = Pairs.of(left, self._reference, i, j, self._rarity)
        scores, reasons, _forbidden = _score(pairs, self.weights)
        order = np.lexsort((j, -scores, i))
        return [
            Link(left.records[i[k]].id, self._reference.records[j[k]].id, float(scores[k]), _reasons(pairs, reasons, k))
            for k in order.tolist()
            if scores[k] >= threshold
        ]


def compare(left: Record, right: Record, weights: Weights | None = None) -> Comparison:
    """Two records side by side. Words count as equally rare: no register says how rare they are."""
    a = prepare([left])
    b = prepare([right], a.vocabulary)
    pairs = Pairs.of(a, b, np.array([0]), np.array([0]))
    scores, reasons, forbidden = _score(pairs, weights or shipped("names"))
    return Comparison(float(scores[0]), _reasons(pairs, reasons, 0), forbidden=bool(forbidden[0]))


def _score(pairs: Pairs, weights: Weights) -> tuple[Floats, dict[str, Floats], Flags]:
    reasons = weights.contributions(compute(pairs, weights.features))
    scores = weights.score(reasons)
    agree, forbidden = identifiers.agree(pairs), identifiers.contradict(pairs)
    scores = np.where(agree, np.maximum(scores, np.float32(CERTAIN)), scores)
    return np.where(forbidden, np.float32(0), scores), reasons, forbidden


def _reasons(pairs: Pairs, reasons: dict[str, Floats], at: int) -> tuple[Reason, ...]:
    left: Columns = pairs.left
    names = left.records[pairs.i[at]].name, pairs.right.records[pairs.j[at]].name
    return tuple(Reason(name, float(values[at]), *names) for name, values in reasons.items())
