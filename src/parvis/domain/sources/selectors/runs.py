"""The imports that were made, how far one is, and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from parvis.base.accounts.rules import Actor, is_team
from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.domain.sources.enums import RunAction, RunState
from parvis.domain.sources.labels import COUNTS, SKIPPED
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.selectors.own import shown_register
from parvis.domain.sources.selectors.undoing import has_what_it_needs
from parvis.domain.sources.workflow import BUSY, TRANSITIONS


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Every import for the campus team, nothing for others; the newest first."""
    runs = ImportRun.objects.select_related("started_by")
    return runs if is_team(actor) else runs.none()


def at_rest(runs: Iterable[ImportRun]) -> list[ImportRun]:
    """The runs, each in the state that it has once a job is known to have ended without it; one query, or none."""
    found = list(runs)
    waiting = {run.job_id for run in found if run.state in BUSY and run.job_id}
    going_on = set(Job.objects.filter(pk__in=waiting).exclude(state__in=ENDED).values_list("pk", flat=True))
    for run in found:
        if run.state in BUSY and run.job_id and run.job_id not in going_on:
            run.state = TRANSITIONS[RunState(run.state), RunAction.CANCEL]
    return found


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report with its words."""

    label: str | Promise
    number: int


def figures_of(run: ImportRun) -> list[Figure]:
    """The figures that are not nought, in their order."""
    return [Figure(label, run.counts[name]) for name, label in COUNTS.items() if run.counts.get(name)]


def skipped_of(run: ImportRun) -> list[Figure]:
    """Why rows brought no organisation."""
    return [Figure(SKIPPED.get(reason, reason), number) for reason, number in sorted(run.skipped.items())]


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far the job of a run is."""

    done: int
    total: int | None
    message: str
    has_ended: bool


def how_far(run: ImportRun) -> HowFar:
    """The progress of the run's job; one query while it goes on, none afterwards."""
    if run.state not in BUSY or run.job_id is None:
        return HowFar(0, None, "", run.state not in BUSY)
    job = Job.objects.select_related("progress").filter(pk=run.job_id).first()
    progress = getattr(job, "progress", None)
    if job is None or progress is None:
        return HowFar(0, None, "", job is None)
    return HowFar(progress.done, progress.total, progress.message, job.has_ended)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What may be done with a run as it stands."""

    apply: bool
    discard: bool
    roll_back: bool
    needs_consent: bool


def next_steps(run: ImportRun) -> NextSteps:
    """What the state of a run allows; `needs_consent` says that lines were refused and nobody accepted that yet."""
    can_apply = (run.state, RunAction.APPLY) in TRANSITIONS and run.upload_id is not None
    return NextSteps(
        apply=can_apply,
        discard=(run.state, RunAction.DISCARD) in TRANSITIONS,
        roll_back=(run.state, RunAction.ROLL_BACK) in TRANSITIONS and has_what_it_needs(run),
        needs_consent=can_apply and bool(run.counts.get("refused")) and not run.skip_bad,
    )


def name_of(source: str) -> str | Promise:
    """The name of a register; its code when parvis does not know it any more."""
    register = shown_register(source)
    return register.name if register else source
