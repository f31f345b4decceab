"""`parvis init`: make an instance ready, or bring it up to the version that is installed."""

import typer

from parvis.cli.start import start


def init() -> None:
    """Make the data folder, the tables, the static files and the reference data. Run it again after each upgrade."""
    start()
    from parvis.base.search.services.indexing import bring_up_to_date  # noqa: PLC0415 -- needs Django
    from parvis.core.preparation import prepare  # noqa: PLC0415 -- needs Django
    from parvis.domain.reference.services.load import load_reference  # noqa: PLC0415 -- needs Django

    prepare(typer.echo)
    report = load_reference()
    created, changed = sum(report.created.values()), sum(report.changed.values())
    if created or changed:
        typer.echo(f"reference data: {created} rows new, {changed} changed")
    if bring_up_to_date():
        typer.echo("search index: built")
    typer.echo("parvis is ready. `parvis serve` answers, `parvis worker` works.")
