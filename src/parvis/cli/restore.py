"""`parvis restore`: give back what `parvis backup` wrote."""

from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.start import refuse, start


def restore(file: Annotated[Path, typer.Argument(help="An archive that `parvis backup` made.")]) -> None:
    """Give back rows, files and logins exactly, into an empty place only, on SQLite or PostgreSQL."""
    start()
    from django.utils import translation  # noqa: PLC0415 -- needs Django

    from parvis.core.backup.manifest import BackupRefused  # noqa: PLC0415 -- needs Django
    from parvis.core.backup.read import restore_backup  # noqa: PLC0415 -- needs Django

    try:
        with translation.override("en"):  # a refusal names what it found
            manifest = restore_backup(file, typer.echo)
    except BackupRefused as error:
        refuse(str(error), code=1)
    typer.echo(f"{manifest.rows} rows of {manifest.made_at} are back. Run `parvis init`, then `parvis serve`.")
