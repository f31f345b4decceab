"""Stage the files of a register of projects: people see what they would change, then apply what they have seen."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.services.store import store_file
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.projects.models import ProjectImport
from parvis.domain.projects.rules import UPLOAD_PURPOSE
from parvis.domain.projects.services import importing
from parvis.domain.projects.services.comparing import Plan, compare
from parvis.domain.projects.services.ledger import Entry, digest_of, entries_of, write_changes
from parvis.domain.projects.services.parsing import Parsed, Progress, parse_files
from parvis.domain.projects.services.states import move, settle
from parvis.domain.projects.services.tying import Effect
from parvis.domain.sources.enums import RunAction, RunState
from parvis.domain.sources.services.applying import refused_as_conflict

STAGE, APPLY = "projects.stage", "projects.apply"


def start_import(
    *, actor: User, source: str, files: "tuple[File[bytes], File[bytes]]", as_of: dt.date | None = None
) -> ProjectImport:
    """Keep the two files of a register and queue the job that reads them.

    Raises NotAllowed, InvalidInput for an unknown register or a file that is too large or not CSV.
    """
    importing.register_for(actor, source)
    with transaction.atomic():
        first, second = (store_file(actor=actor, upload=file, purpose=UPLOAD_PURPOSE) for file in files)
        run = ProjectImport.objects.create(
            source=source,
            file_names=[first.name, second.name],
            first_file=first,
            second_file=second,
            as_of=as_of,
            imported_by=actor,
            state=RunState.WAITING,
        )
        queue(actor, run, STAGE)
    return run


def queue(actor: User, run: ProjectImport, job: str) -> None:
    """Queue a job for the run, in the caller's transaction."""
    run.job_id = enqueue(actor=actor, name=job, arguments={"run_id": run.pk}).pk
    ProjectImport.objects.filter(pk=run.pk).update(job_id=run.job_id)


def stage_files(*, run: ProjectImport, progress: Progress, effect: Effect) -> None:
    """Read the files of a run and keep, row by row, what they would change; no project is written.

    Raises SourceUnusable when they cannot be read at all.
    """
    register = importing.register_for(run.imported_by, run.source)
    with copies_of(run) as paths:
        sha256 = importing.sha256_of_all(paths)
        parsed = parse_files(register, paths, progress)
    day = run.as_of or importing.day_of(run.source, sha256)
    progress(0, 0, _("comparing with the projects that are there"))
    plan = compare(register, parsed, day)
    with effect() as result:
        _show(run, plan, parsed, list(entries_of(plan, day)), sha256=sha256, as_of=day)
        record(actor=run.imported_by, verb="projects.staged", target=run, data={"source": run.source})
        result |= {"run": run.pk, "state": run.state}


def _show(run: ProjectImport, plan: Plan, parsed: Parsed, entries: list[Entry], **values: object) -> None:
    """Let the run wait to be looked at, with these changes."""
    write_changes(run, entries)
    refused = [[one.file, one.line, one.column, one.message] for one in parsed.refused]
    shown = {"counts": importing.figures_of(plan, parsed), "refused": refused, "digest": digest_of(entries)}
    move(run, RunAction.STAGE, kept_lines=True, problem="", finished_at=clock.now(), **shown, **values)


def request_apply(*, actor: User, run: ProjectImport, skip_bad: bool = False) -> None:
    """Queue the job that applies a staged import, or one that was rolled back.

    Raises NotAllowed, InvalidInput while refused lines are not accepted, InvalidTransition where the state or files
    that are not kept any more forbid it, Conflict when someone was faster.
    """
    importing.register_for(actor, run.source)
    run.skip_bad = run.skip_bad or skip_bad
    _refuse_unread(run, bool(run.refused))
    if not run.has_files:
        raise InvalidTransition(_("The files are not kept any more. Import them again."))
    with transaction.atomic():
        settle(run)
        move(run, RunAction.APPLY, skip_bad=run.skip_bad)
        queue(actor, run, APPLY)


def apply_staged(*, actor: User | None, run: ProjectImport, progress: Progress, effect: Effect) -> bool:
    """Write what the run's changes say; False, and nothing is written, when something else would come of the files now.

    Then the changes are shown anew, and the run waits to be looked at again.
    Raises InvalidInput while refused lines are not accepted, Conflict when someone imported the register meanwhile.
    """
    register = importing.register_for(actor, run.source)
    with copies_of(run) as paths:
        parsed = parse_files(register, paths, progress)
    _refuse_unread(run, bool(parsed.refused))
    progress(0, 0, _("comparing with the projects that are there"))
    day = run.as_of or clock.today()
    turn, plan = importing.next_turn(run.source), compare(register, parsed, day)
    entries = list(entries_of(plan, day))
    is_as_shown = digest_of(entries) == run.digest
    progress(parsed.read, parsed.read, _("writing"))
    with refused_as_conflict(), effect() as result:
        if is_as_shown:
            run.counts = importing.figures_of(plan, parsed)
            values = {"turn": turn, "finished_at": clock.now(), "problem": "", "has_moved": False}
            move(run, RunAction.FINISH, counts=run.counts, **values)
            write_changes(run, entries)  # with the ties of this moment, so that a roll back gives them back
            importing.write_plan(plan, run)
        else:
            _show(run, plan, parsed, entries, has_moved=True)
        result |= {"run": run.pk, "state": run.state}
    return is_as_shown


def _refuse_unread(run: ProjectImport, has_refused: bool) -> None:  # noqa: FBT001 -- private
    if has_refused and not run.skip_bad:
        raise InvalidInput(_("Some lines were refused. Say that the others are to be applied without them."))


def discard(*, actor: User, run: ProjectImport) -> None:
    """Set a staged import aside.

    Raises NotAllowed, InvalidTransition where it is not staged, Conflict when someone was faster.
    """
    importing.register_for(actor, run.source)
    with transaction.atomic():
        settle(run)
        move(run, RunAction.DISCARD, finished_at=clock.now())
        record(actor=actor, verb="projects.discarded", target=run, data={"source": run.source})


@contextmanager
def copies_of(run: ProjectImport) -> Iterator[list[Path]]:
    """The files of the run as files of this machine, under their names, for as long as the block runs."""
    if run.first_file is None or run.second_file is None:
        raise InvalidTransition(_("The files are not kept any more. Import them again."))
    with tempfile.TemporaryDirectory(prefix="parvis-import-") as folder:
        paths = []
        for place, kept in enumerate((run.first_file, run.second_file)):
            path = Path(folder) / str(place) / kept.name
            path.parent.mkdir()
            with default_storage.open(kept.path) as stored, path.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
            paths.append(path)
        yield paths
