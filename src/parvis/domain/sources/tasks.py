"""The job that imports an uploaded file."""

import shutil
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.errors import AttemptStopped, Cancelled
from parvis.base.jobs.registry import JobHandle, Json, job
from parvis.core import clock
from parvis.core.errors import SourceUnusable
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.uploads import JOB


@job(JOB, label=_("import of a register"))
def run_import(handle: JobHandle, *, run_id: int) -> dict[str, Json]:
    """Import the file of a run. A file that is refused or unusable is a result, not a failure to try again."""
    run = ImportRun.objects.select_related("upload", "started_by").get(pk=run_id)
    if run.state == RunState.DONE or run.upload is None:
        return {"run": run.pk, "state": run.state}
    with tempfile.TemporaryDirectory(prefix="parvis-import-") as folder:
        path = Path(folder) / "file"
        with default_storage.open(run.upload.path) as stored, path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        try:
            report = import_file(
                actor=run.started_by,
                source=run.source,
                path=path,
                progress=handle.progress,
                skip_bad=run.skip_bad,
                as_of=run.as_of,
                run=run,
                effect=handle.effect,
            )
        except SourceUnusable as error:
            return {"run": run.pk, "state": RunState.FAILED, "problem": str(error)}
        except AttemptStopped as stopped:
            state = RunState.CANCELLED if isinstance(stopped, Cancelled) else RunState.WAITING
            ended = clock.now() if isinstance(stopped, Cancelled) else None
            ImportRun.objects.filter(pk=run.pk).exclude(state=RunState.DONE).update(state=state, finished_at=ended)
            raise
    return {"run": run.pk, "state": report.run.state}
