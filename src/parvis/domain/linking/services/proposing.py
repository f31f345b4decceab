"""Find candidate pairs anew, without losing what people said about them."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from parvis.base.accounts.models import User
from parvis.base.jobs.services.queue import enqueue
from parvis.domain.directory.models import Access, Membership, Organisation, Relation
from parvis.domain.linking.enums import PairState, Verdict
from parvis.domain.linking.models import CandidatePair, Judgement
from parvis.domain.linking.pairing import Progress, Proposal, proposals
from parvis.domain.linking.selectors.judgements import keys_of, last_words, word_about
from parvis.domain.linking.selectors.records import engine_records, real_and_invented
from parvis.domain.linking.weights import weights_version

JOB = "linking.propose"
Effect = Callable[[], AbstractContextManager[dict[str, Any]]]

STATES: Mapping[str, PairState] = {
    Verdict.SAME: PairState.SAME,
    Verdict.DIFFERENT: PairState.DIFFERENT,
    Verdict.UNSURE: PairState.UNSURE,
    Verdict.WITHDRAWN: PairState.PROPOSED,
}
"""What becomes of a pair by the last word about it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the pairs of one run need: keys of the organisations, how much each is worth, what was said already."""

    keys: Mapping[int, list[Any]]
    stakes: Mapping[int, float]
    words: Mapping[Any, Judgement]


def ask_for_proposals(*, actor: User | None, delay: dt.timedelta | None = None) -> None:
    """Queue the search for candidate pairs, once however often it is asked for; `delay` waits for more to come."""
    enqueue(actor=actor, name=JOB, key=JOB, delay=delay)


def propose(*, progress: Progress, effect: Effect) -> dict[str, int]:
    """Compare the whole directory, then bring the queue up to date in one transaction; returns what was counted."""
    found: list[Proposal] = []
    tied = _tied()
    for part in real_and_invented():
        pairs = proposals(list(engine_records(part)), progress)
        found += [pair for pair in pairs if (pair.left, pair.right) not in tied]
    ids = sorted({pk for proposal in found for pk in (proposal.left, proposal.right)})
    keys, stakes = keys_of(ids), _stakes(ids)
    with effect() as result:
        counts = _write(found, Around(keys, stakes, last_words()))
        result.update(counts)
    return counts


def _tied() -> set[tuple[int, int]]:
    """Pairs of which one is part of the other: whoever says so knows that they are two, however alike the names."""
    rows = Relation.objects.order_by("pk").values_list("child_id", "parent_id")
    return {(min(ends), max(ends)) for ends in rows}


def _stakes(ids: Sequence[int]) -> dict[int, float]:
    """How much hangs on each organisation: its weight, its people, the accounts that act for it."""
    people: Counter[int] = Counter()
    for model in (Membership, Access):
        rows = model._base_manager.order_by().values_list("organisation_id").annotate(Count("pk"))
        people.update(dict(rows))
    weights = dict(Organisation.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "weight"))
    return {pk: weight + math.log10(1 + people[pk]) for pk, weight in weights.items()}


def uncertainty(score: float) -> float:
    """How much a judgement would tell, from 0 (sure already) to 1 (as likely as not): the entropy in bits."""
    if not 0 < score < 1:
        return 0.0
    return -(score * math.log2(score) + (1 - score) * math.log2(1 - score))


def _write(found: Iterable[Proposal], around: Around) -> dict[str, int]:
    """Insert new pairs, update those that are there, and let go of those that were not found again."""
    present = CandidatePair.objects.select_for_update(of=("self",)).order_by("pk")
    known = {(pair.left_id, pair.right_id): pair for pair in present}
    new: list[CandidatePair] = []
    changed: list[CandidatePair] = []
    seen: set[tuple[int, int]] = set()
    for proposal in found:
        ends = proposal.left, proposal.right
        if not around.stakes.keys() >= set(ends):
            continue
        seen.add(ends)
        pair = known.get(ends) or CandidatePair(left_id=proposal.left, right_id=proposal.right)
        if _fill(pair, proposal, around):
            (changed if pair.pk else new).append(pair)
    CandidatePair.objects.bulk_create(new, batch_size=500)
    CandidatePair.objects.bulk_update(changed, [name.removesuffix("_id") for name in FILLED], batch_size=500)
    lost = [pair.pk for ends, pair in known.items() if ends not in seen and pair.state == PairState.PROPOSED]
    gone = _let_go(lost)
    return {"found": len(seen), "new": len(new), "changed": len(changed), "gone": gone}


FILLED = ("score", "reasons", "weights", "value", "left_source", "right_source", "state", "judgement_id")


def _fill(pair: CandidatePair, proposal: Proposal, around: Around) -> bool:
    """Let the pair say what was found; returns whether that is anything new."""
    before = [getattr(pair, name) for name in FILLED] if pair.pk else None
    left, right = around.keys[proposal.left], around.keys[proposal.right]
    word = word_about(left, right, around.words)
    stake = around.stakes[proposal.left] + around.stakes[proposal.right]
    pair.score, pair.weights = round(proposal.score, 6), weights_version()
    pair.reasons = [[r.feature, round(r.weight, 3), r.left, r.right] for r in proposal.reasons]
    pair.value = round((1 + stake) * uncertainty(proposal.score), 6)
    pair.left_source, pair.right_source = left[0].source, right[0].source
    pair.judgement_id = word.pk if word else None
    pair.state = STATES[word.verdict] if word else PairState.PROPOSED
    return before != [getattr(pair, name) for name in FILLED]


def _let_go(lost: Sequence[int]) -> int:
    """Pairs of which neither was merged and that were not found again; a merge hides its pairs, and may be undone."""
    rows = CandidatePair.objects.filter(left__merged_into=None, right__merged_into=None, state=PairState.PROPOSED)
    return sum(
        rows.filter(pk__in=lost[start : start + 500]).update(state=PairState.GONE) for start in range(0, len(lost), 500)
    )
