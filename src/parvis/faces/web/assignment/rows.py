"""Rows of the pages of assignments."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.domain.calls.models import Application
from parvis.domain.reviews.models import Assignment, AssignmentRun, Panel, Reviewer
from parvis.domain.reviews.selectors.situation import assignments_of, in_conflict_of

LISTED = 50
"""Applications without enough reviewers that a proposal lists."""


@dataclass(frozen=True)
class Reading:
    """Someone who reads an application."""

    assignment: Assignment
    name: str
    is_in_conflict: bool


@dataclass(frozen=True)
class BoardRow:
    """An application with those who read it."""

    application: Application
    readings: list[Reading]
    missing: int


@dataclass(frozen=True)
class Weak:
    """An application that is served worse than others; `best` is the mean it could have alone."""

    application: Application
    mean: float
    best: float


@dataclass(frozen=True)
class Empty:
    """An application with empty places, and why."""

    application: Application
    places: int
    why: str


def board_rows(panel: Panel, applications: Iterable[Application]) -> list[BoardRow]:
    """The applications of one page, with one query for those who read them."""
    applications = list(applications)
    own: dict[int, list[Reading]] = defaultdict(list)
    rows = assignments_of(panel).filter(application__in=[one.pk for one in applications]).select_related("reviewer")
    for row in rows.annotate(barred=in_conflict_of()).order_by("reviewer__name", "id"):
        own[row.application_id].append(Reading(row, row.reviewer.name, row.barred))
    return [BoardRow(one, own[one.pk], max(0, panel.reviews_each - len(own[one.pk]))) for one in applications]


def proposal_rows(run: AssignmentRun) -> dict[str, Any]:
    """What a proposal says of single applications, with their names: two queries."""
    summary = run.summary
    unfilled = summary["unfilled"][:LISTED]
    pairs = [*summary["released"], *summary["in_conflict"], *summary["not_forced"]]
    wanted = {row[0] for row in summary["weak"]} | {row["application"] for row in unfilled} | {a for a, _r in pairs}
    known = Application.objects.select_related("organisation").in_bulk(wanted)
    people = Reviewer.objects.in_bulk({r for _a, r in pairs})
    return {
        "weak": [Weak(known[pk], mean, best) for pk, mean, best in summary["weak"] if pk in known],
        "empty": [
            Empty(known[row["application"]], row["places"], why_empty(row, summary["reviewers"]))
            for row in unfilled
            if row["application"] in known
        ],
        "empty_count": len(summary["unfilled"]),
        "empty_places": sum(row["places"] for row in summary["unfilled"]),
        **{
            name: [(known[a], people[r]) for a, r in summary[name] if a in known and r in people][:LISTED]
            for name in ("released", "in_conflict", "not_forced")
        },
    }


def pairs_by_application(run: AssignmentRun) -> list[tuple[int, list[tuple[int, float]]]]:
    """The new pairs of a proposal, application by application, the best first."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for application, reviewer, score in run.pairs:
        found[int(application)].append((int(reviewer), score))
    return [(pk, sorted(own, key=lambda pair: -pair[1])) for pk, own in found.items()]


def load_bars(run: AssignmentRun) -> list[dict[str, Any]]:
    """How many reviewers would read how many applications."""
    counted = Counter(run.summary["loads"].values())
    return [
        {
            "label": ngettext("%(number)d application", "%(number)d applications", load) % {"number": load},
            "value": counted[load],
        }
        for load in range(min(counted, default=0), max(counted, default=0) + 1)
    ]


def why_empty(row: Mapping[str, Any], reviewers: int) -> str:
    """Why places of an application stay empty, as a sentence."""
    parts = []
    if row["conflicts"]:
        parts.append(
            ngettext("%(number)d is in conflict", "%(number)d are in conflict", row["conflicts"])
            % {"number": row["conflicts"]}
        )
    if row["unwanted"]:
        parts.append(
            ngettext("%(number)d was ruled out", "%(number)d were ruled out", row["unwanted"])
            % {"number": row["unwanted"]}
        )
    if row["gone"]:
        parts.append(
            ngettext(
                "%(number)d recused themselves or was taken off",
                "%(number)d recused themselves or were taken off",
                row["gone"],
            )
            % {"number": row["gone"]}
        )
    ends = {
        "all_at_load": _("those who may read it have as many applications as they may"),
        "no_capacity": _("all reviewers together may read fewer applications than there are places"),
        "few_allowed": ngettext("%(number)d may read it", "%(number)d may read it", row["allowed"])
        % {"number": row["allowed"]},
    }
    return _("Of %(reviewers)d reviewers %(parts)s.") % {
        "reviewers": reviewers,
        "parts": ", ".join([*parts, ends[row["reason"]]]),
    }
