"""Move an import from one state to the next: one of two who try at once succeeds, the other is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidTransition
from parvis.core.models import change_state
from parvis.domain.sources.enums import RunAction, RunState
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.workflow import BUSY, TRANSITIONS

T = TypeVar("T")

TRIES = 3
"""How often a plan is made anew when someone edits the same organisations meanwhile."""


def until_it_fits(run: ImportRun, plan_and_write: Callable[[], T]) -> T:
    """What `plan_and_write` returns; it begins anew when the directory has changed under its plan.

    Raises its Conflict when that happens again and again; the run is then as the database has it.
    """
    tries = 1
    while True:
        try:
            return plan_and_write()
        except Conflict:
            run.refresh_from_db()
            if tries == TRIES:
                raise
            tries += 1


def move(run: ImportRun, action: RunAction, **values: Any) -> None:
    """Move the run on, and set further columns with it.

    Raises InvalidTransition where its state does not allow the action, Conflict when someone was faster.
    """
    new = TRANSITIONS.get((RunState(run.state), action))
    if new is None:
        message = _("This import is “%(state)s”; this cannot be done with it now.")
        raise InvalidTransition(message % {"state": run.get_state_display()})
    change_state(ImportRun.objects.filter(pk=run.pk), old=run.state, new=new, **values)
    run.state = new
    for name, value in values.items():
        setattr(run, name, value)


def settle(run: ImportRun) -> None:
    """Give a run back its resting state when its job has ended without it: cancelled while it waited, or given up."""
    if run.state in BUSY and run.job_id and not Job.objects.filter(pk=run.job_id).exclude(state__in=ENDED).exists():
        run.refresh_from_db()
        if run.state in BUSY:
            move(run, RunAction.CANCEL)


def lock_turns(source: str) -> int:
    """The number of the register's last turn; in the caller's transaction, others that want one wait from here on."""
    turns = ImportRun.objects.filter(source=source).exclude(turn=None).order_by("-turn")
    turns.select_for_update(of=("self",)).first()
    return int(turns.aggregate(last=Max("turn"))["last"] or 0)
