"""Introductions as rows of a file."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone

from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.introductions.selectors.board import BoardLine
from parvis.faces.web.layout.tables import Row

SIDE = ("organisation", "answer", "answered_on", "reason", "reminded_on", "outcome")
COLUMNS = (
    "number",
    "subject",
    "state",
    "waits_for",
    "days",
    "proposed_on",
    "proposed_by",
    *(f"first_{name}" for name in SIDE),
    *(f"second_{name}" for name in SIDE),
    "need",
    "offer",
    "opportunity",
    "accepted_on",
    "met_on",
    "ended_on",
    "project",
)


def as_rows(lines: Iterable[BoardLine]) -> Iterator[Row]:
    """One row for each introduction; no names of people and no contact details."""
    for line in lines:
        one = line.introduction
        yield {
            "number": str(one.pk),
            "subject": one.subject,
            "state": one.get_state_display(),
            "waits_for": str(line.turn.label) if line.turn else "",
            "days": str(line.days) if line.turn else "",
            "proposed_on": _day(one.proposed_at),
            "proposed_by": one.get_proposed_by_display(),
            **_side("first", line.first),
            **_side("second", line.second),
            "need": one.need.title if one.need else "",
            "offer": one.offer.title if one.offer else "",
            "opportunity": one.opportunity.title if one.opportunity else "",
            "accepted_on": _day(one.accepted_at),
            "met_on": one.met_on.isoformat() if one.met_on else "",
            "ended_on": _day(one.closed_at),
            "project": one.project.title if one.project else "",
        }


def _side(name: str, side: IntroductionSide) -> Row:
    return {
        f"{name}_organisation": side.organisation.name,
        f"{name}_answer": side.get_answer_display(),
        f"{name}_answered_on": _day(side.answered_at),
        f"{name}_reason": side.get_reason_display(),
        f"{name}_reminded_on": _day(side.reminded_at),
        f"{name}_outcome": side.get_outcome_display(),
    }


def _day(moment: dt.datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
