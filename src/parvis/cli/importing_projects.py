"""`parvis import anr`: bring the files of a register of projects in, and tie who took part to the directory."""

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parvis.cli.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.domain.projects.services.importing import ImportReport

SOME = 20
"""Refused lines that the terminal shows; `--report` writes them all."""


def import_files(
    source: str, files: list[Path], report_file: Path | None, *, skip_bad: bool, as_of: dt.date | None
) -> None:
    """Import all files together and tie who took part; ends with 1 when lines were refused."""
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.domain.projects.services.importing import import_projects  # noqa: PLC0415 -- needs Django

    name = ", ".join(path.name for path in files)
    with watched(name) as progress:
        report = import_projects(
            actor=None, source=source, paths=files, progress=progress, skip_bad=skip_bad, as_of=as_of
        )
    with translation.override("en"):
        _tell(name, report)
    if report_file:
        _write(report_file, report)
    if not report.is_refused:
        _tie()
    if report.refused:
        raise typer.Exit(1)


def _tie() -> None:
    """Tie who took part to organisations of the directory, and say how many."""
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.domain.projects.labels import TIES  # noqa: PLC0415 -- needs Django
    from parvis.domain.projects.services.tying import tie_all  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services.imports import own_transaction  # noqa: PLC0415 -- needs Django

    with watched("ties") as progress:
        counts = tie_all(progress=progress, effect=own_transaction)
    with translation.override("en"):
        _echo(counts, TIES)


def _tell(name: str, report: "ImportReport") -> None:
    """The figures on standard output, the refused lines on standard error."""
    from parvis.domain.projects.labels import COUNTS  # noqa: PLC0415 -- needs Django

    if report.run is None and not report.is_refused:
        typer.echo(f"{name}: {report.counts['read']} rows read, nothing has changed.")
    else:
        typer.echo(f"{name}: " + ("Nothing was imported." if report.is_refused else "imported"))
        _echo(report.counts, COUNTS)
    for one in report.refused[:SOME]:
        column = f", column {one.column}" if one.column else ""
        typer.echo(f"{one.file}, line {one.line}{column}: {one.message}", err=True)
    if len(report.refused) > SOME:
        typer.echo(f"… and {len(report.refused) - SOME} more; `--report FILE.csv` writes them all.", err=True)


def _echo(counts: dict[str, int], labels: "Mapping[str, object]") -> None:
    for key, label in labels.items():
        if counts.get(key):
            typer.echo(f"  {counts[key]:>7,}  {label}")


def _write(target: Path, report: "ImportReport") -> None:
    """All refused lines as a CSV file."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "line", "column", "message"))
        writer.writerows((one.file, one.line, one.column, one.message) for one in report.refused)
