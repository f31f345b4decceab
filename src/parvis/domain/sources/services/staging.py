"""Stage a file, so that people see what it would change, and apply what they have seen."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.models import StoredFile
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.registers.reading import sha256_of
from parvis.domain.sources.enums import ChangeKind, RunAction, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.services import imports
from parvis.domain.sources.services.applying import refused_as_conflict
from parvis.domain.sources.services.doubts import find_doubts, recall_doubts
from parvis.domain.sources.services.imports import Effect, commit_plan, counts_of, register_for
from parvis.domain.sources.services.lines import change_rows, news_in, write_lines
from parvis.domain.sources.services.parsing import Parsed, Progress, parse
from parvis.domain.sources.services.plan import Plan
from parvis.domain.sources.services.planning import make_plan, read_surroundings
from parvis.domain.sources.services.states import move, until_it_fits

FILE_GONE = gettext_lazy("The file is not kept any more. Import it again.")


def stage_file(
    *, run: ImportRun, path: Path, progress: Progress = imports.silent, effect: Effect = imports.own_transaction
) -> None:
    """Read the file of a run and keep, line by line, what it would change; the directory stays as it is.

    Raises SourceUnusable when the file cannot be read at all; the run has failed then.
    """
    register = register_for(run.started_by, run.source)
    if run.state == RunState.WAITING:
        move(run, RunAction.READ, sha256=sha256_of(path))
    run.as_of = imports.day_of(run)
    parsed = parse(register, path, run.as_of, progress)
    plan = _plan(parsed, run, progress)
    if any(line.kind == ChangeKind.NEW for line in plan.lines):
        progress(0, 0, _("looking for organisations that are alike"))
        find_doubts(plan)
    with effect() as result:
        write_lines(run, change_rows(plan, parsed, {}, in_full=True))
        move(run, RunAction.STAGE, as_of=run.as_of, finished_at=clock.now(), problem="", **counts_of(plan, parsed))
        record(actor=run.started_by, verb="sources.staged", target=run, data={"source": run.source})
        result |= {"run": run.pk, "state": run.state}


def apply_staged(
    *,
    actor: User | None,
    run: ImportRun,
    path: Path,
    progress: Progress = imports.silent,
    effect: Effect = imports.own_transaction,
) -> bool:
    """Write what the run's lines say; False, and nothing is written, when these are not any more what would happen.

    The file is read and compared anew. Where the directory has changed so that something else would come of the file,
    the lines are put in the place of those that people saw, and the run waits to be looked at again.
    Raises InvalidInput while refused lines are not accepted, Conflict when the directory never rests.
    """
    register = register_for(actor, run.source)
    parsed = parse(register, path, run.as_of, progress)
    refuse_unread(run, len(parsed.refused))

    def plan_and_write() -> bool:
        plan = _plan(parsed, run, progress)
        recall_doubts(run, plan)
        rows = list(change_rows(plan, parsed, {}, in_full=True))
        news = news_in(run, rows)
        progress(len(rows), len(rows), _("writing"))
        with refused_as_conflict(), effect() as result:
            if run.state != RunState.APPLYING:
                move(run, RunAction.APPLY)
            if news:
                write_lines(run, rows, news=news)
                values = {"finished_at": clock.now(), "differing": len(news - {-1}) or 1, "problem": ""}
                move(run, RunAction.STAGE, **values, **counts_of(plan, parsed))
            else:
                commit_plan(plan, parsed, run, actor=actor, in_full=True)
            result |= {"run": run.pk, "state": run.state}
        return not news

    return until_it_fits(run, plan_and_write)


def refuse_unread(run: ImportRun, refused: int) -> None:
    """Raises InvalidInput when lines were refused and nobody said that the others are wanted without them."""
    if refused and not run.skip_bad:
        raise InvalidInput(_("Some lines were refused. Say that the others are to be applied without them."))


def _plan(parsed: Parsed, run: ImportRun, progress: Progress) -> Plan:
    progress(0, len(parsed.records), _("comparing with the directory"))
    register = register_for(None, run.source)
    return make_plan(register, parsed.records, read_surroundings(), refused=parsed.refused, in_full=True)


@contextmanager
def copy_of_upload(run: ImportRun) -> Iterator[Path]:
    """The file of the run as a file of this machine, for as long as the block runs."""
    if run.upload is None:
        raise InvalidTransition(FILE_GONE)
    with copy_of(run.upload) as path:
        yield path


@contextmanager
def copy_of(file: StoredFile) -> Iterator[Path]:
    """A kept file as a file of this machine, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="parvis-import-") as folder:
        path = Path(folder) / "file"
        with default_storage.open(file.path) as stored, path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        yield path
