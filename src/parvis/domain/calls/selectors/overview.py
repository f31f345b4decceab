"""Figures of calls for those who run them: what waits, what is under way, who has begun."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import ApplicationState, CallState
from parvis.domain.calls.models import Application, Call, CorrectionRequest
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.directory.models import Organisation


@dataclass(frozen=True)
class Figures:
    """How many applications of a call stand where; drafts are a number and nothing more."""

    states: dict[str, int] = field(default_factory=dict)

    @property
    def drafts(self) -> int:
        """Begun, not submitted."""
        return self.states.get(ApplicationState.DRAFT, 0)

    @property
    def submitted(self) -> int:
        """Ever submitted."""
        return sum(number for state, number in self.states.items() if state != ApplicationState.DRAFT)

    @property
    def waiting(self) -> int:
        """Submitted, and neither admitted nor dismissed."""
        return self.states.get(ApplicationState.SUBMITTED, 0)


def figures_of(calls: Iterable[Call]) -> dict[int, Figures]:
    """The figures of each call, in one query; what was withdrawn before it was submitted counts nowhere."""
    ids = [call.pk for call in calls]
    rows = Application.objects.filter(call__in=ids).exclude(state=ApplicationState.WITHDRAWN, version=0).order_by()
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for call, state, number in rows.values_list("call", "state").annotate(number=Count("pk")):
        counted[call][state] = number
    return {pk: Figures(counted[pk]) for pk in ids}


def organisations_with_drafts(call: Call) -> list[Organisation]:
    """Who has begun an application, by name: that is all that those who run the call see of it."""
    drafts = Application.objects.filter(call=call, state=ApplicationState.DRAFT)
    return list(Organisation.objects.filter(pk__in=drafts.values("organisation_id")).order_by("name", "pk"))


@dataclass(frozen=True)
class Waiting:
    """What waits for those who run a call."""

    call: Call
    to_screen: int
    answered: int


def waiting_for(actor: Actor) -> list[Waiting]:
    """Calls of the actor in which something waits: applications to screen, corrections that came back."""
    calls = list(calls_managed_by(actor).filter(state__in=(CallState.OPEN, CallState.CLOSED)))
    figures = figures_of(calls)
    rows = CorrectionRequest.objects.filter(application__call__in=calls, answered_at__isnull=False, closed_at=None)
    recent = Q(application__state__in=(ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW))
    counted = rows.filter(recent).order_by().values_list("application__call").annotate(number=Count("pk"))
    answered: dict[int, int] = dict(counted)
    found = [Waiting(call, figures[call.pk].waiting, answered.get(call.pk, 0)) for call in calls]
    return [one for one in found if one.to_screen or one.answered]


def screening_count(actor: Actor) -> int:
    """How many applications wait to be looked at, in all calls of the actor."""
    calls = calls_managed_by(actor).filter(state__in=(CallState.OPEN, CallState.CLOSED))
    return Application.objects.filter(call__in=calls, state=ApplicationState.SUBMITTED).count()
