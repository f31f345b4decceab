"""The last number each table gave out, so that a restored table never gives one again."""

from django.db import connection, connections, models

from parvis.core.backup.rows import stored_models


def numbered() -> "dict[str, models.Field[int, int]]":
    """The key of each model whose table counts its rows by itself."""
    keys = {label: model._meta.pk for label, model in stored_models().items()}
    return {label: key for label, key in keys.items() if isinstance(key, models.AutoField)}


def read_sequences(alias: str) -> dict[str, int]:
    """The last number of each table, by the label of its model; 0 where none was given yet."""
    reader = connections[alias]
    with reader.cursor() as cursor:
        if reader.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            known = dict(cursor.fetchall())
            return {label: known.get(key.model._meta.db_table, 0) for label, key in numbered().items()}
        last: dict[str, int] = {}
        for label, key in numbered().items():
            cursor.execute(
                "SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)",
                [connection.ops.quote_name(key.model._meta.db_table), key.column],
            )
            last[label] = cursor.fetchone()[0]
        return last


def set_sequences(last: dict[str, int]) -> None:
    """Go on after the last number, even where the row that had it is gone."""
    with connection.cursor() as cursor:
        for label, key in numbered().items():
            number, table = last.get(label, 0), key.model._meta.db_table
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    [connection.ops.quote_name(table), key.column, max(number, 1), number > 0],
                )
