"""The command line of parvis."""

import os

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Run an innovation campus.")


@app.command()
def manage(arguments: list[str]) -> None:
    """Run one of Django's own commands."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

    execute_from_command_line(["parvis manage", *arguments])


def main() -> None:
    """Entry point of the `parvis` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    app()
