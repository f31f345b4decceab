"""Import one file of a register: read and plan at leisure, then write everything in one short transaction."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceRecordError, SourceUnusable
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.registers.facts import ParsedRecord, Refusal
from parvis.domain.registers.limits import check_lengths
from parvis.domain.registers.reading import Row, read_rows, sha256_of
from parvis.domain.registers.registry import NoOrganisation, Register, importers
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.rules import can_import
from parvis.domain.sources.services.applying import apply_plan
from parvis.domain.sources.services.plan import Plan
from parvis.domain.sources.services.planning import Surroundings, make_plan, read_surroundings

Progress = Callable[[int, int, str], None]
Effect = Callable[[], AbstractContextManager[Any]]

MOST_REFUSALS = 10_000
"""Refused lines that a report lists; a file with more of them is another file."""

TRIES = 3
"""How often a plan is made anew when someone edits the same organisations meanwhile."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import; `is_done` is False when nothing was written."""

    run: ImportRun

    @property
    def is_done(self) -> bool:
        """True when the file was imported."""
        return self.run.state == RunState.DONE

    @property
    def counts(self) -> dict[str, int]:
        """The figures."""
        return dict(self.run.counts)

    @property
    def refused(self) -> list[dict[str, Any]]:
        """Refused lines: line, column, message."""
        return list(self.run.refused)

    @property
    def changed_anything(self) -> bool:
        """False when the directory knew all of it."""
        counts = self.run.counts
        return any(counts.get(name) for name in ("new", "joined", "changed", "confirmed", "relations"))


@dataclass(slots=True)
class _Parsed:
    records: list[ParsedRecord]
    refused: list[Refusal]
    skipped: dict[str, int]
    read: int = 0


def import_file(
    *,
    actor: User | None,
    source: str,
    path: Path,
    progress: Progress | None = None,
    skip_bad: bool = False,
    as_of: dt.date | None = None,
    file_name: str = "",
    run: ImportRun | None = None,
    effect: Effect | None = None,
    around: Surroundings | None = None,
) -> ImportReport:
    """Import a file; all of it or, when a line is refused and `skip_bad` is not set, nothing.

    `actor` None is the operator at the command line. `as_of` is the day that the file speaks of, today by default.
    `effect` gives the transaction to write in; a job passes its own. `around` saves reading the reference data anew for
    each of several files. The outcome is kept in an `ImportRun`.
    Raises SourceUnusable when the file cannot be read at all, Conflict when the directory keeps changing underneath.
    """
    if actor is not None and not can_import(actor):
        raise NotAllowed(_("Only the campus team can import registers."))
    register = importers.find(source)
    if register is None:
        raise InvalidInput(_("There is no register named “%(name)s”.") % {"name": source})
    tell = progress or _silent
    run = run or ImportRun(source=source, file_name=(file_name or path.name)[:200], started_by=actor)
    run.sha256, run.skip_bad = sha256_of(path), skip_bad
    run.as_of = as_of or _day_of_same_file(run) or clock.today()
    run.state = RunState.RUNNING
    run.save()
    try:
        parsed = _parse(register, path, run.as_of, tell)
        if parsed.refused and not skip_bad:
            return _refuse(run, parsed)
        tell(0, 0, _("reading the directory"))
        around = around or read_surroundings()
        return _write(register, parsed, around, run, tell, effect or _own_transaction)
    except (SourceUnusable, Conflict) as error:
        _fail(run, str(error))
        raise


def _silent(_done: int, _total: int, _message: str) -> None:
    """No one watches."""


@contextmanager
def _own_transaction() -> Iterator[dict[str, Any]]:
    with transaction.atomic():
        yield {}


def _day_of_same_file(run: ImportRun) -> dt.date | None:
    """The day given when the very same file was imported before, so that importing it again changes nothing."""
    same = ImportRun.objects.filter(source=run.source, sha256=run.sha256, state=RunState.DONE).exclude(pk=run.pk)
    earlier = same.order_by("id").first()
    return earlier.as_of if earlier else None


def _parse(register: Register, path: Path, as_of: dt.date | None, tell: Progress) -> _Parsed:
    parsed = _Parsed([], [], {})
    message = _("reading the file")
    lines_by_key: dict[str, int] = {}
    for item in read_rows(path, register.columns):
        parsed.read += 1
        if parsed.read % 500 == 0:
            tell(parsed.read, 0, message)
        found = _read_one(register, item, as_of, lines_by_key) if isinstance(item, Row) else item
        if isinstance(found, ParsedRecord):
            parsed.records.append(found)
        elif isinstance(found, str):
            parsed.skipped[found] = parsed.skipped.get(found, 0) + 1
        elif len(parsed.refused) < MOST_REFUSALS:
            parsed.refused.append(found)
    if not parsed.read:
        raise SourceUnusable(_("The file has a header and no rows."))
    return parsed


def _read_one(
    register: Register, row: Row, as_of: dt.date | None, lines_by_key: dict[str, int]
) -> ParsedRecord | Refusal | str:
    """The record of a row, why it is refused, or the reason why it brings nothing."""
    try:
        facts = check_lengths(register.read(row.values))
        on = register.dated(row.values) or as_of
    except NoOrganisation as nothing:
        return nothing.reason
    except SourceRecordError as error:
        return Refusal(row.line, error.column, str(error))
    first = lines_by_key.setdefault(facts.key, row.line)
    if first != row.line:
        message = _("The number “%(key)s” is on line %(line)d already.") % {"key": facts.key, "line": first}
        return Refusal(row.line, "", message)
    return ParsedRecord(row.line, facts, on)


def _refuse(run: ImportRun, parsed: _Parsed) -> ImportReport:
    run.state, run.finished_at = RunState.REFUSED, clock.now()
    run.counts = {"read": parsed.read, "refused": len(parsed.refused)}
    run.refused = [refusal.to_json() for refusal in parsed.refused]
    run.problem = ngettext(
        "Nothing was imported: %(count)d line was refused.",
        "Nothing was imported: %(count)d lines were refused.",
        len(parsed.refused),
    ) % {"count": len(parsed.refused)}
    run.save()
    return ImportReport(run)


def _fail(run: ImportRun, problem: str) -> None:
    run.state, run.finished_at, run.problem = RunState.FAILED, clock.now(), problem
    run.save(update_fields=["state", "finished_at", "problem"])


def _write(
    register: Register, parsed: _Parsed, around: Surroundings, run: ImportRun, tell: Progress, effect: Effect
) -> ImportReport:
    for attempt in range(1, TRIES + 1):
        tell(0, len(parsed.records), _("comparing with the directory"))
        plan = make_plan(register, parsed.records, around)
        tell(len(parsed.records), len(parsed.records), _("writing"))
        try:
            with effect() as result:
                _commit(plan, parsed, run)
                result.update({"run": run.pk, "counts": run.counts})
        except Conflict:
            if attempt == TRIES or effect is not _own_transaction:
                raise
        else:
            return ImportReport(run)
    raise AssertionError


def _commit(plan: Plan, parsed: _Parsed, run: ImportRun) -> None:
    """In one transaction: the rows, the report, the line of the log, and the news once it is committed."""
    changed = apply_plan(plan, run)
    skipped = {**parsed.skipped}
    for reason, number in plan.skipped.items():
        skipped[reason] = skipped.get(reason, 0) + number
    run.counts = {
        **plan.counts,
        "read": parsed.read,
        "refused": len(parsed.refused),
        "skipped": sum(skipped.values()),
    }
    run.skipped, run.remarks = skipped, plan.remarks
    run.refused = [refusal.to_json() for refusal in parsed.refused]
    run.state, run.finished_at, run.problem = RunState.DONE, clock.now(), ""
    run.save()
    record(actor=run.started_by, verb="sources.imported", target=run, data={"source": run.source, "counts": run.counts})
    if changed:
        bus.publish(OrganisationChanged(ids=tuple(changed)))
