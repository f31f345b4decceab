"""Which tables point to organisations, found by walking the models, so that no upper app is ever imported.

Every foreign key to an organisation counts, those of many-to-many tables too. The tables of linking itself are left
out: they speak about merges, they are not what is merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models import Q

from parvis.domain.directory.models import Organisation

OWN_APP = "linking"
AnyField: TypeAlias = "models.Field[Any, Any]"


@dataclass(frozen=True)
class Unique:
    """Columns that together occur once, at least one of them an organisation; `condition` narrows the rows."""

    columns: tuple[str, ...]
    condition: Q | None = None


@dataclass(frozen=True)
class Table:
    """A model with its columns that hold organisations, and what must be unique about them."""

    model: type[models.Model]
    organisations: tuple[str, ...]
    uniques: tuple[Unique, ...]

    @property
    def label(self) -> str:
        """How the ledger names it."""
        return self.model._meta.label_lower

    def about(self, ids: Iterable[int]) -> Q:
        """The condition for rows that point to one of these organisations."""
        wanted = list(ids)
        found = Q()
        for column in self.organisations:
            found |= Q(**{f"{column}__in": wanted})
        return found


@cache
def tables() -> tuple[Table, ...]:
    """Every table with a foreign key to organisations, in a fixed order."""
    found = [_table(model) for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    return tuple(sorted((table for table in found if table.organisations), key=lambda table: table.label))


@cache
def table_of(label: str) -> type[models.Model]:
    """The model that the ledger names; raises LookupError when it is gone."""
    return apps.get_model(label)


def columns_of(model: type[models.Model]) -> list[AnyField]:
    """The fields of a row that are written."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def _is_kept(model: type[models.Model]) -> bool:
    meta = model._meta
    return bool(meta.managed) and not meta.proxy and meta.app_label != OWN_APP


def _table(model: type[models.Model]) -> Table:
    own = [f for f in model._meta.local_concrete_fields if f.is_relation and f.related_model is Organisation]
    names = {field.name: field.attname for field in model._meta.local_concrete_fields}
    organisations = tuple(field.attname for field in own)
    uniques = [Unique((field.attname,)) for field in own if field.unique]
    uniques += [Unique(tuple(names[name] for name in together)) for together in model._meta.unique_together]
    uniques += [
        Unique(tuple(names[name] for name in constraint.fields), constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    return Table(model, organisations, tuple(u for u in uniques if set(u.columns) & set(organisations)))
