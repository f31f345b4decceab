"""Move an import of projects from one state to the next: one of two who try at once succeeds, the other is told."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.core.errors import InvalidTransition
from parvis.core.models import change_state
from parvis.domain.projects.models import ProjectImport
from parvis.domain.projects.workflow import BUSY, TRANSITIONS
from parvis.domain.sources.enums import RunAction, RunState


def move(run: ProjectImport, action: RunAction, **values: Any) -> None:
    """Move the run on, and set further columns with it.

    Raises InvalidTransition where its state does not allow the action, Conflict when someone was faster.
    """
    new = TRANSITIONS.get((RunState(run.state), action))
    if new is None:
        message = _("This import is “%(state)s”; this cannot be done with it now.")
        raise InvalidTransition(message % {"state": run.get_state_display()})
    change_state(ProjectImport.objects.filter(pk=run.pk), old=run.state, new=new, **values)
    run.state = new
    for name, value in values.items():
        setattr(run, name, value)


def settle(run: ProjectImport) -> None:
    """Give a run back its resting state when its job has ended without it: cancelled while it waited, or given up."""
    is_alive = Job.objects.filter(pk=run.job_id or 0).exclude(state__in=ENDED).exists
    if run.state in BUSY and run.job_id and not is_alive():
        run.refresh_from_db()
        if run.state in BUSY:
            move(run, RunAction.CANCEL)
