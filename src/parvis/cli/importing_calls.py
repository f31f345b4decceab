"""`parvis import eu-calls`: bring calls to partner for in."""

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.domain.needs.services.importing_opportunities import ImportReport

SOME = 20
"""Refused calls that the terminal shows; `--report` writes them all."""


def import_files(files: list[Path], report_file: Path | None, *, skip_bad: bool, as_of: dt.date | None) -> None:
    """Import one file after the other, each as a whole; ends with 1 when calls were refused, with 2 at another file."""
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.core.errors import SourceUnusable  # noqa: PLC0415 -- needs Django
    from parvis.domain.needs.services.importing_opportunities import import_calls  # noqa: PLC0415 -- needs Django

    reports = []
    with translation.override("en"):
        for path in files:
            try:
                report = import_calls(actor=None, content=path.read_bytes(), skip_bad=skip_bad, as_of=as_of)
            except SourceUnusable as error:
                refuse(f"{path.name} cannot be used: {error}")
            _tell(path, report)
            reports.append((path, report))
    if report_file:
        _write(report_file, reports)
    if any(report.refused for _path, report in reports):
        raise typer.Exit(1)


def _tell(path: Path, report: "ImportReport") -> None:
    """The figures on standard output, the refused calls on standard error."""
    if report.is_done:
        figures = ", ".join(f"{number} {name}" for name, number in report.counts.items())
        typer.echo(f"{path.name}: imported ({figures})")
    else:
        typer.echo(f"{path.name}: Nothing was imported.")
    for one in report.refused[:SOME]:
        field = f", {one.field}" if one.field else ""
        typer.echo(f"{path.name}, call {one.place}{field}: {one.message}", err=True)
    if len(report.refused) > SOME:
        typer.echo(f"… and {len(report.refused) - SOME} more; `--report FILE.csv` writes them all.", err=True)


def _write(target: Path, reports: "list[tuple[Path, ImportReport]]") -> None:
    """All refused calls as a CSV file."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "call", "code", "field", "message"))
        for path, report in reports:
            writer.writerows((path.name, one.place, one.code, one.field, one.message) for one in report.refused)
