"""What has to be there before pages can be served; each step does nothing when nothing is missing."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from parvis.core.errors import ParvisError
from parvis.core.schema import pending_migrations

STAMP = ".collected"

Say = Callable[[str], None]


class DataFolderUnusable(ParvisError):
    """The data folder cannot be made or written to."""


def prepare(say: Say) -> None:
    """Make the data folder, the schema, the table of the cache and the static files; tell each thing that was done.

    Raises DataFolderUnusable.
    """
    make_data_folder()
    prepare_database(say)
    collect_static(say)


def make_data_folder() -> None:
    """Make the data folder, for its owner alone; raises DataFolderUnusable when it cannot be written to."""
    folder = Path(settings.DATA_DIR)
    advice = "Give it to the account that runs parvis, or set PARVIS_DATA_DIR."
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderUnusable(f"the data folder {folder} cannot be made: {error.strerror}. {advice}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DataFolderUnusable(f"the data folder {folder} cannot be written to. {advice}")


def prepare_database(say: Say) -> None:
    """Apply the migrations that wait and make the table of the cache."""
    waiting = pending_migrations()
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
        say(f"{len(waiting)} migrations applied")
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
        say("table of the cache made")


def collect_static(say: Say) -> None:
    """Copy, name and compress the static files, unless they are those that were collected last."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint, encoding="ascii")
    say("static files collected")


def static_files_are_there() -> bool:
    """True once they were collected."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def _fingerprint() -> str:
    """Changes when a static file, or the way they are stored, does."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
