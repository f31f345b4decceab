"""What the indicators are now, by their definitions.

They count everything, whoever may see it: only sums leave here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count

from parvis.domain.directory.models import Organisation
from parvis.domain.insight.enums import IndicatorName as Name
from parvis.domain.insight.enums import TieKind
from parvis.domain.insight.selectors.residents import resident_ids
from parvis.domain.insight.selectors.ties import Network, TieFilters, dated_ties, network
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.joint_projects.enums import LIVING, ProjectState
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.reference.models import Department, Region
from parvis.engine.graph import first_ties, induced

A_YEAR = dt.timedelta(days=365)
A_DAY = dt.timedelta(days=1)
BEST_FIRST = (Outcome.PROJECT, Outcome.HELPED, Outcome.NO_HELP, Outcome.NOT_FOR_ME, Outcome.UNREACHABLE)
"""Of what the two sides say the better one counts: whoever was helped was helped."""
WITHOUT_OUTCOME = {
    IntroductionState.PROPOSED: "waiting",
    IntroductionState.RETURNED: "waiting",
    IntroductionState.DECLINED: "declined",
    IntroductionState.EXPIRED: "expired",
    IntroductionState.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator, None where there is nothing to count, and the figures of which it is made."""

    value: float | None
    parts: dict[str, int] = field(default_factory=dict)


def count_all(day: dt.date) -> dict[str, Figure]:
    """Every indicator, as of the end of this day."""
    whole = network(None)
    residents = sorted(set(resident_ids()))
    partners = _partners(whole, residents)
    return {
        Name.TIES_PER_RESIDENT: _ties_per_resident(whole, residents),
        Name.NEW_TIES: _new_ties(day),
        Name.DENSITY: _density(whole, residents),
        Name.REGIONS: _reach(partners, "region", Region.objects.count(), len(residents)),
        Name.DEPARTMENTS: _reach(partners, "department", Department.objects.count(), len(residents)),
        Name.INTRODUCTIONS: _introductions(day),
        Name.TIME_TO_ANSWER: _time_to_answer(day),
        Name.JOINT_PROJECTS: _joint_projects(),
    }


def _partners(whole: Network, residents: list[int]) -> set[int]:
    """Everyone to whom a resident is tied."""
    places = whole.places_of(residents).tolist()
    others = {other for place in places for other in whole.graph.others(place)[0].tolist()}
    return {int(whole.ids[place]) for place in others}


def _ties_per_resident(whole: Network, residents: list[int]) -> Figure:
    degrees = whole.graph.degrees[whole.places_of(residents)]
    ties, number = int(degrees.sum()), len(residents)
    parts = {"residents": number, "partners": ties, "without": number - len(degrees)}
    return Figure(round(ties / number, 2) if number else None, parts)


def _density(whole: Network, residents: list[int]) -> Figure:
    inner, number = induced(whole.graph, whole.places_of(residents)), len(residents)
    pairs = number * (number - 1) // 2
    share = inner.ties / pairs if pairs else None
    return Figure(share, {"residents": number, "ties": inner.ties, "pairs": pairs})


def _reach(partners: set[int], place: str, of: int, residents: int) -> Figure:
    rows = Organisation.objects.filter(pk__in=partners).exclude(**{place: None}).order_by()
    number = rows.values(place).distinct().count()
    return Figure(number if residents else None, {"of": of, "residents": residents})


def quarter_before(day: dt.date) -> tuple[int, int]:
    """The last quarter that was over on this day, as (year, 1 to 4)."""
    quarter = (day.month - 1) // 3
    return (day.year, quarter) if quarter else (day.year - 1, 4)


def _new_ties(day: dt.date) -> Figure:
    year, quarter = quarter_before(day)
    counts = first_ties(_events(day))
    joint, met = (counts.get((year, quarter, kind), 0) for kind in (TieKind.JOINT, TieKind.MET))
    return Figure(joint + met, {"joint": joint, "met": met, "year": year, "quarter": quarter})


def _events(day: dt.date) -> Iterator[tuple[int, int, tuple[int, int, str]]]:
    """Who was tied by a register, then every other tie in the order of time."""
    known = network(None, TieFilters(kinds=(TieKind.REGISTER,)))
    for first, second in zip(known.graph.first.tolist(), known.graph.second.tolist(), strict=True):
        yield int(known.ids[first]), int(known.ids[second]), (0, 0, TieKind.REGISTER)
    for first, second, on, kind in dated_ties():
        if on <= day:
            yield first, second, (on.year, (on.month + 2) // 3, kind)


def _introductions(day: dt.date) -> Figure:
    rows = Introduction.objects.filter(proposed_at__date__gt=day - A_YEAR, proposed_at__date__lte=day)
    states = dict(rows.order_by().values_list("pk", "state"))
    said: dict[int, set[str]] = {}
    sides = IntroductionSide.objects.filter(introduction__in=rows.order_by().values("pk")).exclude(outcome="")
    for introduction, outcome in sides.order_by().values_list("introduction_id", "outcome"):
        said.setdefault(introduction, set()).add(outcome)
    parts = Counter(_result(state, said.get(pk, set())) for pk, state in states.items())
    return Figure(len(states), dict(parts))


def _result(state: str, said: set[str]) -> str:
    best = next((outcome.value for outcome in BEST_FIRST if outcome in said), None)
    return best or WITHOUT_OUTCOME.get(IntroductionState(state), "agreed")


def _time_to_answer(day: dt.date) -> Figure:
    rows = IntroductionSide.objects.exclude(asked_at=None).exclude(answer=Answer.OPEN)
    rows = rows.filter(answered_at__date__gt=day - A_YEAR, answered_at__date__lte=day)
    days = [(side.answered_at - side.asked_at) / A_DAY for side in rows if side.answered_at and side.asked_at]
    open_ones = (IntroductionState.PROPOSED, IntroductionState.RETURNED)
    silent = IntroductionSide.objects.filter(answer=Answer.OPEN, introduction__state__in=open_ones).count()
    return Figure(round(median(days), 1) if days else None, {"answers": len(days), "silent": silent})


def _joint_projects() -> Figure:
    rows = JointProject.objects.order_by().values_list("state").annotate(number=Count("pk"))
    counted = dict(rows)
    parts = {state: counted[state] for state in ProjectState.values if counted.get(state)}
    return Figure(sum(parts.get(state, 0) for state in LIVING), parts)
