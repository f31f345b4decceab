"""What people ask for: keep a file, and let jobs read it, apply it, roll it back."""

import datetime as dt
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.models import StoredFile
from parvis.base.files.services.store import store_file
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import InvalidTransition
from parvis.domain.registers.precedence import OWN
from parvis.domain.sources.enums import TABLE_PURPOSE, UPLOAD_PURPOSE, RunAction, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.services.imports import register_for, register_to_read
from parvis.domain.sources.services.rollback import refuse_unready
from parvis.domain.sources.services.staging import FILE_GONE, refuse_unread
from parvis.domain.sources.services.states import move, settle
from parvis.domain.sources.workflow import TRANSITIONS

STAGE, APPLY, ROLL_BACK = "sources.import", "sources.apply", "sources.roll_back"
"""The jobs, by what they do to a run."""


def keep_upload(
    *, actor: User | None, source: str, upload: "File[bytes]", skip_bad: bool = False, as_of: dt.date | None = None
) -> ImportRun:
    """Keep the file of an import that waits to be read.

    Raises NotAllowed, and InvalidInput for a file that is too large or not CSV.
    """
    register = register_to_read(actor, source)
    with transaction.atomic():
        purpose = TABLE_PURPOSE if register.code.startswith(OWN) else UPLOAD_PURPOSE
        stored = store_file(actor=actor, upload=upload, purpose=purpose)
        return _waiting(actor=actor, source=source, stored=stored, skip_bad=skip_bad, as_of=as_of)


def _waiting(*, actor: User | None, source: str, stored: StoredFile, **values: Any) -> ImportRun:
    return ImportRun.objects.create(
        source=source,
        file_name=stored.name,
        sha256=stored.sha256,
        upload=stored,
        started_by=actor,
        state=RunState.WAITING,
        **values,
    )


def start_import(*, actor: User, source: str, upload: "File[bytes]", as_of: dt.date | None = None) -> ImportRun:
    """Keep the file and queue the job that reads it; raises like `keep_upload`."""
    with transaction.atomic():
        run = keep_upload(actor=actor, source=source, upload=upload, as_of=as_of)
        _queue(actor, run, STAGE)
    return run


def start_with(*, actor: User, source: str, stored: StoredFile) -> ImportRun:
    """Queue the job that reads a file which is kept already, in the caller's transaction; raises NotAllowed."""
    register_to_read(actor, source)
    run = _waiting(actor=actor, source=source, stored=stored)
    _queue(actor, run, STAGE)
    return run


def request_apply(*, actor: User, run: ImportRun, skip_bad: bool = False) -> None:
    """Queue the job that applies a staged import, or one that was rolled back.

    `skip_bad` accepts that refused lines are left out. Raises NotAllowed, InvalidInput while they are not accepted,
    InvalidTransition where the state or a file that is not kept any more forbids it, Conflict when someone was faster.
    """
    register_for(actor, run.source)
    run.skip_bad = run.skip_bad or skip_bad
    refuse_unread(run, run.counts.get("refused", 0))
    if run.upload_id is None:
        raise InvalidTransition(FILE_GONE)
    with transaction.atomic():
        settle(run)
        move(run, RunAction.APPLY, skip_bad=run.skip_bad)
        _queue(actor, run, APPLY)


def request_roll_back(*, actor: User, run: ImportRun) -> None:
    """Queue the job that rolls an import back.

    Raises NotAllowed, InvalidTransition where the state or a later import forbids it, Conflict when someone was faster.
    """
    register_for(actor, run.source)
    with transaction.atomic():
        settle(run)
        refuse_unready(run)
        move(run, RunAction.ROLL_BACK)
        _queue(actor, run, ROLL_BACK)


def why_not_roll_back(run: ImportRun) -> str:
    """The sentence with which a roll back would be refused now; empty where it may be asked for."""
    if (RunState(run.state), RunAction.ROLL_BACK) not in TRANSITIONS:
        return str(_("Only an applied import can be rolled back."))
    try:
        refuse_unready(run)
    except InvalidTransition as refusal:
        return str(refusal)
    return ""


def discard(*, actor: User | None, run: ImportRun) -> None:
    """Set a staged import aside; its lines are kept for as long as those of others.

    Raises NotAllowed, InvalidTransition where it is not staged, Conflict when someone was faster.
    """
    register_for(actor, run.source)
    with transaction.atomic():
        settle(run)
        move(run, RunAction.DISCARD, finished_at=clock.now())
        record(actor=actor, verb="sources.discarded", target=run, data={"source": run.source})


def _queue(actor: User, run: ImportRun, name: str) -> None:
    run.job_id = enqueue(actor=actor, name=name, arguments={"run_id": run.pk}).pk
    ImportRun.objects.filter(pk=run.pk).update(job_id=run.job_id)
