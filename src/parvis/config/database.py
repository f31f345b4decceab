"""The database, from one variable."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for the writer
    "PRAGMA synchronous=NORMAL",  # a killed process loses nothing; see docs/decisions/0013
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",  # 16 MB a connection: the indexes of a directory of 100,000 stay in memory
    "PRAGMA temp_store=MEMORY",  # sorts of a page of results never touch the disk
    "PRAGMA journal_size_limit=67108864",  # after a large import the log shrinks back to 64 MB
)


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for an `sqlite:///path` or a `postgres://user:password@host/name`."""
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read; it looks like postgres://user:password@host:5432/name or sqlite:///path."
        ) from error
    if settings["ENGINE"] == SQLITE:
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "; ".join(PRAGMAS),
        }
    elif settings["ENGINE"] == POSTGRESQL:
        settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
    else:
        raise ImproperlyConfigured("DATABASE_URL must start with postgres:// or sqlite:///; parvis knows no other.")
    return settings
