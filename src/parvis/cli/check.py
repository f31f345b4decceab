"""`parvis check`: tell the operator what is wrong."""

import typer

from parvis.cli.start import start


def check() -> None:
    """Say in plain sentences what is wrong with the settings, the machine and the instance. Ends with 1 on errors."""
    start()
    from django.core.checks import ERROR, run_checks  # noqa: PLC0415 -- needs Django

    from parvis.core.checks import TAG  # noqa: PLC0415 -- needs Django

    found = [*run_checks(), *run_checks(tags=[TAG], include_deployment_checks=True)]
    errors = 0
    for message in sorted(found, key=lambda message: (-message.level, str(message.id))):
        is_error = message.level >= ERROR
        errors += is_error
        typer.secho("error   " if is_error else "warning ", fg="red" if is_error else "yellow", nl=False)
        typer.echo(message.msg)
        if message.hint:
            typer.echo(f"        {message.hint}")
    typer.echo(f"{errors} errors, {len(found) - errors} warnings." if found else "Nothing is wrong.")
    raise typer.Exit(1 if errors else 0)
