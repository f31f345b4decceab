"""Background jobs of linking."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.jobs.errors import Cancelled
from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.linking.enums import BatchState
from parvis.domain.linking.models import Batch, PairFile
from parvis.domain.linking.services import batches, pair_files
from parvis.domain.linking.services.proposing import JOB, propose
from parvis.domain.linking.services.strays import gather_strays


@job(JOB, label=_("search for organisations that may be one"), every=dt.timedelta(days=1))
def find_pairs(handle: JobHandle) -> dict[str, int]:
    """Compare the whole directory; twice does no harm."""
    propose(progress=handle.progress, effect=handle.effect)
    return {}


@job(batches.MERGE_JOB, label=_("merging of confirmed pairs"))
def merge_batch(handle: JobHandle, *, batch_id: int) -> dict[str, int]:
    """Merge the pairs of a batch one by one; begun again or cancelled, what was merged stays merged."""
    batch = Batch.objects.select_related("made_by").get(pk=batch_id)
    actor: User = handle.actor or batch.made_by
    try:
        counts = batches.merge_batch(batch=batch, actor=actor, progress=handle.progress)
    except Cancelled:
        batches.end_batch(batch, BatchState.DONE)
        raise
    batches.end_batch(batch, BatchState.DONE)
    return counts


@job(batches.UNDO_JOB, label=_("undoing of merges"))
def undo_batch(handle: JobHandle, *, batch_id: int) -> dict[str, int]:
    """Undo the merges of a batch one by one; those that could not be undone can be tried again."""
    batch = Batch.objects.select_related("made_by").get(pk=batch_id)
    actor: User = handle.actor or batch.made_by
    try:
        counts = batches.unmerge_batch(batch=batch, actor=actor, progress=handle.progress)
    except Cancelled:
        batches.end_batch(batch, BatchState.DONE)
        raise
    batches.end_batch(batch, BatchState.DONE if counts.get("blocked") else BatchState.UNDONE)
    return counts


@job("linking.strays", label=_("rows written while someone merged"), every=dt.timedelta(days=1))
def move_strays(_handle: JobHandle) -> dict[str, int]:
    """Move what came to point to an absorbed organisation after its merge; twice does no harm."""
    return {"moved": gather_strays()}


@job(pair_files.APPLY_JOB, label=_("import of judged pairs"))
def apply_file(handle: JobHandle, *, file_id: int) -> dict[str, int]:
    """Write a file of judged pairs, all or nothing."""
    file = PairFile.objects.get(pk=file_id)
    return pair_files.apply_pairs(actor=handle.actor, file=file, progress=handle.progress, effect=handle.effect)


@job(pair_files.UNDO_JOB, label=_("taking back of imported judgements"))
def undo_file(handle: JobHandle, *, file_id: int) -> dict[str, int]:
    """Take the judgements of a file back one by one; begun again, it goes on where it stopped."""
    file = PairFile.objects.get(pk=file_id)
    counts = pair_files.undo_pairs(actor=handle.actor, file=file, progress=handle.progress)
    pair_files.end_undo(actor=handle.actor, file=file, counts=counts)
    return counts
