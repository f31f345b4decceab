"""What each indicator is: by these words and numbers people know what a figure says, and what it does not say.

A definition is never changed. Another way of counting gets the next number, and the former words go to the guide, so
that old snapshots can still be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.insight.enums import IndicatorName as Name

LEAST = 5
"""The smallest number that the public is told; behind a smaller one somebody could be recognised."""


class Unit(StrEnum):
    """How a value is read."""

    NUMBER = "number"
    MEAN = "mean"
    SHARE = "share"
    DAYS = "days"


UNITS: Mapping[str, str | Promise] = {
    Unit.NUMBER: pgettext_lazy("unit", "number"),
    Unit.MEAN: pgettext_lazy("unit", "mean"),
    Unit.SHARE: pgettext_lazy("unit", "share"),
    Unit.DAYS: pgettext_lazy("unit", "days"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """How an indicator is counted, in words.

    `rests_on` is the figure that must not be small where the value is public: a part, or the value itself when empty.
    """

    number: int
    unit: Unit
    text: str | Promise
    formula: str | Promise
    source: str | Promise
    left_out: str | Promise
    rests_on: str = ""


_RESIDENTS = _("Members of published cohorts; funded projects of the registers, joint projects, introductions.")

DEFINITIONS: Mapping[str, Definition] = {
    Name.TIES_PER_RESIDENT: Definition(
        1,
        Unit.MEAN,
        _("With how many other organisations a resident has worked or met, on average, on the day of the snapshot."),
        _("Sum of the organisations that each resident is tied to, divided by the number of residents."),
        _RESIDENTS,
        _("Partners that are only names in a register; joint projects that are ideas or were abandoned."),
        "residents",
    ),
    Name.NEW_TIES: Definition(
        1,
        Unit.NUMBER,
        _("Pairs of organisations that joint projects or introductions first tied in the last full quarter."),
        _("Pairs whose first common joint project, or first meeting after an introduction, falls into that quarter."),
        _("Joint projects by the day on which the second of the two joined; introductions by the day of the meeting."),
        _("Pairs that shared a project of a register before; projects of registers, of which only the year is known."),
    ),
    Name.DENSITY: Definition(
        1,
        Unit.SHARE,
        _("Which share of all possible pairs of residents are tied to one another."),
        _("Pairs of residents that are tied, divided by n × (n − 1) / 2, n being the number of residents."),
        _RESIDENTS,
        _("Ties to organisations that are no residents; joint projects that are ideas or were abandoned."),
        "residents",
    ),
    Name.REGIONS: Definition(
        1,
        Unit.NUMBER,
        _("In how many regions, overseas ones included, a resident has a partner."),
        _("Different regions of the organisations that at least one resident is tied to."),
        _("The ties of residents; regions of the directory."),
        _("Partners abroad, or without a known place. A region counts once, however many partners it has."),
        "residents",
    ),
    Name.DEPARTMENTS: Definition(
        1,
        Unit.NUMBER,
        _("In how many departments a resident has a partner."),
        _("Different departments of the organisations that at least one resident is tied to."),
        _("The ties of residents; departments of the directory."),
        _("Partners abroad, or without a known place. A department counts once, however many partners it has."),
        "residents",
    ),
    Name.INTRODUCTIONS: Definition(
        1,
        Unit.NUMBER,
        _("Introductions proposed in the 365 days before the snapshot, and what became of each."),
        _("Each introduction counts once: by the better of what the two sides said, or else by where it stands."),
        _("Introductions made on this platform."),
        _("Meetings that came about without the platform."),
    ),
    Name.TIME_TO_ANSWER: Definition(
        1,
        Unit.DAYS,
        _("In how many days half of the sides that answered an introduction in the last 365 days did so."),
        _("Median of the days from being asked to accepting or declining, over all answers of these 365 days."),
        _("Introductions made on this platform."),
        _("Sides that have not answered: the shorter the time, the more they must be looked at beside it."),
        "answers",
    ),
    Name.JOINT_PROJECTS: Definition(
        1,
        Unit.NUMBER,
        _("Joint projects that are an idea, forming or running on the day of the snapshot."),
        _("Number of joint projects in these three states."),
        _("Joint projects as their partners and the campus team keep them."),
        _("Projects that nobody entered; funded projects of registers that were not taken over."),
    ),
}

PARTS: Mapping[str, str | Promise] = {
    "residents": pgettext_lazy("figure", "residents"),
    "partners": pgettext_lazy("figure", "ties of residents"),
    "without": pgettext_lazy("figure", "residents without any tie"),
    "joint": pgettext_lazy("figure", "by a joint project"),
    "met": pgettext_lazy("figure", "by an introduction"),
    "year": pgettext_lazy("figure", "year"),
    "quarter": pgettext_lazy("figure", "quarter"),
    "ties": pgettext_lazy("figure", "pairs that are tied"),
    "pairs": pgettext_lazy("figure", "possible pairs"),
    "of": pgettext_lazy("figure", "in all"),
    "project": pgettext_lazy("figure", "a joint project came of it"),
    "helped": pgettext_lazy("figure", "it helped"),
    "no_help": pgettext_lazy("figure", "it did not help"),
    "not_for_me": pgettext_lazy("figure", "it was not for them"),
    "unreachable": pgettext_lazy("figure", "one could not be reached"),
    "agreed": pgettext_lazy("figure", "both agreed, nothing said yet"),
    "waiting": pgettext_lazy("figure", "waiting for an answer"),
    "declined": pgettext_lazy("figure", "declined"),
    "expired": pgettext_lazy("figure", "without an answer in the end"),
    "withdrawn": pgettext_lazy("figure", "withdrawn"),
    "answers": pgettext_lazy("figure", "answers"),
    "silent": pgettext_lazy("figure", "sides still silent"),
    "idea": pgettext_lazy("figure", "idea"),
    "forming": pgettext_lazy("figure", "forming"),
    "running": pgettext_lazy("figure", "running"),
    "finished": pgettext_lazy("figure", "finished"),
    "abandoned": pgettext_lazy("figure", "abandoned"),
}
"""What the figures are called of which values are made."""

CALENDAR = frozenset({"year", "quarter", "of"})
"""Figures that count nobody."""
