"""Comparable scores as pages and other apps read them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parvis.domain.reviews.models import Panel, ScoreTable
from parvis.domain.reviews.selectors.marks import counted_reviews, marks_of, stamp_of
from parvis.domain.reviews.selectors.panels import applications_of, criteria_of

SMALL = 400
"""Reviews that are worked out while somebody waits; more are left to a job."""
SCALE = 100


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What the marks say of one application, from 0 to 100. Without a review only `place` and `doubts` say something.

    `low` and `high` bound 90 %; `chance` is that of being in the first of as many as the round has places.
    """

    application: int
    place: int
    reviews: int
    raw: float | None
    adjusted: float | None
    low: float | None
    high: float | None
    chance: float | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leniency:
    """By how much a reviewer marks higher than others."""

    reviews: int
    leniency: float
    low: float
    high: float


@dataclass(frozen=True)
class ScoreSheet:
    """All rows by application, the best first. One that is not fresh is being worked out again."""

    rows: dict[int, ScoreRow] = field(default_factory=dict)
    people: dict[int, Leniency] = field(default_factory=dict)
    shares: tuple[float, ...] = ()
    is_fresh: bool = True
    made_at: dt.datetime | None = None


def sheet_of(panel: Panel) -> ScoreSheet:
    """The scores as they were kept, where nothing changed since; few marks are worked out anew, many by a job later."""
    table = ScoreTable.objects.filter(panel=panel).first()
    stamp = stamp_of(panel)
    if table is not None and table.stamp == stamp:
        return _read(table, is_fresh=True)
    if counted_reviews(panel).order_by()[: SMALL + 1].count() <= SMALL:
        return _read(ScoreTable(panel=panel, stamp=stamp, **work_out(panel, marks_of(panel))), is_fresh=True)
    return _read(table, is_fresh=False) if table is not None else ScoreSheet(is_fresh=False)


def work_out(panel: Panel, marks: Mapping[tuple[int, int], Mapping[int, int]]) -> dict[str, Any]:
    """The fields of a ScoreTable; a second or two for a large call."""
    from parvis.engine.scores import combined, comparable, reviews_of  # noqa: PLC0415 -- slow import

    criteria = [(one.pk, float(one.weight), float(one.best)) for one in criteria_of(panel)]
    applications = list(applications_of(panel).order_by("id").values_list("pk", flat=True))
    known = set(applications)
    named = []
    for (application, reviewer), own in marks.items():
        mark = combined(own, criteria)
        if mark is not None and application in known:
            named.append((f"{application:012}", f"{reviewer:012}", mark))
    if not named:
        return {"rows": [_unread(pk) for pk in applications], "people": {}, "shares": []}
    reviews = reviews_of(named, (f"{pk:012}" for pk in applications))
    answer = comparable(reviews, top=panel.round.places or 0, scale=SCALE)
    chance = answer.chance.round(4).tolist() if answer.chance is not None else [None] * len(applications)
    figures = [one.round(2).tolist() for one in (answer.raw, answer.adjusted)]
    bounds = [one.clip(0, SCALE).round(2).tolist() for one in (answer.low, answer.high)]
    rows: list[list[Any]] = []
    unread = []
    for at in answer.order.tolist():
        pk, count = int(reviews.applications[at]), int(answer.reviews[at])
        doubts = [doubt.value for doubt in answer.doubts[at]]
        if count:
            rows.append([pk, count, *(one[at] for one in (*figures, *bounds)), chance[at], doubts])
        else:
            unread.append(_unread(pk))
    people = zip(answer.reviewed.tolist(), answer.leniency, answer.leniency_low, answer.leniency_high, strict=True)
    return {
        "rows": rows + unread,
        "people": {
            str(int(name)): [count, *(round(float(one), 2) for one in figures)]
            for name, (count, *figures) in zip(reviews.reviewers, people, strict=True)
        },
        "shares": [round(one, 4) for one in (answer.shares.quality, answer.shares.leniency, answer.shares.noise)],
    }


def _unread(application: int) -> list[Any]:
    return [application, 0, None, None, None, None, None, ["no_review"]]


def _read(table: ScoreTable, *, is_fresh: bool) -> ScoreSheet:
    return ScoreSheet(
        rows={row[0]: _row(place, row) for place, row in enumerate(table.rows, 1)},
        people={int(pk): Leniency(*figures) for pk, figures in table.people.items()},
        shares=tuple(table.shares),
        is_fresh=is_fresh,
        made_at=table.made_at,
    )


def _row(place: int, row: Sequence[Any]) -> ScoreRow:
    application, reviews, raw, adjusted, low, high, chance, doubts = row
    return ScoreRow(application, place, reviews, raw, adjusted, low, high, chance, tuple(doubts))
