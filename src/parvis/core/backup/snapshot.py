"""One moment of the database, to be read for as long as it takes while others write."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, connections

ALIAS = "snapshot"


@contextlib.contextmanager
def snapshot(folder: Path) -> Iterator[str]:
    """The alias of a connection that sees the database as it is now; `folder` has room for a copy of an SQLite file.

    SQLite: a copy by the online backup API, in one step, which no writer waits for (WAL). PostgreSQL: a read-only
    transaction with repeatable read.
    """
    reader = connection.copy(ALIAS)
    if connection.vendor == "sqlite":
        copy = folder / "snapshot.sqlite3"
        _copy_sqlite(copy)
        reader.settings_dict["NAME"] = str(copy)
    connections[ALIAS] = reader
    try:
        if connection.vendor == "postgresql":  # runs on PostgreSQL only
            reader.set_autocommit(autocommit=False)
            with reader.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield ALIAS
    finally:
        reader.close()
        del connections[ALIAS]


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()
