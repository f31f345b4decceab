"""How applications became start-ups of the campus: counted step by step, and how long the decision took.

begun       an application was begun, whatever became of it
submitted   it was submitted at least once
admitted    it passed the screening: it went to review, now or earlier
shortlisted it was shortlisted, now or earlier; what was accepted without a shortlist does not count here
accepted    an acceptance was notified, also one that was declined or lapsed later
confirmed   the start-up confirmed it and has not declined since
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from math import ceil
from statistics import median

from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, ApplicationMove, Round
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision

PAST_SCREENING = frozenset(
    {
        ApplicationState.IN_REVIEW,
        ApplicationState.SHORTLISTED,
        ApplicationState.ACCEPTED,
        ApplicationState.WAITLISTED,
        ApplicationState.REJECTED,
    }
)
NINE_TENTHS = 0.9


@dataclass(frozen=True, slots=True)
class Steps:
    """How many came to each step."""

    begun: int = 0
    submitted: int = 0
    admitted: int = 0
    shortlisted: int = 0
    accepted: int = 0
    confirmed: int = 0


STEPS = tuple(field.name for field in fields(Steps))


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from the (last) submission to the first letter, over the applications that were told; None without any."""

    told: int
    median: float | None
    nine_tenths: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of the applications of one group; `key` is empty for those that say nothing."""

    key: str | int
    steps: Steps


@dataclass(frozen=True, slots=True)
class Funnel:
    """The figures of a round."""

    whole: Steps
    themes: Sequence[Group]
    regions: Sequence[Group]
    stages: Sequence[Group]
    origins: Sequence[Group]
    delay: Delay


@dataclass(frozen=True, slots=True)
class _Passed:
    """How far one application came, and its groups."""

    steps: tuple[bool, ...]
    themes: tuple[int, ...]
    region: str
    stage: str
    origin: str


def funnel_of(one: Round) -> Funnel:
    """The figures of a round, read in four queries whatever their number.

    The applications of a rolling call that were begun and never submitted belong to no round, and are not counted.
    """
    passed, delay = _read(one)
    return Funnel(
        whole=_sum(passed),
        themes=_grouped(passed, lambda row: row.themes or ("",)),
        regions=_grouped(passed, lambda row: (row.region,)),
        stages=_grouped(passed, lambda row: (row.stage,)),
        origins=_grouped(passed, lambda row: (row.origin,)),
        delay=delay,
    )


def _read(one: Round) -> tuple[list[_Passed], Delay]:
    came_to: dict[int, set[str]] = defaultdict(set)
    moves = ApplicationMove.objects.filter(application__round=one).order_by()
    for pk, new in moves.values_list("application_id", "new"):
        came_to[pk].add(new)
    decided = {
        row[0]: row[1:]
        for row in Decision.objects.filter(application__round=one)
        .order_by()
        .values_list("application_id", "outcome", "state", "first_notified_at")
    }
    themes: dict[int, list[int]] = defaultdict(list)
    through = Application.themes.through.objects.filter(application__round=one).order_by()
    for pk, theme in through.values_list("application_id", "theme_id"):
        themes[pk].append(theme)
    passed, delays = [], []
    columns = ("pk", "state", "version", "submitted_at", "origin", "organisation__region_id", "organisation__stage")
    rows = Application.objects.filter(round=one).order_by("pk").values_list(*columns)
    for pk, state, version, submitted_at, origin, region, stage in rows:
        outcome, standing, told_at = decided.get(pk, ("", "", None))
        steps = _steps(version, {*came_to[pk], state}, outcome, standing)
        passed.append(_Passed(steps, tuple(sorted(themes[pk])), region or "", stage, origin))
        if told_at and submitted_at:
            delays.append((told_at - submitted_at) / dt.timedelta(days=1))
    return passed, delay_of(delays)


def _steps(version: int, states: set[str], outcome: str, standing: str) -> tuple[bool, ...]:
    is_told = outcome == Outcome.ACCEPT and standing not in {"", DecisionState.PENDING}
    return (
        True,
        version > 0,
        bool(states & PAST_SCREENING),
        ApplicationState.SHORTLISTED in states,
        is_told or ApplicationState.ACCEPTED in states,
        outcome == Outcome.ACCEPT and standing == DecisionState.CONFIRMED,
    )


def delay_of(days: Sequence[float]) -> Delay:
    """The median, and the number of days within which nine tenths were told."""
    if not days:
        return Delay(0, None, None)
    ordered = sorted(days)
    return Delay(len(ordered), median(ordered), ordered[ceil(NINE_TENTHS * len(ordered)) - 1])


def _sum(rows: Iterable[_Passed]) -> Steps:
    columns = list(zip(*(row.steps for row in rows), strict=True))
    return Steps(*(sum(column) for column in columns)) if columns else Steps()


def _grouped(rows: Sequence[_Passed], keys: Callable[[_Passed], Iterable[str | int]]) -> list[Group]:
    groups: dict[str | int, list[_Passed]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            groups[key].append(row)
    return [Group(key, _sum(found)) for key, found in groups.items()]
