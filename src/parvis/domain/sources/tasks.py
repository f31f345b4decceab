"""The jobs that read an uploaded file, apply it, and roll it back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.errors import Cancelled
from parvis.base.jobs.registry import JobHandle, Json, job
from parvis.core import clock
from parvis.core.errors import ParvisError, SourceUnusable
from parvis.domain.sources.enums import RunAction, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.services.requests import APPLY, ROLL_BACK, STAGE
from parvis.domain.sources.services.rollback import roll_back
from parvis.domain.sources.services.staging import apply_staged, copy_of_upload, stage_file
from parvis.domain.sources.services.states import move

Act = Callable[[ImportRun], object]


@job(STAGE, label=_("reading of a register"))
def stage(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Read the file of a run and say what it would change. A file that is unusable is a result, not a failure."""

    def act(run: ImportRun) -> None:
        with copy_of_upload(run) as path:
            stage_file(run=run, path=path, progress=handle.progress, effect=handle.effect)

    return _run(run_id, {RunState.WAITING, RunState.RUNNING}, act)


@job(APPLY, label=_("import of a register"))
def apply(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Apply a staged run."""

    def act(run: ImportRun) -> None:
        with copy_of_upload(run) as path:
            apply_staged(actor=handle.actor, run=run, path=path, progress=handle.progress, effect=handle.effect)

    return _run(run_id, {RunState.APPLYING}, act)


@job(ROLL_BACK, label=_("roll back of an import"))
def undo(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Roll an applied run back."""
    return _run(
        run_id,
        {RunState.ROLLING_BACK},
        lambda run: roll_back(actor=handle.actor, run=run, progress=handle.progress, effect=handle.effect),
    )


def _run(run_id: int, states: set[RunState], act: Act) -> dict[str, Json]:
    """Act while the run is meant for it; a refusal or a cancellation gives the run its resting state back."""
    run = ImportRun.objects.select_related("upload", "started_by").get(pk=run_id)
    if run.state in states:
        with _resting(run):
            act(run)
    return {"run": run.pk, "state": run.state}


@contextmanager
def _resting(run: ImportRun) -> Iterator[None]:
    try:
        yield
    except ParvisError as error:
        run.refresh_from_db()
        action = RunAction.CANCEL if run.state == RunState.WAITING else RunAction.FAIL
        move(run, action, finished_at=clock.now(), problem=str(error))
        if not isinstance(error, SourceUnusable):
            raise
    except Cancelled:
        run.refresh_from_db()
        move(run, RunAction.CANCEL, finished_at=clock.now())
        raise
