"""The imports that were made, and how far one is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from parvis.base.accounts.rules import Actor, is_team
from parvis.base.jobs.models import Job
from parvis.domain.registers.registry import importers
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.labels import COUNTS, REMARKS, SKIPPED
from parvis.domain.sources.models import ImportRun

ENDED = frozenset({RunState.DONE, RunState.REFUSED, RunState.FAILED, RunState.CANCELLED})
LIGHT = ("refused", "remarks")
"""Columns that lists do not need."""


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Every import for the campus team, nothing for others; the newest first."""
    runs = ImportRun.objects.select_related("started_by")
    return runs if is_team(actor) else runs.none()


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


def remarks_of(run: ImportRun) -> list[dict[str, Any]]:
    """What the import left out, in words: line, sentence, number."""
    return [
        {"line": remark["line"], "label": REMARKS.get(remark["code"], remark["code"]), "number": remark["number"]}
        for remark in run.remarks
    ]


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far the job of a run is."""

    done: int
    total: int | None
    message: str
    has_ended: bool


def how_far(run: ImportRun) -> HowFar:
    """The progress of the run's job; one query while it goes on, none afterwards."""
    if run.state in ENDED or run.job_id is None:
        return HowFar(0, None, "", run.state in ENDED)
    job = Job.objects.select_related("progress").filter(pk=run.job_id).first()
    progress = getattr(job, "progress", None)
    if job is None or progress is None:
        return HowFar(0, None, "", job is None)
    return HowFar(progress.done, progress.total, progress.message, job.has_ended)


def name_of(source: str) -> str | Promise:
    """The name of a register; its code when parvis does not know it any more."""
    register = importers.find(source)
    return register.name if register else source
