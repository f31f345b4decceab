"""Import one file of a register: read and plan at leisure, then write everything in one short transaction."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceUnusable
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.linking.services.proposing import ask_for_proposals
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.reading import sha256_of
from parvis.domain.registers.registry import Register, importers
from parvis.domain.sources.enums import RunAction, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.rules import can_import
from parvis.domain.sources.selectors.own import is_removed
from parvis.domain.sources.services.applying import apply_plan, changed_by, refused_as_conflict
from parvis.domain.sources.services.lines import change_rows, write_lines
from parvis.domain.sources.services.parsing import Parsed, Progress, parse
from parvis.domain.sources.services.plan import Plan
from parvis.domain.sources.services.planning import Surroundings, make_plan, read_surroundings
from parvis.domain.sources.services.states import lock_turns, move, until_it_fits

Effect = Callable[[], AbstractContextManager[Any]]

SETTLED = dt.timedelta(minutes=1)
"""How long the search for pairs waits for further imports; it compares the whole directory, so once is enough."""

CHANGING = ("new", "joined", "changed", "confirmed", "relations", "vanished")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import; `is_done` is False when nothing was written."""

    run: ImportRun
    refused: list[Refusal] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """True when the file was imported."""
        return self.run.state == RunState.DONE

    @property
    def counts(self) -> dict[str, int]:
        """The figures."""
        return dict(self.run.counts)

    @property
    def changed_anything(self) -> bool:
        """False when the directory knew all of it."""
        return any(self.run.counts.get(name) for name in CHANGING)


def import_file(
    *,
    actor: User | None,
    source: str,
    path: Path,
    progress: Progress | None = None,
    skip_bad: bool = False,
    as_of: dt.date | None = None,
    file_name: str = "",
    around: Surroundings | None = None,
    run: ImportRun | None = None,
) -> ImportReport:
    """Import a file without staging it; all of it or, when a line is refused and `skip_bad` is not set, nothing.

    `actor` None is the operator at the command line. `as_of` is the day that the file speaks of, today by default.
    `around` saves reading the reference data anew for each of several files. The outcome is kept in an `ImportRun`;
    `run` is one that was killed while it read, to go on with.
    Raises SourceUnusable when the file cannot be read at all, Conflict when the directory keeps changing underneath.
    """
    register = register_to_read(actor, source)
    tell = progress or silent
    run = run or ImportRun(source=source, file_name=(file_name or path.name)[:200], started_by=actor)
    run.state, run.sha256, run.as_of, run.skip_bad = RunState.RUNNING, sha256_of(path), as_of, skip_bad
    run.as_of = day_of(run)
    run.save()
    try:
        parsed = parse(register, path, run.as_of, tell)
        if parsed.refused and not skip_bad:
            _refuse(run, parsed)
        else:
            tell(0, 0, _("reading the directory"))
            _write(register, parsed, around or read_surroundings(), run, tell)
    except (SourceUnusable, Conflict) as error:
        move(run, RunAction.FAIL, finished_at=clock.now(), problem=str(error))
        raise
    return ImportReport(run, parsed.refused)


def register_for(actor: User | None, source: str) -> Register:
    """The register, when the actor may import it; raises NotAllowed or InvalidInput."""
    if actor is not None and not can_import(actor):
        raise NotAllowed(_("Only the campus team can import registers."))
    register = importers.find(source)
    if register is None:
        raise InvalidInput(_("There is no register named “%(name)s”.") % {"name": source})
    return register


def register_to_read(actor: User | None, source: str) -> Register:
    """The same for another file; a removed mapping reads none, even though its imports can still be rolled back."""
    register = register_for(actor, source)
    if is_removed(source):
        raise InvalidInput(_("The mapping “%(name)s” was removed.") % {"name": register.name})
    return register


def silent(_done: int, _total: int, _message: str) -> None:
    """No one watches."""


@contextmanager
def own_transaction() -> Iterator[dict[str, Any]]:
    """The transaction of whoever has no job."""
    with transaction.atomic():
        yield {}


def day_of(run: ImportRun) -> dt.date:
    """The day that the file speaks of: as given, or as when the very same file was imported before, or today.

    Importing the same file again so changes nothing.
    """
    same = ImportRun.objects.filter(source=run.source, sha256=run.sha256, state=RunState.DONE).exclude(pk=run.pk)
    earlier = None if run.as_of else same.order_by("id").first()
    return run.as_of or (earlier.as_of if earlier else None) or clock.today()


def counts_of(plan: Plan, parsed: Parsed) -> dict[str, Any]:
    """The columns of the run that hold figures."""
    skipped = {**plan.skipped}
    for _line, reason in parsed.skipped:
        skipped[reason] = skipped.get(reason, 0) + 1
    counts = {**plan.counts, "read": parsed.read, "refused": len(parsed.refused), "skipped": sum(skipped.values())}
    return {"counts": counts, "skipped": skipped}


def _refuse(run: ImportRun, parsed: Parsed) -> None:
    problem = ngettext(
        "Nothing was imported: %(count)d line was refused.",
        "Nothing was imported: %(count)d lines were refused.",
        len(parsed.refused),
    ) % {"count": len(parsed.refused)}
    counts = {"read": parsed.read, "refused": len(parsed.refused)}
    with transaction.atomic():
        move(run, RunAction.REFUSE, finished_at=clock.now(), counts=counts, problem=problem)
        write_lines(run, change_rows(Plan(run.source), parsed, {}))


def _write(register: Register, parsed: Parsed, around: Surroundings, run: ImportRun, tell: Progress) -> None:
    def plan_and_write() -> None:
        tell(0, len(parsed.records), _("comparing with the directory"))
        plan = make_plan(register, parsed.records, around, refused=parsed.refused)
        tell(len(parsed.records), len(parsed.records), _("writing"))
        with refused_as_conflict(), own_transaction():
            commit_plan(plan, parsed, run, actor=run.started_by)

    until_it_fits(run, plan_and_write)


def commit_plan(plan: Plan, parsed: Parsed, run: ImportRun, *, actor: User | None, in_full: bool = False) -> None:
    """In one transaction: the rows, the lines, the report, the line of the log, and the news once it is committed.

    What changed may resemble what was there, so the search for pairs is queued with it.
    """
    turn = lock_turns(run.source) + 1
    ids = apply_plan(plan, run)
    write_lines(run, change_rows(plan, parsed, ids, in_full=in_full))
    figures = counts_of(plan, parsed)
    ended = {"finished_at": clock.now(), "turn": turn, "differing": 0, "undone": {}, "problem": ""}
    move(run, RunAction.FINISH, **figures, **ended)
    record(actor=actor, verb="sources.imported", target=run, data={"source": run.source, "counts": run.counts})
    changed: Sequence[int] = changed_by(plan, ids)
    if changed:
        ask_for_proposals(actor=actor, delay=SETTLED)
        bus.publish(OrganisationChanged(ids=tuple(changed)))
