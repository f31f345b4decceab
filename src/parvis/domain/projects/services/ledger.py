"""The changes of an import as rows: for people to look at, and to roll back from."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from parvis.core import bulk
from parvis.domain.linking.selectors.rows import plain
from parvis.domain.projects.enums import ChangeKind
from parvis.domain.projects.models import Participation, ProjectChange, ProjectImport
from parvis.domain.projects.services.comparing import PARTICIPATION_FIELDS, PROJECT_FIELDS, Plan

TIE = ("organisation_id", "basis", "score")
TOGETHER = 500
COLUMNS = ("run_id", "kind", "code", "key", "name", "before", "after")
Entry = tuple[str, str, str, str, dict[str, Any], dict[str, Any]]
"""Kind, code, key, name, before, after."""


def entries_of(plan: Plan, as_of: dt.date) -> Iterator[Entry]:
    """The changes of a plan, in a fixed order; what was there before is read now."""
    codes = {pk: code for code, pk in plan.ids.items()}
    for code, (_slug, values) in plan.new.items():
        after = _columns(PROJECT_FIELDS, values)
        yield ChangeKind.NEW, code, "", after["acronym"], {}, _said(after)
    for pk, values in plan.changed.items():
        on, old = plan.before[pk]
        before, after = _differing(PROJECT_FIELDS, old, values)
        name = values[PROJECT_FIELDS.index("acronym")]
        yield ChangeKind.CHANGED, codes[pk], "", name, {**before, "source_on": plain(on)}, after
    for pk in plan.confirmed:
        on, old = plan.before[pk]
        name = old[PROJECT_FIELDS.index("acronym")]
        yield ChangeKind.CONFIRMED, codes[pk], "", name, {"source_on": plain(on)}, {"source_on": plain(as_of)}
    yield from _of_participations(plan)


def _of_participations(plan: Plan) -> Iterator[Entry]:
    for code, key, values in plan.new_participations:
        after = _columns(PARTICIPATION_FIELDS, values)
        yield ChangeKind.NEW_PARTICIPATION, code, key, after["name"], {}, _said(after)
    ties = _ties([*plan.changed_participations, *plan.gone_participations])
    for pk, (values, _same) in plan.changed_participations.items():
        code, key, old = plan.before_participations[pk]
        before, after = _differing(PARTICIPATION_FIELDS, old, values)
        name = values[PARTICIPATION_FIELDS.index("name")]
        yield ChangeKind.CHANGED_PARTICIPATION, code, key, name, {**before, **ties[pk]}, after
    for pk in plan.gone_participations:
        code, key, old = plan.before_participations[pk]
        before = _columns(PARTICIPATION_FIELDS, old)
        yield ChangeKind.GONE_PARTICIPATION, code, key, before["name"], {**before, **ties[pk]}, {}


def _columns(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(names, map(plain, values), strict=True))


def _said(columns: dict[str, Any]) -> dict[str, Any]:
    """What a new row says, without what only serves to search it."""
    return {name: value for name, value in columns.items() if value not in (None, "", [], False) and name != "words"}


def _differing(names: Sequence[str], old: Sequence[Any], new: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    pairs = [(name, plain(a), plain(b)) for name, a, b in zip(names, old, new, strict=True) if a != b]
    return {name: a for name, a, _b in pairs}, {name: b for name, _a, b in pairs if name != "words"}


def _ties(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What these participations are tied to."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), TOGETHER):
        rows = Participation.objects.filter(pk__in=ids[start : start + TOGETHER]).order_by()
        found |= {pk: dict(zip(TIE, tie, strict=True)) for pk, *tie in rows.values_list("pk", *TIE)}
    return found


def digest_of(entries: Iterable[Entry]) -> str:
    """The hash of what would be written; ties do not count."""
    digest = hashlib.sha256()
    for kind, code, key, _name, before, after in entries:
        told = {name: value for name, value in before.items() if name not in TIE}
        digest.update(json.dumps([kind, code, key, told, after], sort_keys=True).encode())
    return digest.hexdigest()


def write_changes(run: ProjectImport, entries: Iterable[Entry]) -> None:
    """Put these changes in the place of those that the run had, in the caller's transaction."""
    ProjectChange.objects.filter(run=run).delete()
    bulk.insert(ProjectChange, COLUMNS, ((run.pk, *entry) for entry in entries))
