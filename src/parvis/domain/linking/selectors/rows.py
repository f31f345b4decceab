"""Rows as the ledger of merges keeps them, and everything that points to some organisations."""

import datetime as dt
import decimal
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django.db import models

from parvis.domain.directory.models import Organisation
from parvis.domain.linking.tables import AnyField, Table, columns_of, tables

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[str, dict[str, Row]]
"""By the label of a table, then by the key of a row."""

NOT_COMPARED = frozenset({"version", "updated_at"})
"""Columns of an organisation that say when it was last written: a merge and its undoing both move them on."""


def plain(value: Any) -> Any:
    """A column's value as a JSON value; raises TypeError for what the ledger has no form for."""
    match value:
        case None | bool() | int() | float() | dict() | list():
            return value
        case str():
            return str(value)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case decimal.Decimal() | uuid.UUID():
            return str(value)
    raise TypeError(f"the ledger of merges has no form for {type(value).__name__}")


def revived(field: AnyField, value: Any) -> Any:
    """The value of a column from its JSON form."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)


def rows_about(ids: Iterable[int]) -> Rows:
    """Every row of every table that points to one of these organisations, and their own rows; a query a table."""
    wanted = list(ids)
    return {table.label: _rows(table, wanted) for table in tables()}


def _rows(table: Table, ids: list[int]) -> dict[str, Row]:
    model, fields = table.model, columns_of(table.model)
    condition = table.about(ids)
    if model is Organisation:
        condition |= models.Q(pk__in=ids)
        fields = [field for field in fields if field.name not in NOT_COMPARED]
    names = [field.attname for field in fields]
    key = names.index(model._meta.pk.attname)
    found = model._base_manager.filter(condition).order_by("pk").values_list(*names)
    return {str(values[key]): dict(zip(names, map(plain, values), strict=True)) for values in found}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Row, Row]:
    """The columns that differ, as they were and as they are."""
    changed = [name for name in before if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}
