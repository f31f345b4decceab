"""Rows as lines of JSON that any database can take back."""

import base64
import datetime as dt
import decimal
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from django.apps import apps
from django.db import connection, models
from django.db.models import sql

from parvis.core.backup.manifest import Table

BATCH = 2000

AnyField: TypeAlias = "models.Field[Any, Any]"


def stored_models() -> dict[str, type[models.Model]]:
    """Every model that has rows of its own, by its label, sorted."""
    found = apps.get_models(include_auto_created=True)
    return {m._meta.label_lower: m for m in sorted(found, key=lambda m: m._meta.label_lower) if _is_stored(m)}


def _is_stored(model: type[models.Model]) -> bool:
    meta = model._meta
    return bool(meta.managed) and not meta.proxy and not meta.swapped


def columns(model: type[models.Model]) -> list[AnyField]:
    """The fields with a column that is written; a generated column writes itself."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def dump(model: type[models.Model], *, alias: str, path: Path) -> Table:
    """Write all rows of a model to a file, in the order of their keys. The same rows always give the same bytes."""
    names = [field.attname for field in columns(model)]
    queryset = model._base_manager.using(alias).order_by("pk").values_list(*names)
    digest, count = hashlib.sha256(), 0
    with path.open("wb") as file:
        for row in queryset.iterator(chunk_size=BATCH):
            line = json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    return Table(rows=count, sha256=digest.hexdigest())


def _plain(value: Any) -> str | int:
    """What JSON has no word for; the field knows how to read it back."""
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat() if value.tzinfo else value.isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return value // dt.timedelta(microseconds=1)
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a backup has no form for {type(value).__name__}")


def load(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Insert the rows as they were: no signal, no automatic date. Returns how many there were."""
    fields = columns(model)
    names = [field.attname for field in fields]
    objects = (
        model(
            **{name: _revived(field, value) for name, field, value in zip(names, fields, json.loads(line), strict=True)}
        )
        for line in lines
    )
    count = 0
    for batch in _batches(objects, fields):
        query = sql.InsertQuery(model)
        query.insert_values(fields, batch, raw=True)
        query.get_compiler(using=connection.alias).execute_sql()
        count += len(batch)
    return count


def _revived(field: AnyField, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return dt.timedelta(microseconds=value)
    return field.to_python(value)


def _batches(objects: Iterator[models.Model], fields: list[AnyField]) -> Iterator[list[models.Model]]:
    """As many rows at once as the database takes in one statement."""
    while batch := list(islice(objects, BATCH)):
        most = max(1, connection.ops.bulk_batch_size(fields, batch))
        for start in range(0, len(batch), most):
            yield batch[start : start + most]
