"""The quickest ways to write very many rows, and to be rid of them, in short transactions."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction

from parvis.base.search.services.changes import batches

TOGETHER = 20_000
"""Rows of one transaction: others who write wait no longer than these take."""


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]], *, check: Callable[[], None]
) -> None:
    """Insert rows given as tuples, without making an instance of each; columns are named like the fields.

    Each transaction calls `check` first, which may raise to give up.
    """
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), ", ".join(quote(field) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    for some in batches(rows, TOGETHER):
        with transaction.atomic(), connection.cursor() as cursor:
            check()
            if connection.vendor == "postgresql":  # runs on PostgreSQL only
                with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                    for row in some:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", some)  # noqa: S608 -- names of ours


def delete(model: type[models.Model], generation: int) -> None:
    """Delete the rows of a generation."""
    rows = model._base_manager.filter(generation=generation)
    while rows.filter(pk__in=rows.values("pk")[:TOGETHER]).delete()[0]:
        pass
