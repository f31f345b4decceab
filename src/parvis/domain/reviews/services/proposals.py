"""Ask for a proposal of who reads what, work it out, apply it or set it aside."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.core.models import change_state
from parvis.domain.reviews.enums import AssignmentOrigin, Objective, RunState
from parvis.domain.reviews.models import Assignment, AssignmentRun, Panel
from parvis.domain.reviews.selectors.situation import PARTS, situation_of
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.solving import propose
from parvis.domain.reviews.services.telling import ask_to_tell

COMPUTE = "reviews.assign"
"""The job that works a proposal out."""
NUMBERS = {"reviews_each": (1, 20), "min_load": (0, 500), "max_load": (1, 500)}
WEIGHTS = {"themes": 4, "text": 4, "past": 2, "wishes": 1}
"""What counts how much, unless the team says otherwise; wishes count, or don't."""
OPEN = (RunState.WAITING, RunState.PROPOSED)
CHANGED = {
    "applications": gettext_lazy("applications came or went"),
    "reviewers": gettext_lazy("reviewers came, went, or may read more or fewer"),
    "assignments": gettext_lazy("pairs were added or taken back"),
    "conflicts": gettext_lazy("conflicts of interest were found, waived or withdrawn"),
    "rules": gettext_lazy("pairs were wanted or ruled out"),
}


def request_run(*, actor: User, panel: Panel, values: Mapping[str, Any]) -> AssignmentRun:
    """Have a proposal worked out by a job; one that waits to be looked at is set aside.

    What `values` leave out comes from the panel. Raises NotAllowed, InvalidTransition once the panel is closed,
    InvalidInput by field.
    """
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    settings = _settings(panel, values)
    with transaction.atomic():
        earlier = AssignmentRun.objects.filter(panel=panel, state__in=OPEN)
        earlier.update(state=RunState.DISCARDED, ended_at=clock.now())
        run = AssignmentRun.objects.create(
            panel=panel, objective=settings["objective"], settings=settings, made_by=actor
        )
        job = enqueue(actor=actor, name=COMPUTE, arguments={"run_id": run.pk})
        AssignmentRun.objects.filter(pk=run.pk).update(job_id=job.pk)
        run.job_id = job.pk
        record(actor=actor, verb="reviews.assignment_asked", target=panel, data={"objective": run.objective})
    return run


def compute_run(
    *, run: AssignmentRun, progress: Callable[..., None], effect: Callable[[], AbstractContextManager[dict[str, Any]]]
) -> None:
    """Work a waiting proposal out; where it cannot be, the run says why. One that was set aside meanwhile stays so."""
    values: dict[str, Any]
    try:
        proposal = propose(run.panel, run.settings, progress)
    except InvalidTransition as refusal:
        new, values = RunState.FAILED, {"problem": str(refusal), "ended_at": clock.now()}
    else:
        new = RunState.PROPOSED
        values = {"pairs": proposal.pairs, "summary": proposal.summary, "stamp": proposal.stamp}
    with effect() as result:
        moved = AssignmentRun.objects.filter(pk=run.pk, state=RunState.WAITING).update(state=new, **values)
        result["pairs"] = len(values.get("pairs", ())) if moved else 0


def apply_run(*, actor: User, run: AssignmentRun) -> int:
    """Make the proposed pairs assignments, and take back what it released; returns how many are new.

    Raises NotAllowed, InvalidTransition once the panel is closed, and Conflict when what it rests on has changed since,
    with what that is; nothing was written then.
    """
    panel = run.panel
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    with transaction.atomic():
        _move(run, RunState.PROPOSED, RunState.APPLIED, ended_at=clock.now())
        _check_unchanged(run)
        _release(run)
        is_late = AssignmentRun.objects.filter(panel=panel, state=RunState.APPLIED).exclude(pk=run.pk).exists()
        origin = AssignmentOrigin.LATE if is_late else AssignmentOrigin.SOLVER
        Assignment.objects.bulk_create(
            [
                Assignment(
                    application_id=int(application),
                    reviewer_id=int(reviewer),
                    score=score,
                    origin=origin,
                    assigned_by=actor,
                )
                for application, reviewer, score in run.pairs
            ],
            batch_size=1000,
        )
        record(actor=actor, verb="reviews.assignment_applied", target=panel, data={"pairs": len(run.pairs)})
        ask_to_tell(panel, actor=actor)
    return len(run.pairs)


def discard_run(*, actor: User, run: AssignmentRun) -> None:
    """Set a proposal aside. Raises NotAllowed, and Conflict when it is no longer one."""
    checks.check_manager(actor, run.panel)
    with transaction.atomic():
        _move(run, RunState.PROPOSED, RunState.DISCARDED, ended_at=clock.now())
        record(actor=actor, verb="reviews.assignment_discarded", target=run.panel)


def _settings(panel: Panel, values: Mapping[str, Any]) -> dict[str, Any]:
    errors: checks.Errors = {}
    given = (
        {name: getattr(panel, name) for name in NUMBERS} | {"objective": panel.objective, "keep": "all"} | dict(values)
    )
    settings = {
        name: checks.whole_number(errors, given, name, least=least, most=most)
        for name, (least, most) in NUMBERS.items()
    }
    if settings["min_load"] > settings["max_load"]:
        errors.setdefault("min_load", []).append(_("The fewest cannot be more than the most."))
    for name, options in (("objective", Objective.values), ("keep", ["all", "hand"])):
        if given[name] not in options:
            errors[name] = [_("Choose one of the options.")]
    weights = {
        name: checks.whole_number(errors, {name: given.get(name, weight)}, name, least=0, most=10)
        for name, weight in WEIGHTS.items()
    }
    checks.refuse(errors)
    if not any(weights[name] for name in ("themes", "text", "past")):
        raise InvalidInput(_("Something must count."), {"themes": [_("Themes, texts or past reviews must count.")]})
    return settings | {"objective": str(given["objective"]), "keep": given["keep"], "weights": weights}


def _move(run: AssignmentRun, old: RunState, new: RunState, **values: Any) -> None:
    change_state(AssignmentRun.objects.filter(pk=run.pk), old=old, new=new, **values)
    run.state = new


def _check_unchanged(run: AssignmentRun) -> None:
    now = situation_of(run.panel).stamp()
    changed = [str(CHANGED[part]) for part in PARTS if now[part] != run.stamp.get(part)]
    if changed:
        sentence = _("Nothing was applied, because since this was worked out %(changes)s. Have it worked out again.")
        raise Conflict(sentence % {"changes": ", ".join(changed)})


def _release(run: AssignmentRun) -> None:
    """Take back what the proposal lets go: as if it had never been given, since nobody began to review it."""
    wanted = {tuple(pair) for pair in run.summary["released"]}
    rows = Assignment.objects.filter(reviewer__panel=run.panel, review=None)
    ids = [pk for pk, *pair in rows.values_list("pk", "application_id", "reviewer_id") if tuple(pair) in wanted]
    for at in range(0, len(ids), 500):
        Assignment.objects.filter(pk__in=ids[at : at + 500], review=None).delete()
