"""Which of many organisations may be one, and why: the only place that asks the engine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from parvis.domain.linking.models import CandidatePair
from parvis.domain.linking.weights import weights
from parvis.engine.linkage import Comparison, Linker, Reason, Record, compare
from parvis.engine.linkage.explain import SENTENCES, sentences

LEAST = 0.2
"""Probability from which a pair is worth a look."""

SHOWN = 6
"""Reasons that a page shows."""

TOGETHER = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two organisations, by their ids in order, that may be one."""

    left: int
    right: int
    score: float
    reasons: tuple[Reason, ...]


def proposals(records: Sequence[Record], progress: Progress) -> list[Proposal]:
    """The pairs among these records, each once, with the higher of its two probabilities."""
    found: dict[tuple[int, int], Proposal] = {}
    for proposal in _linked(records, progress):
        pair = proposal.left, proposal.right
        if pair not in found or found[pair].score < proposal.score:
            found[pair] = proposal
    return [found[pair] for pair in sorted(found)]


def _linked(records: Sequence[Record], progress: Progress) -> Iterator[Proposal]:
    linker = Linker(records, weights())
    for start in range(0, len(records), TOGETHER):
        progress(start, len(records))
        for link in linker.link(records[start : start + TOGETHER], threshold=LEAST, others=True):
            left, right = sorted((int(link.id), int(link.reference_id)))
            yield Proposal(left, right, link.score, link.reasons)


def comparison(left: Record, right: Record) -> Comparison:
    """Two records side by side."""
    return compare(left, right, weights())


def reasons_in_words(pair: CandidatePair, language: str) -> list[str]:
    """Why the engine takes the two of a pair for one, the weightiest reasons for it first, then those against it."""
    reasons = [Reason(*reason) for reason in pair.reasons]
    return sentences(reasons, language if language in SENTENCES else "en", SHOWN)
