"""`parvis manage`: Django's own commands, for developers."""

import typer

from parvis.cli.start import start

EVERYTHING = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
"""Typer leaves every argument to Django, `--help` too."""


def manage(context: typer.Context) -> None:
    """Run one of Django's own commands."""
    start()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

    execute_from_command_line(["parvis manage", *context.args])
