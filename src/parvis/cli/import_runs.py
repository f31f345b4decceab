"""The imports of an instance at the command line: list them, stage a file, apply, roll back."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parvis.cli.progress import watched
from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.domain.sources.models import ImportRun

MOST = 30


def list_runs() -> None:
    """The newest imports, one a line, columns separated by tabs: number, state, register, day, file, figures."""
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.domain.sources.models import ImportRun  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.selectors.runs import at_rest  # noqa: PLC0415 -- needs Django

    with translation.override("en"):
        for run in at_rest(ImportRun.objects.order_by("-id")[:MOST]):
            figures = ", ".join(
                f"{run.counts[name]} {name}" for name in ("new", "joined", "changed") if run.counts.get(name)
            )
            day = run.as_of.isoformat() if run.as_of else "-"
            cells = (str(run.pk), run.get_state_display(), run.source, day, run.file_name, figures or "-")
            typer.echo("\t".join(cells))


def stage(source: str, files: list[Path], *, skip_bad: bool, as_of: dt.date | None) -> None:
    """Keep the files and say what each would change; ends with 1 when lines were refused."""
    from django.core.files.base import File  # noqa: PLC0415 -- slow import

    from parvis.domain.sources.services.requests import keep_upload  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services.staging import copy_of_upload, stage_file  # noqa: PLC0415 -- needs Django

    refused = 0
    for path in files:
        with watched(path.name) as progress:
            with path.open("rb") as content:
                upload = File(content, name=path.name)
                run = keep_upload(actor=None, source=source, upload=upload, skip_bad=skip_bad, as_of=as_of)
            with copy_of_upload(run) as copy:
                stage_file(run=run, path=copy, progress=progress)
        _tell_staged(run, path.name)
        refused += run.counts["refused"]
    if refused:
        raise typer.Exit(1)


def _tell_staged(run: "ImportRun", name: str) -> None:
    from django.utils import translation  # noqa: PLC0415 -- slow import

    with translation.override("en"):
        typer.echo(f"{name}: staged as import {run.pk}; nothing is written yet.")
        echo_figures(run.counts)
        echo_skipped(run)
    typer.echo(f"Look at it under /campus/imports/{run.pk}/, or apply it: parvis import --apply {run.pk}")


def apply(number: int, *, skip_bad: bool) -> None:
    """Apply a staged import; ends with 1 when something else than staged would come of it."""
    from parvis.domain.sources.services.staging import apply_staged, copy_of_upload  # noqa: PLC0415 -- needs Django

    run = _run(number)
    run.skip_bad = run.skip_bad or skip_bad
    with watched(run.file_name) as progress, copy_of_upload(run) as copy:
        is_applied = apply_staged(actor=None, run=run, path=copy, progress=progress)
    if not is_applied:
        typer.echo(
            f"The directory has changed since import {number} was staged; {run.differing} lines would come out "
            "otherwise. Nothing was written. Look at it again, then apply it once more.",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"{run.file_name}: imported (import {run.pk})")
    echo_figures(run.counts)


def roll_back(number: int, *, is_sure: bool) -> None:
    """Say in numbers what will happen, ask, and roll an applied import back."""
    from parvis.domain.sources.selectors.undoing import forecast  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services import rollback  # noqa: PLC0415 -- needs Django

    run = _run(number)
    with watched(run.file_name):
        rollback.refuse_unready(run)
        found = forecast(run)
    typer.echo(
        f"Rolling import {number} back ({run.file_name}): {found.removed} records go, {found.restored} say again what "
        f"they said before, {found.redated} get their earlier day. {found.going} organisations go, "
        f"{found.staying} that it brought stay."
    )
    if not is_sure and not typer.confirm("Roll it back?"):
        raise typer.Exit(1)
    with watched(run.file_name) as progress:
        rollback.roll_back(actor=None, run=run, progress=progress)
    typer.echo(f"Import {number} is rolled back. It can be applied again: parvis import --apply {number}")


def echo_figures(counts: dict[str, int]) -> None:
    """The figures of a run that are not nought, one a line."""
    from parvis.domain.sources.labels import COUNTS  # noqa: PLC0415 -- needs Django

    for name, label in COUNTS.items():
        if counts.get(name):
            typer.echo(f"  {counts[name]:>7,}  {label}")


def echo_skipped(run: "ImportRun") -> None:
    """Why rows brought no organisation, one reason a line."""
    from parvis.domain.sources.labels import SKIPPED  # noqa: PLC0415 -- needs Django

    for reason, number in sorted(run.skipped.items()):
        typer.echo(f"  {number:>7,}  {SKIPPED.get(reason, reason)}")


def _run(number: int) -> "ImportRun":
    from parvis.domain.sources.models import ImportRun  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services.states import settle  # noqa: PLC0415 -- needs Django

    run = ImportRun.objects.select_related("upload").filter(pk=number).first()
    if run is None:
        refuse(f"there is no import {number}; `parvis import --runs` lists them.")
    settle(run)
    return run
