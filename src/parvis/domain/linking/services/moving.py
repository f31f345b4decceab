"""Let every row that points to one organisation point to another one, without doubling anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.models.naming import Sourced
from parvis.domain.directory.provenance import HUMAN, human_wins
from parvis.domain.linking.registry import combining
from parvis.domain.linking.selectors.rows import Row, Rows, revived
from parvis.domain.linking.tables import Table, Unique, tables

THEMES = Organisation.themes.through


@dataclass(slots=True)
class Moving:
    """The rows of one table: as they will be, and which of them go, each with the row that stays instead."""

    table: Table
    rows: dict[str, Row]
    gone: dict[str, str] = field(default_factory=dict)

    def drop(self, key: str, *, kept: str = "") -> None:
        """Let a row go, in favour of another one where there is one."""
        self.gone.setdefault(key, kept)


def move_rows(*, survivor: Organisation, absorbed: Organisation, before: Rows) -> dict[tuple[str, str], str]:
    """Move everything from the absorbed organisation to the survivor, in the caller's transaction.

    A row that would then be there twice goes: of two the one that a person wrote stays, else the survivor's own. A row
    that ties the two to one another has no meaning any more and goes, too. Returns (table, row) of what went, with the
    row that was kept instead.
    """
    gone: dict[tuple[str, str], str] = {}
    for table in tables():
        moving = Moving(table, _after(table, before[table.label], survivor.pk, absorbed.pk))
        if table.model is THEMES:
            _choose_themes(moving, before[table.label], survivor, absorbed)
        _drop_ties(moving, before[table.label], survivor.pk)
        for unique in table.uniques:
            _drop_duplicates(moving, before[table.label], unique)
        _write(moving, survivor.pk, absorbed.pk)
        gone |= {(table.label, key): kept for key, kept in moving.gone.items()}
    return gone


def _after(table: Table, rows: Mapping[str, Row], survivor: int, absorbed: int) -> dict[str, Row]:
    return {
        key: {**row, **{column: survivor for column in table.organisations if row[column] == absorbed}}
        for key, row in rows.items()
    }


def _choose_themes(moving: Moving, before: Mapping[str, Row], survivor: Organisation, absorbed: Organisation) -> None:
    """Themes that a person chose stand alone: the survivor's if someone chose them, else the absorbed one's."""
    if human_wins(survivor.provenance, "themes"):
        loser = absorbed.pk
    elif human_wins(absorbed.provenance, "themes"):
        loser = survivor.pk
    else:
        return
    for key, row in before.items():
        if row["organisation_id"] == loser:
            moving.drop(key)


def _drop_ties(moving: Moving, before: Mapping[str, Row], survivor: int) -> None:
    """Rows that bind the two to one another would bind the survivor to itself."""
    columns = moving.table.organisations
    for key, row in moving.rows.items():
        is_tie = len(columns) > 1 and all(row[column] == survivor for column in columns)
        if is_tie and any(before[key][column] != survivor for column in columns):
            moving.drop(key)


def _drop_duplicates(moving: Moving, before: Mapping[str, Row], unique: Unique) -> None:
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    concerned = _concerned(moving, unique)
    for key, row in moving.rows.items():
        values = tuple(row[column] for column in unique.columns)
        if key in concerned and key not in moving.gone and None not in values:
            groups[values].append(key)
    for keys in groups.values():
        if len(keys) > 1:
            kept, *others = sorted(keys, key=lambda key: _preference(moving, before, key))
            for other in others:
                moving.drop(other, kept=kept)


def _concerned(moving: Moving, unique: Unique) -> set[str]:
    """The keys of rows to which the constraint applies."""
    if unique.condition is None:
        return set(moving.rows)
    pk = moving.table.model._meta.pk
    keys = [revived(pk, key) for key in moving.rows]
    rows = moving.table.model._base_manager.filter(unique.condition, pk__in=keys)
    return {str(key) for key in rows.order_by("pk").values_list("pk", flat=True)}


def _preference(moving: Moving, before: Mapping[str, Row], key: str) -> tuple[bool, bool]:
    """What a person wrote first, then what stood with the survivor already; of equals the older row."""
    by_register = issubclass(moving.table.model, Sourced) and before[key]["source"] != HUMAN
    return by_register, before[key] != moving.rows[key]


def _write(moving: Moving, survivor: int, absorbed: int) -> None:
    manager, pk = moving.table.model._base_manager, moving.table.model._meta.pk
    _combine(moving)
    keys = [revived(pk, key) for key in moving.gone]
    _delete(manager.filter(pk__in=keys))
    for column in moving.table.organisations:
        manager.filter(**{column: absorbed}).update(**{column: survivor})


def _combine(moving: Moving) -> None:
    """What a duplicate had more than the row that stays, as its app has declared it."""
    combine = combining.find(moving.table.label)
    if combine is None:
        return
    for key, kept in moving.gone.items():
        changes = combine(moving.rows[kept], moving.rows[key]) if kept else {}
        if changes:
            moving.table.model._base_manager.filter(pk=kept).update(**changes)


def _delete(rows: "models.QuerySet[models.Model]") -> None:
    """Delete without a cascade: what points to such a row makes the database refuse, and nothing is lost."""
    rows._raw_delete(rows.db)  # noqa: SLF001 -- Django has no public way to delete without a cascade


def delete_rows(model: type[models.Model], keys: Iterable[object]) -> None:
    """Delete these rows, and only these."""
    _delete(model._base_manager.filter(pk__in=list(keys)))
