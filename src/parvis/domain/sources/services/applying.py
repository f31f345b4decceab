"""Write a plan: one short transaction, all or nothing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from parvis.core import bulk, clock
from parvis.core.errors import Conflict
from parvis.domain.directory.models import Identifier, Link, Name, Organisation, Relation
from parvis.domain.registers.materialise import BLANK
from parvis.domain.sources.models import ImportRun, SourceRecord
from parvis.domain.sources.services.plan import Changes, Plan, Target

RECORD_COLUMNS = (
    "source",
    "source_key",
    "facts",
    "digest",
    "source_on",
    "organisation_id",
    "has_unresolved",
    "first_run_id",
    "last_run_id",
)


def apply_plan(plan: Plan, run: ImportRun) -> dict[int, int]:
    """Write everything; returns the ids of the organisations that are new, by their handles.

    To be called in the transaction of the import. Raises Conflict, like the constraints of the database that the
    caller watches with `refused_as_conflict`, when someone changed an organisation, or took a number, since the plan
    was made: nothing may be committed then, and a new plan is due.
    """
    ids = write_organisations(plan)
    _write_records(plan, ids, run)
    return ids


@contextmanager
def refused_as_conflict() -> Iterator[None]:
    """What the constraints of the database refuse was taken by someone since it was read."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(_("The directory was changed in the meantime; nothing was written.")) from error


def write_organisations(plan: Plan) -> dict[int, int]:
    """Write what the plan says of organisations, and which stored records wait; returns the ids of the new ones.

    Raises Conflict when someone changed an organisation since it was read.
    """
    ids = _give_ids(plan)
    _write_organisations(plan, ids, clock.now())
    _write_rows(plan, ids)
    bulk.update(SourceRecord, ("has_unresolved",), ("id",), ((state, pk) for pk, state in plan.settled))
    return ids


def changed_by(plan: Plan, ids: Mapping[int, int]) -> list[int]:
    """The ids of the organisations of which readers see something else once the plan is written."""
    handles = {target.handle for target in plan.targets.values() if target.is_changed} | plan.related
    return sorted({ids.get(handle, handle) for handle in handles} | set(plan.weights))


def _give_ids(plan: Plan) -> dict[int, int]:
    new = sorted((handle for handle in plan.targets if handle < 0), reverse=True)
    return dict(zip(new, bulk.reserve_ids(Organisation, len(new)), strict=True))


def _write_organisations(plan: Plan, ids: dict[int, int], now: dt.datetime) -> None:
    """Insert the new ones; change the others only where nobody did since they were read."""
    columns, rows = _new_rows([t for t in plan.targets.values() if t.handle < 0], ids, now)
    bulk.insert(Organisation, columns, rows)
    changed = [t for t in plan.targets.values() if t.handle > 0 and t.is_changed and t.current]
    written = bulk.update(
        Organisation,
        (*BLANK, "provenance", "sources", "weight", "updated_at", "version"),
        ("id", "version"),
        (
            (
                *(t.made.values[column] for column in BLANK),
                t.made.provenance,
                t.made.sources,
                t.weight,
                now,
                (t.current or {})["version"] + 1,
                t.handle,
                (t.current or {})["version"],
            )
            for t in changed
        ),
    )
    if written != len(changed):
        raise Conflict(_("Someone changed an organisation in the meantime; nothing was written."))
    bulk.update(Organisation, ("weight",), ("id",), ((weight, pk) for pk, weight in plan.weights.items()))


def _new_rows(
    new: Sequence[Target], ids: dict[int, int], now: dt.datetime
) -> tuple[list[str], Iterable[Sequence[Any]]]:
    blank: dict[str, Any] = {str(f.column): f.get_default() for f in Organisation._meta.concrete_fields}
    blank |= {"created_at": now, "updated_at": now}

    def row(target: Target) -> list[Any]:
        values = {
            **blank,
            **target.made.values,
            "id": ids[target.handle],
            "slug": target.slug,
            "provenance": target.made.provenance,
            "sources": target.made.sources,
            "weight": target.weight,
        }
        return list(values.values())

    return list(blank), (row(target) for target in new)


def _write_rows(plan: Plan, ids: dict[int, int]) -> None:
    through: type[models.Model] = Organisation.themes.through
    origin = ("source", "source_on")
    tables: tuple[tuple[type[models.Model], Changes, tuple[str, ...], int], ...] = (
        (Name, plan.names, ("organisation_id", "text", "kind", "language", *origin), 1),
        (Identifier, plan.identifiers, ("organisation_id", "scheme", "value", *origin), 1),
        (Link, plan.links, ("organisation_id", "url", "kind", "title", *origin), 1),
        (through, plan.themes, ("organisation_id", "theme_id"), 1),
        (Relation, plan.relations, ("child_id", "parent_id", "kind", *origin), 2),
    )
    for model, changes, _columns, _handles in tables:
        bulk.delete(model, changes.delete)
    for model, changes, columns, handles in tables:
        rows = ((*(ids.get(handle, handle) for handle in row[:handles]), *row[handles:]) for row in changes.add)
        bulk.insert(model, columns, rows)


def _write_records(plan: Plan, ids: dict[int, int], run: ImportRun) -> None:
    new = [item for item in plan.records if item.pk is None]
    bulk.insert(
        SourceRecord,
        RECORD_COLUMNS,
        (
            (
                plan.source,
                item.key,
                item.text,
                item.digest,
                item.source_on,
                ids.get(item.handle, item.handle),
                item.has_unresolved,
                run.pk,
                run.pk,
            )
            for item in new
        ),
    )
    update_records(
        ("facts", "digest", "source_on", "has_unresolved", "last_run_id", "gone_on"),
        (
            (item.text, item.digest, item.source_on, item.has_unresolved, run.pk, None, item.pk)
            for item in plan.records
            if item.pk is not None
        ),
    )
    update_records(("source_on", "last_run_id", "gone_on"), ((on, run.pk, None, pk) for pk, on in plan.confirmed))
    update_records(("gone_on",), ((run.as_of, pk) for pk in plan.gone))


def update_records(columns: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Set these columns of records (values, then the record's id); raises Conflict when one is not there any more."""
    values = list(rows)
    if bulk.update(SourceRecord, columns, ("id",), values) != len(values):
        raise Conflict(_("A record was removed in the meantime; nothing was written."))
