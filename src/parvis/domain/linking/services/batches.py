"""Confirm many pairs together: draw a sample, merge when it has been judged, undo as one."""

import random
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.linking import rules
from parvis.domain.linking.enums import BatchState, Origin, PairState, Verdict
from parvis.domain.linking.models import Batch, CandidatePair, Merge
from parvis.domain.linking.pairing import Progress
from parvis.domain.linking.registry import Remake, records
from parvis.domain.linking.selectors.batches import merges_of, sample_of
from parvis.domain.linking.selectors.pairs import PairFilters, queue
from parvis.domain.linking.services.judging import judge_pair, undo_merge
from parvis.domain.linking.services.telling import told_together

SAMPLE = 30
"""Pairs to judge first: if all are right, at most one in ten of the others is wrong (with 95 % certainty)."""

LEAST_THRESHOLD = 0.5
TOGETHER = 50
"""Merges after which search is told."""

MERGE_JOB, UNDO_JOB = "linking.merge_batch", "linking.undo_batch"


def draw_batch(*, actor: User, filters: PairFilters, threshold: float, seed: int | None = None) -> Batch:
    """Choose every waiting pair that fits and reaches the threshold, and draw a sample of them to judge first."""
    _check(actor)
    if not LEAST_THRESHOLD <= threshold <= 1:
        sentence = _("Give a probability between 50 % and 100 %.")
        raise InvalidInput(sentence, {"threshold": [sentence]})
    wanted = queue(actor, filters).filter(state=PairState.PROPOSED, score__gte=threshold)
    pairs = sorted(wanted.values_list("pk", flat=True))
    if not pairs:
        raise InvalidInput(_("No pair reaches this probability."))
    seed = secrets.randbelow(2**31) if seed is None else seed
    with transaction.atomic():
        batch = Batch.objects.create(
            threshold=threshold,
            filters=asdict(filters),
            seed=seed,
            pairs=pairs,
            sample=sample(pairs, seed),
            made_by=actor,
        )
        record(actor=actor, verb="linking.batch_drawn", target=batch, data={"pairs": len(pairs)})
    return batch


def sample(pairs: Sequence[int], seed: int) -> list[int]:
    """The pairs to judge first, the same for the same seed."""
    return random.Random(seed).sample(list(pairs), min(SAMPLE, len(pairs)))  # noqa: S311 -- a sample, no secret


def confirm_batch(*, actor: User, batch: Batch) -> Batch:
    """Merge all pairs of the batch, as a job; only once its whole sample has been judged."""
    _check(actor)
    if sample_of(batch).left:
        raise InvalidTransition(_("Judge the sample first."))
    return _start(actor, batch, BatchState.SAMPLING, BatchState.RUNNING, MERGE_JOB, "linking.batch_confirmed")


def undo_batch(*, actor: User, batch: Batch) -> Batch:
    """Undo every merge of the batch, as a job."""
    _check(actor)
    return _start(actor, batch, BatchState.DONE, BatchState.UNDOING, UNDO_JOB, "linking.batch_undone")


def drop_batch(*, actor: User, batch: Batch) -> None:
    """Give the batch up before it has begun; what was judged of its sample stays judged."""
    _check(actor)
    with transaction.atomic():
        change_state(
            Batch.objects.filter(pk=batch.pk),
            old=BatchState.SAMPLING,
            new=BatchState.DROPPED,
            ended_at=clock.now(),
        )
        record(actor=actor, verb="linking.batch_dropped", target=batch)


def _start(actor: User, batch: Batch, old: BatchState, new: BatchState, job: str, verb: str) -> Batch:
    with transaction.atomic():
        change_state(Batch.objects.filter(pk=batch.pk), old=old, new=new)
        queued = enqueue(actor=actor, name=job, arguments={"batch_id": batch.pk})
        Batch.objects.filter(pk=batch.pk).update(job_id=queued.pk)
        record(actor=actor, verb=verb, target=batch, data={"pairs": len(batch.pairs)})
    batch.refresh_from_db()
    return batch


def _check(actor: User) -> None:
    if not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators confirm pairs."))


def merge_batch(*, batch: Batch, actor: User, progress: Progress) -> dict[str, int]:
    """Merge what is still to be merged of the batch, pair by pair; begun again, it goes on where it stopped."""
    remake, counts = records().remaker(), Counter[str]()
    for start in range(0, len(batch.pairs), TOGETHER):
        with told_together():
            for place, pk in enumerate(batch.pairs[start : start + TOGETHER], start):
                progress(place, len(batch.pairs))
                pair = CandidatePair.objects.select_related("left", "right").get(pk=pk)
                counts[_merge(pair, batch, actor, remake)] += 1
    return dict(counts)


def _merge(pair: CandidatePair, batch: Batch, actor: User, remake: Remake) -> str:
    """Merge one pair; says what became of it. One that needs another look waits for the next search."""
    if pair.state != PairState.PROPOSED:
        return "judged"
    if pair.left.merged_into_id or pair.right.merged_into_id:
        return "later"
    try:
        judge_pair(actor=actor, pair=pair, verdict=Verdict.SAME, origin=Origin.BULK, batch=batch, remake=remake)
    except (Conflict, InvalidInput):
        return "refused"
    return "merged"


def unmerge_batch(*, batch: Batch, actor: User, progress: Progress) -> dict[str, int]:
    """Undo the merges of the batch, the newest first; those on which merges of others build are left and counted."""
    merges, counts = list(merges_of(batch).select_related("judgement")), Counter[str]()
    for start in range(0, len(merges), TOGETHER):
        with told_together():
            for place, merge in enumerate(merges[start : start + TOGETHER], start):
                progress(place, len(merges))
                counts[_undo(merge, actor)] += 1
    return dict(counts)


def _undo(merge: Merge, actor: User) -> str:
    """Undo one merge; says what became of it."""
    try:
        undo_merge(actor=actor, merge=merge)
    except InvalidTransition:
        return "blocked"
    except Conflict:
        return "gone"
    return "undone"


def end_batch(batch: Batch, state: BatchState) -> None:
    """Write down what became of the batch."""
    standing = merges_of(batch).count()
    Batch.objects.filter(pk=batch.pk).update(state=state, counts={"merged": standing}, ended_at=clock.now())
