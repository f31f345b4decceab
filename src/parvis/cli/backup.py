"""`parvis backup`: put everything into one file, while the site goes on."""

from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.start import refuse, start


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as parvis-2027-01-31.tar.gz.")],
) -> None:
    """Write every row, every file and the signing key into one new archive. The site may be used meanwhile."""
    start()
    from parvis.core.backup.manifest import BackupRefused  # noqa: PLC0415 -- needs Django
    from parvis.core.backup.write import make_backup  # noqa: PLC0415 -- needs Django

    try:
        written = make_backup(file.absolute())
    except BackupRefused as error:
        refuse(str(error), code=1)
    megabytes = file.stat().st_size / 1_000_000
    typer.echo(f"{written.manifest.rows} rows and {len(written.files)} files are in {file} ({megabytes:.1f} MB).")
    for name in written.gone:
        typer.echo(f"{name} was removed while the backup was made.")
    if not written.is_noted:
        typer.echo("The data folder cannot be written to, so `parvis check` will not know of this backup.", err=True)
