"""Roll an import back: records say again what they said before, and organisations are made anew from them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.directory.models import Organisation
from parvis.domain.registers.facts import Facts, digest_of, dumped
from parvis.domain.registers.joining import Number
from parvis.domain.sources.enums import BRINGING, CREATING, IN_THE_DIRECTORY, TOUCHING, ChangeKind, RunAction, RunState
from parvis.domain.sources.models import Change, ImportRun, SourceRecord
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.selectors.undoing import Fate, fate_of_created, has_what_it_needs, later_runs
from parvis.domain.sources.services import imports
from parvis.domain.sources.services.applying import (
    changed_by,
    refused_as_conflict,
    update_records,
    write_organisations,
)
from parvis.domain.sources.services.imports import Effect, register_for
from parvis.domain.sources.services.parsing import Progress
from parvis.domain.sources.services.plan import Plan, RecordPlan, Target
from parvis.domain.sources.services.planning import read_surroundings
from parvis.domain.sources.services.remaking import plan_remaking
from parvis.domain.sources.services.states import lock_turns, move, until_it_fits


@dataclass(slots=True)
class _Undoing:
    """What is written: the plan for the organisations, and day, absence and last import that records get back."""

    plan: Plan
    fate: Fate
    back: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    owners: dict[Number, int] = field(default_factory=dict)


def roll_back(
    *,
    actor: User | None,
    run: ImportRun,
    progress: Progress = imports.silent,
    effect: Effect = imports.own_transaction,
) -> None:
    """Undo an applied import, all of it or nothing; it can be applied again afterwards.

    Records that it brought go, those that it changed say what they said before. What people wrote and judged stays.
    Organisations that it brought go where nothing else hangs on them; the lines say which stayed, and why.
    Raises InvalidTransition where a later import of the register stands, Conflict when the directory never rests.
    """
    register_for(actor, run.source)
    refuse_unready(run)

    def plan_and_write() -> None:
        progress(0, 0, _("comparing with the directory"))
        undoing = _plan(run)
        progress(len(undoing.back), len(undoing.back), _("writing"))
        with refused_as_conflict(), effect() as result:
            _write(undoing, run, actor)
            result |= {"run": run.pk, "state": run.state, **run.undone}

    until_it_fits(run, plan_and_write)


def refuse_unready(run: ImportRun) -> None:
    """Raises InvalidTransition when later imports stand, or when what the roll back needs is not kept (any more)."""
    later = later_runs(run)
    if later:
        message = _("Later imports of this register must be rolled back first: %(names)s.")
        raise InvalidTransition(message % {"names": ", ".join(f"{one.pk} ({one.file_name})" for one in later)})
    if run.state in IN_THE_DIRECTORY and not has_what_it_needs(run):
        raise InvalidTransition(_("What this import replaced is not kept any more; it cannot be rolled back."))


def _plan(run: ImportRun) -> _Undoing:
    undoing = _Undoing(Plan(run.source), fate_of_created(run))
    columns = ("source_key", "pk", "organisation_id")
    stored = {key: row for key, *row in SourceRecord.objects.filter(source=run.source).order_by().values_list(*columns)}
    runs = set(ImportRun.objects.filter(source=run.source).order_by().values_list("pk", flat=True))
    lines = Change.objects.filter(run=run, kind__in=BRINGING | TOUCHING).order_by("pk")
    for kind, key, before, details in lines.values_list("kind", "key", "before", "details"):
        if key in stored:
            last = (before or {}).get("run")
            _undo(undoing, kind, key, stored[key], {**(before or {}), "run": last if last in runs else None})
            if kind == ChangeKind.CHANGED:
                lost = (entry["before"] for entry in details if entry["field"] == "identifiers" and "before" in entry)
                undoing.owners |= dict.fromkeys(((scheme, value) for scheme, value in lost), stored[key][1])
    targets = undoing.plan.targets
    targets |= {pk: Target(pk) for pk in undoing.fate.going if pk not in targets}
    plan_remaking(undoing.plan, read_surroundings(), undoing.owners)
    return undoing


def _undo(undoing: _Undoing, kind: str, key: str, stored: Sequence[int], before: dict[str, Any]) -> None:
    """Plan what one line needs to be as if it had not been."""
    plan, (pk, organisation) = undoing.plan, stored
    on, gone = (dt.date.fromisoformat(before[name]) if before.get(name) else None for name in ("on", "gone"))
    if kind != ChangeKind.GONE:
        plan.targets.setdefault(organisation, Target(organisation))
    if kind in BRINGING:
        plan.removed.add(pk)
        return
    undoing.back[pk] = (on, gone, before["run"])
    if kind == ChangeKind.CHANGED:
        text = dumped(before["facts"])
        facts = Facts.from_json(before["facts"])
        plan.records.append(RecordPlan(key, text, digest_of(text), on, facts, organisation, pk))
    elif kind == ChangeKind.CONFIRMED:
        plan.confirmed.append((pk, on))


def _write(undoing: _Undoing, run: ImportRun, actor: User | None) -> None:
    """In one transaction: records, organisations, report, the line of the log, and the news once it is committed."""
    plan, fate = undoing.plan, undoing.fate
    lock_turns(run.source)
    refuse_unready(run)
    if run.state != RunState.ROLLING_BACK:
        move(run, RunAction.ROLL_BACK)
    for chunk in chunks(fate.going):
        list(Organisation.objects.filter(pk__in=chunk).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    if fate_of_created(run) != fate:
        raise Conflict(_("The directory was changed in the meantime; nothing was written."))
    _write_records(undoing)
    ids = write_organisations(plan)
    for chunk in chunks(fate.going):
        Organisation.objects.filter(pk__in=chunk).delete()
    for pk, reasons in fate.staying.items():
        Change.objects.filter(run=run, kind__in=CREATING, organisation=pk).update(kept=reasons)
    undone = {"removed": len(plan.removed), "restored": len(plan.records), "redated": len(undoing.back)}
    undone |= {
        "redated": undone["redated"] - undone["restored"],
        "going": len(fate.going),
        "staying": len(fate.staying),
    }
    move(run, RunAction.FINISH, undone=undone, finished_at=clock.now(), problem="")
    record(actor=actor, verb="sources.rolled_back", target=run, data={"source": run.source, **undone})
    going = set(fate.going)
    changed = [pk for pk in changed_by(plan, ids) if pk not in going]
    if changed:
        bus.publish(OrganisationChanged(ids=tuple(changed)))
    if going:
        bus.publish(OrganisationRemoved(ids=tuple(fate.going)))


def _write_records(undoing: _Undoing) -> None:
    gone = 0
    for chunk in chunks(sorted(undoing.plan.removed)):
        gone += SourceRecord.objects.filter(pk__in=chunk).delete()[1].get("sources.SourceRecord", 0)
    if gone != len(undoing.plan.removed):
        raise Conflict(_("A record was removed in the meantime; nothing was written."))
    rewritten = undoing.plan.records
    update_records(
        ("facts", "digest", "has_unresolved"),
        ((item.text, item.digest, item.has_unresolved, item.pk) for item in rewritten),
    )
    update_records(("source_on", "gone_on", "last_run_id"), ((*back, pk) for pk, back in undoing.back.items()))
