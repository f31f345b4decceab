"""Link records to a reference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from parvis.engine.linkage.columns import Columns, prepare
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.model import Weights, shipped
from parvis.engine.linkage.reasons import reasons_of
from parvis.engine.linkage.retrieval import Retrieval
from parvis.engine.linkage.scoring import score
from parvis.engine.linkage.statistics import Statistics
from parvis.engine.linkage.types import Comparison, Ints, Link, Record

NEAREST = 15
"""Organisations that are weighed for each record."""
TOGETHER = 20_000
"""Records that are weighed at a time: bounds the memory. Hospitals are weighed beside others of the same part."""
COMPLETIONS = 8
"""Words that are tried for one whose beginning somebody typed."""


class Linker:
    """A reference made ready; building it takes a few seconds for 15,000 organisations."""

    def __init__(self, reference: Sequence[Record], weights: Weights | None = None) -> None:
        self.weights = weights or shipped("names")
        self._reference = prepare(list(reference))
        self._statistics = Statistics.of(self._reference)
        self._retrieval = Retrieval(self._reference, self._statistics)

    def link(
        self, records: Iterable[Record], threshold: float = 0.5, *, best: bool = False, others: bool = False
    ) -> list[Link]:
        """What each record names, surest first, in the order of the records.

        A record that names several organisations has several links, with `best` only the surest. With `others`, the
        organisation of the reference that has the record's own id is left out: what else may be the same?
        """
        every = list(records)
        parts = [every[start : start + TOGETHER] for start in range(0, len(every), TOGETHER)]
        found = [link for part in parts for link in self._links(part, threshold, others=others)]
        if not best:
            return found
        firsts: dict[str, Link] = {}
        for link in found:
            firsts.setdefault(link.id, link)
        return list(firsts.values())

    def find(self, record: Record, limit: int = 5) -> list[Link]:
        """The organisations nearest to what someone typed, surest first, however unsure.

        The last word may be the beginning of one.
        """
        typed = [record, *(replace(record, name=name) for name in self._completed(record.name))]
        best: dict[str, Link] = {}
        for link in self._links(typed, 0.0, others=False, register=False):
            if link.reference_id not in best or best[link.reference_id].score < link.score:
                best[link.reference_id] = link
        return sorted(best.values(), key=lambda link: (-link.score, link.reference_id))[:limit]

    def _completed(self, text: str) -> list[str]:
        """The text with its last word completed, when the reference does not have that word."""
        before, _space, last = text.rpartition(" ")
        words = self._reference.vocabulary.completions(last)
        counts = self._reference.known
        likely = sorted(words, key=lambda word: (-counts.get(word, 0), word))[:COMPLETIONS]
        return [f"{before} {word}".strip() for word in likely]

    def _links(self, records: list[Record], threshold: float, *, others: bool, register: bool = True) -> list[Link]:
        if not records or not len(self._reference):
            return []
        left = prepare(records, self._reference, split=True)
        pairs = candidates(left, self._reference, self._statistics, self._retrieval)
        if others:
            own = [self._reference.records[j].id != left.records[i].id for i, j in _both(pairs)]
            pairs = pairs.take(np.flatnonzero(own))
        if not len(pairs):
            return []
        scored = score(pairs, self.weights, register=register)
        order = np.lexsort((pairs.j, -scored.score, pairs.i))
        return [
            Link(
                left.records[pairs.i[k]].id,
                self._reference.records[pairs.j[k]].id,
                float(scored.score[k]),
                reasons_of(pairs, scored, k),
            )
            for k in order[scored.score[order] >= threshold].tolist()
        ]


def likely_together(links: Sequence[Link], least: float) -> list[Link]:
    """Those links of one record that are at least this likely, by themselves or together with all that are as likely.

    Of two organisations with the same name each is but half as likely to be meant: neither is to be overlooked.
    """
    alike = Counter(round(link.score, 4) for link in links)
    return [link for link in links if link.score * alike[round(link.score, 4)] >= least]


def candidates(left: Columns, reference: Columns, statistics: Statistics, retrieval: Retrieval) -> Pairs:
    """The pairs of records that are weighed."""
    a, b = retrieval.candidates(left)
    return Pairs.of_names(left, reference, statistics, a, b).nearest(NEAREST)


def compare(left: Record, right: Record, weights: Weights | None = None) -> Comparison:
    """Two records side by side; how rare words are is counted in the names of French organisations at large."""
    b = prepare([right])
    a = prepare([left], b)
    pairs = Pairs.of_records(a, b, Statistics.of(b), _zero(), _zero())
    scored = score(pairs, weights or shipped("names"), rivals=False)
    return Comparison(float(scored.score[0]), reasons_of(pairs, scored, 0), forbidden=bool(scored.forbidden[0]))


def _both(pairs: Pairs) -> Iterable[tuple[int, int]]:
    return zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)


def _zero() -> Ints:
    return np.zeros(1, dtype=np.int64)
