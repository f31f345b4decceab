"""The ways from a call to what was built on it: its panels, its juries, its cohorts."""

from dataclasses import dataclass, field

from parvis.domain.calls.models import Application, Call
from parvis.domain.cohorts.models import Cohort, Jury
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import REVIEWABLE
from parvis.faces.web.layout.navigation import address_of

Link = tuple[str, str]
"""Where it leads, and what it is called."""


@dataclass(frozen=True)
class Ways:
    """Links to the later parts of a selection, for those who run the call."""

    panels: list[Link] = field(default_factory=list)
    juries: list[Link] = field(default_factory=list)
    cohorts: list[Link] = field(default_factory=list)


def ways_from(call: Call) -> Ways:
    """What stands on the rounds of the call."""
    panels = Panel.objects.filter(round__call=call).order_by("pk")
    juries = Jury.objects.filter(round__call=call).order_by("pk")
    cohorts = Cohort.objects.filter(round__call=call).order_by("starts_on", "pk")
    return Ways(
        panels=[(address_of("reviews:board", one.pk), one.name) for one in panels],
        juries=[(address_of("juries:ranking", one.pk), one.name) for one in juries],
        cohorts=[(address_of("cohorts:manage", one.pk), one.name) for one in cohorts],
    )


def ways_of(application: Application) -> Ways:
    """Where the same application is reviewed and decided on; nothing before it was admitted."""
    if application.round_id is None or application.state not in REVIEWABLE:
        return Ways()
    panels = Panel.objects.filter(round=application.round_id).order_by("pk")
    juries = Jury.objects.filter(round=application.round_id)
    return Ways(
        panels=[(address_of("reviews:team_application", one.pk, application.pk), one.name) for one in panels],
        juries=[(address_of("juries:application", one.pk, application.pk), one.name) for one in juries],
    )
