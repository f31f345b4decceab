"""Where an application stands, in words: what is expected of those who write it, by when, and what comes next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core import clock
from parvis.domain.applying.selectors.own import Standing
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.local_times import local_of
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.cohorts.selectors.letters import decisions_told
from parvis.faces.web.layout.navigation import address_of

WAITING: dict[str, str | Promise] = {
    State.SUBMITTED: gettext_lazy("The team has your application, and looks whether it is complete."),
    State.IN_REVIEW: gettext_lazy("Your application is being read. There is nothing to do for you now."),
    State.SHORTLISTED: gettext_lazy("Your application goes on to the next step. The team will write to you about it."),
    State.ACCEPTED: gettext_lazy("Your application is accepted. The team will write to you about the next steps."),
    State.WAITLISTED: gettext_lazy(
        "Your application is on the waiting list. The team writes to you if a place comes free."
    ),
    State.REJECTED: gettext_lazy("Your application was not selected. You can apply again to another call."),
    State.WITHDRAWN: gettext_lazy(
        "The application was withdrawn. You can begin another one as long as the call is open."
    ),
    State.DISMISSED: gettext_lazy("The team does not go on with this application."),
}
DECIDED = {State.ACCEPTED, State.WAITLISTED, State.REJECTED}
TONES = {
    State.ACCEPTED: "accepted",
    State.SHORTLISTED: "accepted",
    State.DRAFT: "draft",
    State.WAITLISTED: "waiting",
    State.REJECTED: "ended",
    State.WITHDRAWN: "ended",
    State.DISMISSED: "ended",
}


@dataclass(frozen=True)
class Expected:
    """One thing that is asked of the applicant now: what, by when, and where to do it."""

    text: str
    label: str
    url: str
    due: dt.datetime | None = None
    zone: str = ""

    @property
    def local_due(self) -> dt.datetime | None:
        """The date as the clocks of the call show it."""
        return local_of(self.due, self.zone) if self.due and self.zone else self.due


@dataclass(frozen=True)
class Outlook:
    """An application with what is expected, and what comes next where nothing is; `decision` leads to its letter."""

    standing: Standing
    expected: list[Expected]
    next: str
    tone: str
    decision: str = ""

    @property
    def due(self) -> dt.datetime | None:
        """The first date by which something is expected."""
        return min((one.due for one in self.expected if one.due), default=None)


def outlook_of(standing: Standing) -> Outlook:
    """What the pages say of it."""
    return outlooks_of([standing])[0]


def outlooks_of(standings: Iterable[Standing]) -> list[Outlook]:
    """Those on which something is expected first, by date; then the others as they come; ended ones last."""
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    found = list(standings)
    decided = [one.application.pk for one in found if one.application.state in DECIDED]
    told = decisions_told(decided) if decided else {}
    rows = [_outlook(standing, told.get(standing.application.pk)) for standing in found]
    return sorted(rows, key=lambda row: (row.standing.is_ended, not row.expected, row.due or never))


def _outlook(standing: Standing, decision: Decision | None) -> Outlook:
    application = standing.application
    zone, state = application.call.timezone, State(application.state)
    expected = [replace(one, zone=zone) for one in (*_expected(standing), *_answer(decision))]
    tone = TONES.get(state, "info" if expected else "done")
    letter = address_of("juries:answer", decision.pk) if decision else ""
    return Outlook(standing, expected, _next(standing), tone, letter)


def _answer(decision: Decision | None) -> Iterable[Expected]:
    """Whether the start-up takes its place, as long as that is asked."""
    if decision is None or decision.outcome != Outcome.ACCEPT or decision.state != DecisionState.NOTIFIED:
        return
    if decision.confirm_by is None or clock.now() < decision.confirm_by:
        text, label = _("You are accepted: say whether you take the place."), _("Read the letter and answer")
        yield Expected(text, label, address_of("juries:answer", decision.pk), decision.confirm_by)


def _expected(standing: Standing) -> Iterable[Expected]:
    application, door = standing.application, standing.door
    write = address_of("applying:write", application.reference, FormStage.APPLICATION)
    if standing.correction:
        text = _("The team asks you to complete or correct some answers.")
        yield Expected(text, _("Correct them"), write, standing.correction.due_at)
    if application.state == State.DRAFT and door.is_open:
        yield Expected(_("Finish your application and submit it."), _("Go on writing"), write, door.closes_at)
    elif standing.is_unsent and not standing.correction:
        text = _("You changed answers after you submitted. They count once you submit again.")
        yield Expected(text, _("Look at the changes"), write, door.closes_at)
    for later in standing.later:
        text = _("The team asks you for one more form: %(form)s.") % {"form": later.get_stage_display()}
        url = address_of("applying:write", application.reference, later.stage)
        yield Expected(text, _("Fill it in"), url, later.due_at)
    if standing.requests:
        url = address_of("applying:colleagues", application.reference)
        yield Expected(_("Someone asks to write this application with you."), _("Answer"), url)


def _next(standing: Standing) -> str:
    application, door = standing.application, standing.door
    if application.state != State.DRAFT:
        return str(WAITING[State(application.state)])
    if door.is_open:
        return _("It is a draft: nobody but you and your colleagues reads it.")
    if door.closed_at:
        return _("The deadline has passed. What you wrote is kept here, and was not submitted.")
    return _("The call takes no applications now. What you wrote is kept here.")
