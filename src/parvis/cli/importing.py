"""`parvis import`: bring a file of a register into the directory."""

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.start import refuse, start

if TYPE_CHECKING:
    from parvis.domain.sources.services.imports import ImportReport

SOME = 20
"""Refused lines that the terminal shows; `--report` writes them all."""

SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Import the good lines of a file with bad ones.")]
AsOf = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that the files speak of.")]


def import_files(
    register: Annotated[str, typer.Argument(help="ror, rnsr, hospitals, ilab, higher-education or crosswalk.")],
    files: Annotated[list[Path], typer.Argument(help="CSV files in UTF-8, as they are or packed with gzip.")],
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_of: AsOf = None,
    report: Annotated[Path | None, typer.Option(help="Write every refused line to this CSV file.")] = None,
) -> None:
    """Import files of a register: all of a file or, when a line of it is refused, nothing.

    Ends with 1 when lines were refused, with 2 when a file could not be used at all.
    """
    start()
    from parvis.domain.registers.registry import importers  # noqa: PLC0415 -- needs Django

    source = register.replace("-", "_")
    if importers.find(source) is None:
        known = ", ".join(name.replace("_", "-") for name in importers.names())
        refuse(f"there is no register named {register!r}; known are {known}.")
    missing = [path for path in files if not path.is_file()]
    if missing:
        refuse(f"{missing[0]} is not a file.")
    reports = [_import(source, path, skip_bad=skip_bad, as_of=as_of) for path in files]
    if report:
        _write(report, reports, files)
    if any(line for done in reports for line in done.refused):
        raise typer.Exit(1)


def _import(source: str, path: Path, *, skip_bad: bool, as_of: dt.datetime | None) -> "ImportReport":
    from django.utils import translation  # noqa: PLC0415 -- slow import
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 -- slow import

    from parvis.core.errors import ParvisError  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services.imports import import_file  # noqa: PLC0415 -- needs Django

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with translation.override("en"), Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(path.name, total=None)

        def progress(done: int, total: int, message: str) -> None:
            bar.update(task, description=f"{path.name}: {message}", completed=done, total=total or None)

        try:
            report = import_file(
                actor=None,
                source=source,
                path=path,
                progress=progress,
                skip_bad=skip_bad,
                as_of=as_of.date() if as_of else None,
            )
        except ParvisError as error:
            bar.stop()
            refuse(f"{path.name}: {error}")
    with translation.override("en"):
        _tell(path, report)
    return report


def _tell(path: Path, report: "ImportReport") -> None:
    """The figures on standard output, the refused lines on standard error."""
    from parvis.domain.sources.labels import COUNTS, SKIPPED  # noqa: PLC0415 -- needs Django

    counts = report.counts
    if report.is_done and not report.changed_anything:
        typer.echo(f"{path.name}: {counts.get('read', 0)} rows read, nothing has changed.")
    else:
        typer.echo(f"{path.name}: {'imported' if report.is_done else report.run.problem}")
        for name, label in COUNTS.items():
            if counts.get(name):
                typer.echo(f"  {counts[name]:>7,}  {label}")
    for reason, number in sorted(report.run.skipped.items()):
        typer.echo(f"  {number:>7,}  {SKIPPED.get(reason, reason)}")
    for line in report.refused[:SOME]:
        where = f"line {line['line']}" + (f", column {line['column']}" if line["column"] else "")
        typer.echo(f"{path.name}, {where}: {line['message']}", err=True)
    if len(report.refused) > SOME:
        typer.echo(f"… and {len(report.refused) - SOME} more; `--report FILE.csv` writes them all.", err=True)


def _write(target: Path, reports: list["ImportReport"], files: list[Path]) -> None:
    """All refused lines as a CSV file."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "line", "column", "message"))
        for path, report in zip(files, reports, strict=True):
            writer.writerows((path.name, line["line"], line["column"], line["message"]) for line in report.refused)
