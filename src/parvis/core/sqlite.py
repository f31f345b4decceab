"""The SQLite that parvis runs on."""

import sqlite3
import sys

FIRST_SAFE_VERSION = (3, 51, 3)
"""Versions 3.7.0 to 3.51.2 can corrupt a WAL database (the WAL-reset bug); see docs/decisions."""


def use_safe_sqlite() -> None:
    """Put the bundled SQLite in the place of the system's where the latter is too old; call before Django loads."""
    if sqlite3.sqlite_version_info >= FIRST_SAFE_VERSION:
        return
    import pysqlite3  # noqa: PLC0415 -- only where the system's library is too old

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
