"""Remove what imports need for a while only: uploaded files, and the lines that a roll back reads."""

import datetime as dt

from django.db import transaction

from parvis.base.files.services.store import remove_file
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import Change, ImportRun, SavedMapping
from parvis.domain.sources.workflow import BUSY


def prune_files(past: dt.datetime) -> int:
    """Remove the files of imports that ended before the moment; what was staged by then is set aside."""
    removed = prune_samples(past)
    old = ImportRun.objects.filter(finished_at__lt=past).exclude(upload=None).exclude(state__in=BUSY)
    for run in old.select_related("upload").order_by("pk"):
        with transaction.atomic():
            found = ImportRun.objects.filter(pk=run.pk, state=run.state, finished_at__lt=past)
            staged = {"state": RunState.DISCARDED} if run.state == RunState.STAGED else {}
            if run.upload and found.update(upload=None, **staged):
                remove_file(file=run.upload)
                removed += 1
    return removed


def prune_samples(past: dt.datetime) -> int:
    """Remove tables that nobody read, and mappings that were begun and never saved."""
    removed = 0
    for mapping in SavedMapping.objects.filter(updated_at__lt=past).exclude(sample=None).select_related("sample"):
        with transaction.atomic():
            found = SavedMapping.objects.filter(pk=mapping.pk, sample=mapping.sample, updated_at__lt=past)
            if mapping.sample and found.update(sample=None):
                remove_file(file=mapping.sample)
                SavedMapping.objects.filter(pk=mapping.pk, is_ready=False).delete()
                removed += 1
    return removed


def prune_lines(past: dt.datetime) -> int:
    """Remove the lines of imports that ended before the moment; these cannot be rolled back any more."""
    old = ImportRun.objects.filter(finished_at__lt=past, kept_lines=True).exclude(state__in=BUSY | {RunState.STAGED})
    removed = 0
    for pk in old.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            if old.filter(pk=pk).update(kept_lines=False):
                removed += Change.objects.filter(run=pk).delete()[0]
    return removed
