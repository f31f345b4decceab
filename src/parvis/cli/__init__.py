"""The command line of parvis: one file a command.

A command's module imports nothing slow at its top, so that `parvis --help` answers at once; the work itself is
imported once `start()` has made Django ready.
"""

import os
import sys

import typer

from parvis.cli import (
    backup,
    check,
    demo,
    engine,
    importing,
    init,
    judgements,
    manage,
    restore,
    search,
    serve,
    user,
    worker,
)
from parvis.cli.start import in_one_line
from parvis.core.errors import ParvisError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def parvis() -> None:
    """Run an innovation campus."""


app.command("demo")(demo.demo)
app.command("init")(init.init)
app.command("import")(importing.import_files)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("check")(check.check)
app.add_typer(judgements.app, name="judgements")
app.add_typer(user.app, name="user")
app.add_typer(search.app, name="search")
app.add_typer(engine.app, name="engine")
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("manage", hidden=True, context_settings=manage.EVERYTHING)(manage.manage)


def main() -> None:
    """Entry point of the `parvis` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    try:
        app()
    except ParvisError as error:
        sys.exit(f"parvis: {error}")
    except Exception as error:
        database = sys.modules.get("django.db")  # only there when the command got as far as that
        if database is None or not isinstance(error, database.OperationalError | database.ProgrammingError):
            raise
        sys.exit(f"parvis: the database refused: {in_one_line(error)}. `parvis check` says more.")
