"""Import from the browser: keep the file, then let a job do the work."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.files.services.store import store_file
from parvis.base.jobs.services.queue import enqueue
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.registers.registry import importers
from parvis.domain.sources.enums import UPLOAD_PURPOSE, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.rules import can_import

JOB = "sources.import"


def start_import(
    *, actor: User, source: str, upload: "File[bytes]", skip_bad: bool = False, as_of: dt.date | None = None
) -> ImportRun:
    """Keep the file and queue the job that imports it.

    Raises NotAllowed, and InvalidInput for a file that is too large or not CSV.
    """
    if not can_import(actor):
        raise NotAllowed(_("Only the campus team can import registers."))
    if importers.find(source) is None:
        raise InvalidInput(_("There is no register named “%(name)s”.") % {"name": source})
    with transaction.atomic():
        stored = store_file(actor=actor, upload=upload, purpose=UPLOAD_PURPOSE)
        run = ImportRun.objects.create(
            source=source,
            file_name=stored.name,
            sha256=stored.sha256,
            upload=stored,
            as_of=as_of,
            skip_bad=skip_bad,
            started_by=actor,
            state=RunState.WAITING,
        )
        job = enqueue(actor=actor, name=JOB, arguments={"run_id": run.pk})
        ImportRun.objects.filter(pk=run.pk).update(job_id=job.pk)
        run.job_id = job.pk
    return run
