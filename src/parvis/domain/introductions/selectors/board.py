"""What waits, for whom and for how long, as the community managers look at it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import pgettext_lazy

from parvis.core import clock
from parvis.domain.introductions.enums import LIVING, Answer, IntroductionState
from parvis.domain.introductions.models import Introduction, IntroductionSide


class WaitsFor(models.TextChoices):
    """Whose turn it is."""

    CAMPUS = "campus", pgettext_lazy("waits for", "the campus")
    ANSWER = "answer", pgettext_lazy("waits for", "an answer")
    MEETING = "meeting", pgettext_lazy("waits for", "a meeting")
    OUTCOME = "outcome", pgettext_lazy("waits for", "an outcome")


@dataclass(frozen=True)
class BoardFilters:
    """What is looked for; what is empty does not count, and without a state only what still waits does."""

    state: str = ""
    waits_for: str = ""
    organisation: str = ""
    theme: str = ""


def board(filters: BoardFilters) -> QuerySet[Introduction]:
    """The introductions that fit, what waits longest first."""
    rows = Introduction.objects.all()
    rows = rows.filter(state=filters.state) if filters.state else rows.filter(state__in=LIVING)
    if filters.waits_for:
        rows = rows.filter(_waiting_for(WaitsFor(filters.waits_for)))
    if filters.organisation.strip():
        named = _sides().filter(organisation__name__icontains=filters.organisation.strip())
        rows = rows.filter(Exists(named))
    if filters.theme:
        rows = rows.filter(_about_theme(filters.theme))
    return rows.order_by("moved_at", "pk")


def counts_by_turn() -> dict[WaitsFor, int]:
    """How many living introductions wait for whom; four small queries, whatever their number."""
    living = Introduction.objects.filter(state__in=LIVING)
    return {turn: living.filter(_waiting_for(turn)).count() for turn in WaitsFor}


def counts_by_state() -> dict[str, int]:
    """How many there are in each state."""
    rows = Introduction.objects.order_by().values_list("state").annotate(number=models.Count("pk"))
    return dict.fromkeys(IntroductionState.values, 0) | dict(rows)


def _sides() -> QuerySet[IntroductionSide]:
    return IntroductionSide.objects.filter(introduction=OuterRef("pk"))


def _waiting_for(turn: WaitsFor) -> Q:
    """A side that nobody could be written to is for the campus to reach."""
    unreached = Exists(_sides().filter(answer=Answer.OPEN, asked_at=None))
    match turn:
        case WaitsFor.CAMPUS:
            return Q(state=IntroductionState.RETURNED) | Q(unreached, state=IntroductionState.PROPOSED)
        case WaitsFor.ANSWER:
            return Q(state=IntroductionState.PROPOSED) & ~Q(unreached)
        case WaitsFor.MEETING:
            return Q(state=IntroductionState.ACCEPTED)
    return Q(state=IntroductionState.MET)


def _about_theme(code: str) -> Q:
    """By what it is about, or by what one of the two works on."""
    found = Q(Exists(_sides().filter(organisation__themes__code=code)))
    for name in ("need", "offer", "opportunity"):
        found |= Q(Exists(Introduction.objects.filter(pk=OuterRef("pk"), **{f"{name}__themes__code": code})))
    return found


@dataclass(frozen=True)
class BoardLine:
    """An introduction, its two sides, whose turn it is, who of them, and for how many days."""

    introduction: Introduction
    first: IntroductionSide
    second: IntroductionSide
    turn: WaitsFor | None
    awaited: list[IntroductionSide]
    days: int

    @property
    def can_remind(self) -> bool:
        """Whether there is somebody to be reminded."""
        return self.turn in {WaitsFor.ANSWER, WaitsFor.CAMPUS} and any(side.asked_at for side in self.awaited)


def board_lines(introductions: Iterable[Introduction]) -> list[BoardLine]:
    """Each with its two sides; one further query."""
    listed = list(introductions)
    rows = IntroductionSide.objects.filter(introduction__in=[one.pk for one in listed]).select_related("organisation")
    sides: dict[int, list[IntroductionSide]] = {}
    for side in rows.order_by("introduction", "position"):
        sides.setdefault(side.introduction_id, []).append(side)
    now = clock.now()
    return [_line(one, sides[one.pk], now) for one in listed]


def _line(introduction: Introduction, sides: list[IntroductionSide], now: dt.datetime) -> BoardLine:
    first, second = sides
    turn, awaited = _turn(introduction, sides)
    return BoardLine(introduction, first, second, turn, awaited, (now - introduction.moved_at).days)


def _turn(introduction: Introduction, sides: list[IntroductionSide]) -> tuple[WaitsFor | None, list[IntroductionSide]]:
    silent = [side for side in sides if side.answer == Answer.OPEN]
    match introduction.state:
        case IntroductionState.PROPOSED:
            is_reached = all(side.asked_at for side in silent)
            return (WaitsFor.ANSWER if is_reached else WaitsFor.CAMPUS), silent
        case IntroductionState.RETURNED:
            return WaitsFor.CAMPUS, silent
        case IntroductionState.ACCEPTED:
            return WaitsFor.MEETING, sides
        case IntroductionState.MET:
            return WaitsFor.OUTCOME, [side for side in sides if not side.outcome]
    return None, []


def all_lines(rows: QuerySet[Introduction], *, together: int = 500) -> Iterator[BoardLine]:
    """Every line for a file, some hundred at a time."""
    wanted = rows.select_related("need", "offer", "opportunity", "project")
    part: list[Introduction] = []
    for introduction in wanted.iterator(chunk_size=together):
        part.append(introduction)
        if len(part) == together:
            yield from board_lines(part)
            part = []
    yield from board_lines(part)
