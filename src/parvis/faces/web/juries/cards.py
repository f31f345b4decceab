"""What the dashboard shows of juries: to jurors, to whoever runs calls, and to applicants who were told something."""

from parvis.base.accounts.models import User
from parvis.domain.calls.models import Application
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.standing import written_by
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision, Juror, Jury
from parvis.domain.cohorts.selectors.juries import Progress, juries_managed_by, juries_visible_to, progress_of
from parvis.faces.web.dashboard.own_cards import everyone
from parvis.faces.web.dashboard.registry import Card, Content, cards

SHOWN = 4


def sits_on_a_jury(user: User) -> bool:
    """Jurors who do not run the call themselves."""
    return Juror.objects.filter(user=user).exists() and not can_manage_some_call(user)


def seats(user: User) -> Content:
    """The open juries on which the account sits, with what is undecided."""
    juries = list(juries_visible_to(user).filter(closed_at=None)[:SHOWN])
    return _with_progress(juries) if juries else None


def run(user: User) -> Content:
    """The juries of the calls that the account runs, as long as something is to be done there."""
    juries = list(juries_managed_by(user)[: 5 * SHOWN])
    progress = progress_of(juries)
    busy = [jury for jury in juries if _is_busy(progress[jury.pk], is_closed=jury.closed_at is not None)]
    return {"rows": [(jury, progress[jury.pk]) for jury in busy[:SHOWN]]} if busy else None


def _is_busy(progress: Progress, *, is_closed: bool) -> bool:
    return bool(progress.pending or progress.awaited or (progress.open and not is_closed))


def _with_progress(juries: list[Jury]) -> Content:
    progress = progress_of(juries)
    return {"rows": [(jury, progress[jury.pk]) for jury in juries]}


def decisions(user: User) -> Content:
    """What the account's applications were told, those that wait for an answer first."""
    mine = Application.objects.filter(written_by(user)).order_by().values("pk")
    told = Decision.objects.filter(application__in=mine, first_notified_at__isnull=False)
    rows = list(told.select_related("application__organisation", "application__call").order_by("-notified_at")[:SHOWN])
    if not rows:
        return None
    awaited = [row for row in rows if row.state == DecisionState.NOTIFIED and row.outcome == Outcome.ACCEPT]
    return {"rows": sorted(rows, key=lambda row: row not in awaited), "awaited": awaited}


cards.register("juries_seats", Card("web/juries/_card_seats.html", sits_on_a_jury, seats, 16))
cards.register("juries_run", Card("web/juries/_card_run.html", can_manage_some_call, run, 22))
cards.register("decisions", Card("web/juries/_card_decisions.html", everyone, decisions, 12))
