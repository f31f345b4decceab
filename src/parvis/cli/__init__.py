"""The command line of parvis: one file a command.

A command's module imports nothing slow at its top, so that `parvis --help` answers at once; the work itself is
imported once `start()` has made Django ready.
"""

import os

import typer

from parvis.cli import backup, init, manage, restore, serve, worker

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def parvis() -> None:
    """Run an innovation campus."""


app.command("init")(init.init)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("manage", hidden=True, context_settings=manage.EVERYTHING)(manage.manage)


def main() -> None:
    """Entry point of the `parvis` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    app()
