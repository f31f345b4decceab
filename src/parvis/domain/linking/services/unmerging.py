"""Undo a merge: give back exactly what was, and leave with the survivor what came since."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.directory.events import OrganisationChanged, OrganisationRenamed
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.linking import rules
from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.models import Merge, MergeRow
from parvis.domain.linking.registry import records
from parvis.domain.linking.selectors.dependence import built_on
from parvis.domain.linking.selectors.rows import Row, plain, revived, rows_about
from parvis.domain.linking.services.merging import as_json, relatives
from parvis.domain.linking.services.moving import delete_rows
from parvis.domain.linking.tables import columns_of, table_of, tables

CHUNK = 500


def unmerge(*, actor: User | None, merge: Merge, reason: str = "") -> Merge:
    """Make two of one again; `actor` None means parvis itself.

    What the merge changed goes back to what it was, unless it was changed again since; what it removed returns; what
    came to the survivor since stays there. Raises InvalidTransition while later merges build on this one, and Conflict
    when someone else has undone it.
    """
    if actor is not None and not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators undo merges."))
    with transaction.atomic():
        values = {"undone_at": clock.now(), "undone_by": actor, "undone_reason": reason.strip()}
        if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(**values):
            raise Conflict(_("This merge has been undone already."))
        _refuse_when_built_on(merge)
        ids = [merge.survivor_id, merge.absorbed_id]
        _lock(ids)
        before, knows_more = rows_about(ids), as_json(records().digests(ids)) != merge.records
        _give_back(merge)
        if knows_more:
            remake = records().remaker()
            for pk in ids:
                remake([pk])
        records().weigh(relatives(before, rows_about(ids)) - set(ids))
        _tell(actor, merge)
    merge.refresh_from_db()
    return merge


def _refuse_when_built_on(merge: Merge) -> None:
    later = built_on(merge)
    if later:
        raise InvalidTransition(
            _("Later merges build on this one. Undo them first: %(merges)s.")
            % {"merges": "; ".join(f"{other.absorbed} → {other.survivor}" for other in later)}
        )


def _lock(ids: list[int]) -> None:
    """Move the versions of both on: whoever has a form of the survivor open is told."""
    for pk in sorted(ids):
        rows = Organisation.everything.filter(pk=pk)
        rows.update(version=models.F("version") + 1, updated_at=clock.now())


def _give_back(merge: Merge) -> None:
    rows = list(MergeRow.objects.filter(merge=merge).order_by("pk"))
    for row in rows:
        if row.act == RowAct.ADDED:
            _take_away(row)
    for row in _move_back(row for row in rows if row.act == RowAct.CHANGED):
        _change_back(row)
    for row in rows:
        if row.act == RowAct.REMOVED:
            _restore(row)


def _present(row: MergeRow) -> Row | None:
    """The row as it is now; None when it is gone."""
    model = table_of(row.model)
    names = [field.attname for field in columns_of(model)]
    values = model._base_manager.filter(pk=_key(model, row)).values_list(*names).first()
    return dict(zip(names, map(plain, values), strict=True)) if values else None


def _key(model: type[models.Model], row: MergeRow) -> Any:
    return revived(model._meta.pk, row.row)


def _take_away(row: MergeRow) -> None:
    """What the merge added goes, unless someone has made it theirs since."""
    model, present = table_of(row.model), _present(row)
    if present is not None and all(present[name] == value for name, value in row.after.items()):
        delete_rows(model, [_key(model, row)])


def _move_back(rows: Iterable[MergeRow]) -> list[MergeRow]:
    """Move back the rows of which nothing but their organisation changed, many at once; returns the others."""
    moved: dict[tuple[str, str, int, int], list[str]] = defaultdict(list)
    others = []
    own = {table.label: table.organisations for table in tables()}
    for row in rows:
        if len(row.before) == 1 and None not in (*row.before.values(), *row.after.values()):
            ((column, was),) = row.before.items()
            if column in own.get(row.model, ()):
                moved[row.model, column, was, row.after[column]].append(row.row)
                continue
        others.append(row)
    for (label, column, was, became), keys in moved.items():
        model = table_of(label)
        for start in range(0, len(keys), CHUNK):
            some = [revived(model._meta.pk, key) for key in keys[start : start + CHUNK]]
            model._base_manager.filter(pk__in=some, **{column: became}).update(**{column: was})
    return others


def _change_back(row: MergeRow) -> None:
    model, present = table_of(row.model), _present(row)
    if present is None:
        return
    fields = {field.attname: field for field in columns_of(model)}
    values = {
        name: revived(fields[name], reverted(present[name], was=row.before[name], became=row.after[name]))
        for name in row.before
        if name in fields
    }
    known = _with_targets(fields.values(), values)
    if known:
        model._base_manager.filter(pk=_key(model, row)).update(**known)


def reverted(now: Any, *, was: Any, became: Any) -> Any:
    """The value without what the merge did to it: what was, or what is when it has changed again since.

    Mappings are taken key by key, and lists of words word by word.
    """
    if now == became:
        return was
    if isinstance(now, dict):
        return _reverted_mapping(now, was or {}, became or {})
    if isinstance(now, list) and all(isinstance(item, str) for item in now):
        added, taken = set(became or ()) - set(was or ()), set(was or ()) - set(became or ())
        return sorted((set(now) - added) | taken)
    return now


def _reverted_mapping(now: Row, was: Row, became: Row) -> Row:
    found: Row = {}
    for key in [*now, *(key for key in was if key not in now)]:
        if now.get(key) == became.get(key):
            value = was.get(key)
        else:
            value = reverted(now.get(key), was=was.get(key), became=became.get(key))
        if value is not None:
            found[key] = value
    return found


def _restore(row: MergeRow) -> None:
    """Insert a removed row as it was; not where what it stood for is gone, or stands there again."""
    model = table_of(row.model)
    fields = {field.attname: field for field in columns_of(model)}
    values = {name: revived(fields[name], value) for name, value in row.before.items() if name in fields}
    known = _with_targets(fields.values(), values)
    if any(known.get(name) is None and not fields[name].null for name in values):
        return
    try:
        with transaction.atomic():
            model(**{**values, **known}).save_base(raw=True, force_insert=True)
    except IntegrityError:
        return


def _with_targets(fields: Iterable[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values, with nothing where a foreign key points to a row that is gone since."""
    found = dict(values)
    for field in fields:
        value = values.get(field.attname)
        if isinstance(field, models.ForeignKey) and value is not None:
            target: type[models.Model] = field.related_model
            if not target._base_manager.filter(**{field.target_field.attname: value}).exists():
                found[field.attname] = None
    return found


def _tell(actor: User | None, merge: Merge) -> None:
    data = {"merge": merge.pk}
    record(actor=actor, verb="linking.unmerged", target=merge.survivor, data=data)
    record(actor=actor, verb="linking.restored", target=merge.absorbed, data=data)
    bus.publish(OrganisationChanged((merge.survivor_id, merge.absorbed_id)))
    for pk in (merge.survivor_id, merge.absorbed_id):
        if Relation.objects.filter(parent=pk).exists():
            bus.publish(OrganisationRenamed(pk))
