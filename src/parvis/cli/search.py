"""`parvis search`: the search index, from the machine itself."""

import typer

from parvis.cli.start import start

app = typer.Typer(no_args_is_help=True, help="Build the search index anew, or compare it with the directory.")


@app.command("rebuild")
def rebuild() -> None:
    """Build every index anew beside the one in use, then put it in its place."""
    start()
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.progress import Progress  # noqa: PLC0415 -- slow import

    from parvis.base.search.registry import indexes  # noqa: PLC0415 -- needs Django
    from parvis.base.search.services import indexing  # noqa: PLC0415 -- needs Django

    for name in indexes.names():
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=None)
            held = indexing.rebuild(name, lambda done, total: bar.update(task, completed=done, total=total))  # noqa: B023 -- called in this turn
        typer.echo(f"{name}: {held:,} documents")


@app.command("check")
def check(
    repair: bool = typer.Option(False, "--repair", help="Index again what differs."),  # noqa: FBT001, FBT003 -- an option
) -> None:
    """Compare the indexes with what they are about. Ends with 1 when they differ and were not repaired."""
    start()
    from parvis.base.search.registry import indexes  # noqa: PLC0415 -- needs Django
    from parvis.base.search.selectors.drift import drift  # noqa: PLC0415 -- needs Django
    from parvis.base.search.services import indexing  # noqa: PLC0415 -- needs Django

    differs = False
    for name in indexes.names():
        found = indexing.repair(name) if repair else drift(name)
        differs = differs or bool(found)
        counts = f"{len(found.missing):,} missing, {len(found.superfluous):,} gone, {len(found.differing):,} changed"
        stale = ", built under other rules" if found.is_stale else ""
        typer.echo(f"{name}: {counts}{stale}" if found else f"{name}: in step")
    if differs and not repair:
        raise typer.Exit(1)
