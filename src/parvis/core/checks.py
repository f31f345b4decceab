"""What an operator should know about the settings and the machine: system checks that `parvis check` runs.

A check is a function that yields Django's check messages; it never changes anything. Apps add their own with
`@operator_check` in a module that their `ready()` imports.
"""

import datetime as dt
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 -- Django's name
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from parvis.core import clock
from parvis.core.backup.write import LAST
from parvis.core.preparation import static_files_are_there
from parvis.core.schema import pending_migrations
from parvis.core.sqlite import FIRST_SAFE_VERSION

TAG = "operator"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
OLD_BACKUP = dt.timedelta(days=2)
LEAST_FREE = 1_000_000_000

Check = Callable[[], Iterator[CheckMessage]]


def operator_check(check: Check) -> Check:
    """Have `parvis check` run this function, and `manage check --deploy` too."""

    def run(*, app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
        return list(check())

    run.__name__ = check.__name__
    register(run, TAG, deploy=True)
    return check


@operator_check
def address() -> Iterator[CheckMessage]:
    """Where the instance says it is, and who may speak for its visitors."""
    is_local = urlsplit(settings.BASE_URL).hostname in LOOPBACK
    if is_local:
        yield Warning(
            f"The public address is {settings.BASE_URL}: links in mails lead to the reader's own machine.",
            hint="Set PARVIS_BASE_URL to the address that people type.",
            id="parvis.W001",
        )
    elif not settings.HTTPS:
        yield Error(
            "People sign in over plain HTTP: passwords and sessions can be read on the way.",
            hint="Put a reverse proxy with HTTPS in front, and let PARVIS_BASE_URL start with https://.",
            id="parvis.E001",
        )
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield Warning(
            "No reverse proxy is trusted, yet something must speak HTTPS in front: all visitors seem to have one "
            "address, and share one limit on attempts to sign in.",
            hint="Set PARVIS_TRUSTED_PROXIES to the address of the proxy.",
            id="parvis.W002",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Warning(
            "Every host name is answered to, so that links in mails can be made to lead elsewhere.",
            hint="List the names in PARVIS_ALLOWED_HOSTS.",
            id="parvis.W003",
        )


@operator_check
def modes() -> Iterator[CheckMessage]:
    """What must never be on for others."""
    if settings.DEBUG:
        yield Error(
            "Errors show source code and settings to whoever meets them.",
            hint="Unset PARVIS_DEBUG.",
            id="parvis.E002",
        )
    if settings.DEMO:
        yield Warning(
            "This is a demo: its passwords and its mails are public.",
            hint="Unset PARVIS_DEMO, in a new data folder.",
            id="parvis.W004",
        )
    if settings.OIDC and settings.OIDC.issuer.startswith("http://"):
        yield Error(
            "The service of PARVIS_OIDC_ISSUER is asked over plain HTTP: anyone on the way can sign in as anyone.",
            hint="Use its https:// address.",
            id="parvis.E003",
        )


@operator_check
def data_folder() -> Iterator[CheckMessage]:
    """Whether the data folder can be used, has room, and keeps its secrets."""
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Error(
            f"The data folder {folder} cannot be written to.",
            hint="Give it to the account that runs parvis, or set PARVIS_DATA_DIR.",
            id="parvis.E004",
        )
        return
    if shutil.disk_usage(folder).free < LEAST_FREE:
        yield Warning(f"Less than 1 GB is free where {folder} is.", hint="Make room.", id="parvis.W005")
    for name in ("secret_key", "parvis.sqlite3"):
        path = folder / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o004 and stat.S_IMODE(folder.stat().st_mode) & 0o001:
            yield Warning(
                f"Every account of this machine can read {path}.",
                hint=f"chmod 700 {folder}",
                id="parvis.W006",
            )


@operator_check
def database() -> Iterator[CheckMessage]:
    """Whether the database answers, and with what parvis needs."""
    try:
        with connection.cursor() as cursor:
            yield from _sqlite(cursor) if connection.vendor == "sqlite" else _postgresql(cursor)
        waiting = pending_migrations()
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        yield Error(f"The database does not answer: {str(error).strip()}", hint="Check DATABASE_URL.", id="parvis.E005")
        return
    if waiting:
        yield Error(
            f"{len(waiting)} migrations wait, the first is {waiting[0]}.", hint="Run `parvis init`.", id="parvis.E006"
        )
    elif settings.CACHES["default"]["LOCATION"] not in tables:
        yield Error(
            "The table of the cache is missing: nobody can sign in.", hint="Run `parvis init`.", id="parvis.E007"
        )


def _sqlite(cursor: Any) -> Iterator[CheckMessage]:
    if sqlite3.sqlite_version_info < FIRST_SAFE_VERSION:
        yield Error(
            f"SQLite {sqlite3.sqlite_version} can damage a database that several processes write to.",
            hint="Install the package pysqlite3, or SQLite 3.51.3 or newer.",
            id="parvis.E008",
        )
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone()[0] not in {"wal", "memory"}:
        yield Warning(
            "SQLite cannot keep its write-ahead log here, so that readers wait for writers.",
            hint="Put the data folder on a local disk; network file systems cannot do this.",
            id="parvis.W007",
        )


def _postgresql(cursor: Any) -> Iterator[CheckMessage]:
    cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), now()")
    version, encoding, now = cursor.fetchone()
    if version < 150_000:
        yield Error(
            f"PostgreSQL {version // 10_000} is too old.", hint="parvis needs PostgreSQL 15 or newer.", id="parvis.E009"
        )
    if encoding != "UTF8":
        yield Error(f"The database is encoded in {encoding}.", hint="Create it with ENCODING 'UTF8'.", id="parvis.E010")
    apart = abs((now - clock.now()).total_seconds())
    if apart > 5:
        yield Warning(
            f"The clocks of this machine and of the database are {apart:.0f} seconds apart.",
            hint="Let both follow a time server.",
            id="parvis.W008",
        )


@operator_check
def static_files() -> Iterator[CheckMessage]:
    """Whether pages will have their style."""
    if not static_files_are_there():
        yield Error("The static files were not collected.", hint="Run `parvis init`.", id="parvis.E011")


@operator_check
def mail() -> Iterator[CheckMessage]:
    """Whether mails can leave."""
    if settings.DEMO:
        return
    if not settings.MAIL_TRANSPORT:
        yield Warning(
            "Mails are not sent: they wait in the queue, with the links that people need to sign in.",
            hint="Set EMAIL_URL, such as smtp://user:password@mail.example.org:587.",
            id="parvis.W009",
        )
        return
    try:
        transport = get_connection(settings.MAIL_TRANSPORT, timeout=10)
        transport.open()
        transport.close()
    except OSError as error:  # smtplib's errors are OSErrors too
        yield Error(
            f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not take mails: {error}",
            hint="Check EMAIL_URL.",
            id="parvis.E012",
        )


@operator_check
def backups() -> Iterator[CheckMessage]:
    """Whether the last backup is recent."""
    note = Path(settings.DATA_DIR) / LAST
    if not note.exists():
        yield Warning(
            "No backup was made yet with `parvis backup`.",
            hint="See docs/guides/backup-restore.md; deploy/ has a timer.",
            id="parvis.W010",
        )
        return
    age = clock.now() - dt.datetime.fromisoformat(note.read_text(encoding="ascii"))
    if age > OLD_BACKUP:
        yield Warning(
            f"The last backup is {age.days} days old.", hint="See why the timer does not run.", id="parvis.W011"
        )
