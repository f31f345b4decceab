"""`parvis import`: bring a file of a register into the directory, at once or staged; apply and roll back."""

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parvis.cli import import_runs, importing_calls, importing_projects
from parvis.cli.progress import watched
from parvis.cli.start import refuse, start

if TYPE_CHECKING:
    from parvis.domain.sources.services.imports import ImportReport

EU_CALLS = "eu_calls"
SOME = 20
"""Refused lines that the terminal shows; `--report` writes them all."""

Register = Annotated[
    str | None,
    typer.Argument(
        help="ror, rnsr, higher-education, finess, finess-entities, hospitals, annuaire-sante, sirene, ilab, cordis, "
        "crosswalk, or own-12 for a table of your own; anr or cordis-projects for projects; eu-calls for calls to "
        "partner for."
    ),
]
Files = Annotated[
    list[Path] | None, typer.Argument(help="Files as the register publishes them, as they are or packed with gzip.")
]
Stage = Annotated[bool, typer.Option("--stage", help="Only show what the files would change, and keep them to apply.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Import the good lines of a file with bad ones.")]
AsOf = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that the files speak of.")]
Report = Annotated[Path | None, typer.Option(help="Write every refused line to this CSV file.")]
Runs = Annotated[bool, typer.Option("--runs", help="List the newest imports with their numbers and states.")]
Apply = Annotated[int | None, typer.Option("--apply", metavar="RUN", help="Apply a staged import.")]
RollBack = Annotated[int | None, typer.Option("--rollback", metavar="RUN", help="Roll an applied import back.")]
Yes = Annotated[bool, typer.Option("--yes", help="Roll back without asking.")]


def import_files(
    register: Register = None,
    files: Files = None,
    stage: Stage = False,  # noqa: FBT002 -- an option
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_of: AsOf = None,
    report: Report = None,
    runs: Runs = False,  # noqa: FBT002 -- an option
    apply: Apply = None,
    rollback: RollBack = None,
    yes: Yes = False,  # noqa: FBT002 -- an option
) -> None:
    """Import files of a register: all of a file or, when a line of it is refused, nothing.

    `--stage` shows first what they would change; `--runs`, `--apply RUN` and `--rollback RUN` go on from there.
    Ends with 1 when lines were refused or nothing was written, with 2 when a file could not be used at all.
    """
    start()
    if runs:
        import_runs.list_runs()
    elif apply is not None:
        import_runs.apply(apply, skip_bad=skip_bad)
    elif rollback is not None:
        import_runs.roll_back(rollback, is_sure=yes)
    elif not register or not files:
        refuse("name a register and its files, or one of --runs, --apply RUN and --rollback RUN.")
    else:
        source = _checked(register, files)
        day = as_of.date() if as_of else None
        if source == EU_CALLS:
            if stage:
                refuse("calls are staged in the browser; here all of a file is imported, or nothing is.")
            importing_calls.import_files(files, report, skip_bad=skip_bad, as_of=day)
        elif _brings_projects(source):
            if stage:
                refuse("projects are staged in the browser; here all their files are imported together, or nothing is.")
            importing_projects.import_files(source, files, report, skip_bad=skip_bad, as_of=day)
        elif stage:
            import_runs.stage(source, files, skip_bad=skip_bad, as_of=day)
        else:
            _import_all(source, files, report, skip_bad=skip_bad, as_of=day)


def _checked(register: str, files: list[Path]) -> str:
    """The code of the register; ends the command when it is unknown or a file is missing."""
    from parvis.domain.projects.registry import project_registers  # noqa: PLC0415 -- needs Django
    from parvis.domain.registers.registry import importers  # noqa: PLC0415 -- needs Django

    source = register.replace("-", "_")
    if source != EU_CALLS and importers.find(source) is None and not _brings_projects(source):
        names = (*importers.names(), *project_registers.names(), EU_CALLS)
        known = ", ".join(name.replace("_", "-") for name in names)
        refuse(f"there is no register named {register!r}; known are {known}.")
    missing = [path for path in files if not path.is_file()]
    if missing:
        refuse(f"{missing[0]} is not a file.")
    return source


def _brings_projects(source: str) -> bool:
    """True for a register of projects: its files belong together, and bring no organisation."""
    from parvis.domain.projects.registry import project_registers  # noqa: PLC0415 -- needs Django

    return project_registers.find(source) is not None


def _import_all(source: str, files: list[Path], report: Path | None, **options: Any) -> None:
    reports = [_import(source, path, **options) for path in files]
    if report:
        _write(report, reports, files)
    if any(done.refused for done in reports):
        raise typer.Exit(1)


def _import(source: str, path: Path, **options: Any) -> "ImportReport":
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.domain.sources.services.imports import import_file  # noqa: PLC0415 -- needs Django

    with watched(path.name) as progress:
        report = import_file(actor=None, source=source, path=path, progress=progress, **options)
    with translation.override("en"):
        _tell(path, report)
    return report


def _tell(path: Path, report: "ImportReport") -> None:
    """The figures on standard output, the refused lines on standard error."""
    if report.is_done and not report.changed_anything:
        typer.echo(f"{path.name}: {report.counts.get('read', 0)} rows read, nothing has changed.")
    else:
        typer.echo(f"{path.name}: {'imported' if report.is_done else report.run.problem} (import {report.run.pk})")
        import_runs.echo_figures(report.counts)
    import_runs.echo_skipped(report.run)
    for line in report.refused[:SOME]:
        where = f"line {line.line}" + (f", column {line.column}" if line.column else "")
        typer.echo(f"{path.name}, {where}: {line.message}", err=True)
    if len(report.refused) > SOME:
        typer.echo(f"… and {len(report.refused) - SOME} more; `--report FILE.csv` writes them all.", err=True)


def _write(target: Path, reports: list["ImportReport"], files: list[Path]) -> None:
    """All refused lines as a CSV file."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "line", "column", "message"))
        for path, report in zip(files, reports, strict=True):
            writer.writerows((path.name, line.line, line.column, line.message) for line in report.refused)
