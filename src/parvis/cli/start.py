"""Make Django ready, and end with a sentence where others end with a traceback."""

import os
from typing import NoReturn

import typer


def refuse(sentence: str, *, code: int = 2) -> NoReturn:
    """Say on standard error why the command does nothing, and end with `code`."""
    typer.echo(f"parvis: {sentence}", err=True)
    raise typer.Exit(code)


def in_one_line(error: Exception) -> str:
    """What an error says, without its line breaks and its last full stop."""
    return " ".join(str(error).split()).rstrip(".?")


def start() -> None:
    """Load the settings and every app; a wrong setting ends the command with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django  # noqa: PLC0415 -- slow import
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- slow import

    try:
        django.setup()
    except ImproperlyConfigured as error:
        refuse(str(error))


def require_tables() -> None:
    """End the command when the database does not answer or lacks tables of this version; leaves no connection open."""
    from django.db import DatabaseError, connections  # noqa: PLC0415 -- slow import

    from parvis.core.schema import pending_migrations  # noqa: PLC0415 -- needs Django

    try:
        waiting = pending_migrations()
    except DatabaseError as error:
        refuse(f"the database does not answer: {in_one_line(error)}.", code=1)
    if waiting:
        refuse(f"{len(waiting)} migrations wait, the first is {waiting[0]}. Run `parvis init` first.", code=1)
    connections.close_all()  # processes are forked from here, and must not share a connection


def require_static_files() -> None:
    """End the command when the static files were not collected on this machine: every page would fail."""
    from parvis.core.preparation import static_files_are_there  # noqa: PLC0415 -- needs Django

    if not static_files_are_there():
        refuse("the static files were not collected on this machine. Run `parvis init` first.", code=1)
