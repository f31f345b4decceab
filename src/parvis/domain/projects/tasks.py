"""Background jobs of projects."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, Json, job
from parvis.core import clock
from parvis.core.errors import ParvisError, SourceUnusable
from parvis.domain.projects.models import ProjectImport
from parvis.domain.projects.services.rollback import ROLL_BACK, roll_back
from parvis.domain.projects.services.staging import APPLY, STAGE, apply_staged, stage_files
from parvis.domain.projects.services.states import move
from parvis.domain.projects.services.tying import TIE, tie_all
from parvis.domain.sources.enums import RunAction, RunState


@job(TIE, label=_("tying of project partners to the directory"), every=dt.timedelta(days=1))
def tie(handle: JobHandle) -> dict[str, int]:
    """Compare the names of project partners with the directory; twice does no harm."""
    return tie_all(progress=handle.progress, effect=handle.effect)


@job(STAGE, label=_("reading of projects"))
def stage(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Read the files of a run and say what they would change. Unusable files are a result, not a failure."""
    return _run(
        run_id, RunState.WAITING, lambda run: stage_files(run=run, progress=handle.progress, effect=handle.effect)
    )


@job(APPLY, label=_("import of projects"))
def apply(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Apply a staged run."""

    def act(run: ProjectImport) -> None:
        apply_staged(actor=handle.actor, run=run, progress=handle.progress, effect=handle.effect)

    return _run(run_id, RunState.APPLYING, act)


@job(ROLL_BACK, label=_("roll back of an import of projects"))
def undo(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Roll an applied run back."""

    def act(run: ProjectImport) -> None:
        roll_back(actor=handle.actor, run=run, progress=handle.progress, effect=handle.effect)

    return _run(run_id, RunState.ROLLING_BACK, act)


def _run(run_id: int, state: RunState, act: Callable[[ProjectImport], object]) -> dict[str, Json]:
    """Act while the run is meant for it; a refusal gives the run its resting state back, with the sentence."""
    run = ProjectImport.objects.select_related("imported_by", "first_file", "second_file").get(pk=run_id)
    if run.state == state:
        try:
            act(run)
        except ParvisError as error:
            run.refresh_from_db()
            move(run, RunAction.FAIL, finished_at=clock.now(), problem=str(error))
            if not isinstance(error, SourceUnusable):
                raise
    return {"run": run.pk, "state": run.state}
