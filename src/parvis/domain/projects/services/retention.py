"""Remove what imports of projects need for a while only: files that were given, changes to roll back from."""

import datetime as dt

from django.db import transaction

from parvis.base.files.services.store import remove_file
from parvis.domain.projects.models import ProjectChange, ProjectImport
from parvis.domain.projects.workflow import BUSY
from parvis.domain.sources.enums import RunState


def prune_files(past: dt.datetime) -> int:
    """Remove the files of imports that ended before the moment; what was staged by then is set aside."""
    removed = 0
    old = ProjectImport.objects.filter(finished_at__lt=past).exclude(first_file=None, second_file=None)
    for run in old.exclude(state__in=BUSY).select_related("first_file", "second_file").order_by("pk"):
        with transaction.atomic():
            found = ProjectImport.objects.filter(pk=run.pk, state=run.state, finished_at__lt=past)
            staged = {"state": RunState.DISCARDED} if run.state == RunState.STAGED else {}
            if found.update(first_file=None, second_file=None, **staged):
                for file in filter(None, (run.first_file, run.second_file)):
                    remove_file(file=file)
                    removed += 1
    return removed


def prune_changes(past: dt.datetime) -> int:
    """Remove the changes of imports that ended before the moment; these cannot be rolled back any more."""
    old = ProjectImport.objects.filter(finished_at__lt=past, kept_lines=True)
    old, removed = old.exclude(state__in=BUSY | {RunState.STAGED}), 0
    for pk in old.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            if old.filter(pk=pk).update(kept_lines=False):
                removed += ProjectChange.objects.filter(run=pk).delete()[0]
    return removed
