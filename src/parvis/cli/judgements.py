"""`parvis judgements`: judged pairs out of an instance and into another one, as CSV."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.progress import watched
from parvis.cli.start import refuse, start

if TYPE_CHECKING:
    from parvis.domain.linking.models import PairFile

app = typer.Typer(no_args_is_help=True, help="Import judged pairs from a CSV file.")

SOME = 20
"""Lines that the terminal shows of each kind."""

File = Annotated[Path, typer.Argument(help="CSV file as the page of judgements gives it (Judged pairs as CSV).")]
Stage = Annotated[bool, typer.Option("--stage", help="Only say what the file would do, and keep it for the page.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave lines out that cannot be used.")]


@app.callback()
def judgements() -> None:
    """Import judged pairs from a CSV file."""


@app.command("import")
def import_pairs(
    file: File,
    stage: Stage = False,  # noqa: FBT002 -- an option
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
) -> None:
    """Import judgements that were made elsewhere: all of them, or nothing. Twice does no harm.

    What people judged here is never overruled. Ends with 1 when lines cannot be used or contradict it.
    """
    start()
    if not file.is_file():
        refuse(f"{file} is not a file.")
    from parvis.domain.linking.enums import FileState  # noqa: PLC0415 -- needs Django
    from parvis.domain.linking.services import pair_files  # noqa: PLC0415 -- needs Django
    from parvis.domain.sources.services.imports import own_transaction  # noqa: PLC0415 -- needs Django

    with watched(file.name) as progress:
        found = pair_files.stage_pairs(actor=None, name=file.name, content=file.read_bytes())
    _tell_lines(found)
    if stage:
        typer.echo(
            f"{file.name}: nothing is written yet. Look at it under /campus/linking/judgements/files/{found.pk}/"
        )
    else:
        with watched(file.name) as progress:
            pair_files.refuse_bad(found, skip_bad=skip_bad)
            pair_files.apply_pairs(
                actor=None,
                file=found,
                progress=lambda done, total: progress(done, total, "writing"),
                effect=own_transaction,
                state=FileState.STAGED,
            )
        typer.echo(f"{file.name}: imported.")
    _tell_figures(found)
    if found.bad or found.counts.get("contradicts"):
        raise typer.Exit(1)


def _tell_lines(file: "PairFile") -> None:
    """On standard error the lines that cannot be used and those that contradict what was judged here."""
    for number, why in file.bad[:SOME]:
        typer.echo(f"{file.file_name}, line {number}: {why}", err=True)
    against = [line for line in file.lines if line["outcome"] == "contradicts"]
    for line in against[:SOME]:
        said = "the same" if line["same"] else "different"
        typer.echo(f"{file.file_name}, line {line['number']}: {line['left']} and {line['right']} {said}?", err=True)
    for name, number in (("cannot be used", len(file.bad)), ("contradict what was judged here", len(against))):
        if number > SOME:
            typer.echo(f"… {number} lines {name}; the page of the file shows them all.", err=True)


def _tell_figures(file: "PairFile") -> None:
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.domain.linking.selectors.pair_files import figures_of  # noqa: PLC0415 -- needs Django

    with translation.override("en"):
        for _name, label, number in figures_of(file):
            typer.echo(f"  {number:>7,}  {label}")
    if file.bad:
        typer.echo(f"  {len(file.bad):>7,}  cannot be used")
