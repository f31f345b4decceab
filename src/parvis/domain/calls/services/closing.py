"""What follows from a deadline.

Nothing here ends the taking of applications: that follows from the times, to the second. A job that comes by every few
minutes does the rest, once a round: it tells those who run the call and whoever listens, and closes a call that has no
other round.
"""

from django.db import transaction

from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.domain.calls.enums import ApplicationState, CallState
from parvis.domain.calls.events import RoundClosed
from parvis.domain.calls.models import Application, Round
from parvis.domain.calls.selectors.applications import applications_of_round
from parvis.domain.calls.services.calls import close_call
from parvis.domain.calls.services.mails import tell_those_who_run


def notice_closings() -> int:
    """Do what follows from the deadlines that have passed; says how many. Safe twice, and two at once."""
    over = Round.objects.filter(
        closes_at__lte=clock.now(), ended_at=None, call__state__in=(CallState.OPEN, CallState.CLOSED)
    )
    return sum(_end(one) for one in over.select_related("call__organiser").order_by("closes_at", "pk"))


def _end(one: Round) -> bool:
    now, call = clock.now(), one.call
    with transaction.atomic():
        if not Round.objects.filter(pk=one.pk, ended_at=None).update(ended_at=now):
            return False
        call.refresh_from_db(fields=["state"])
        rest = [other for other in call.rounds.exclude(pk=one.pk) if other.closes_at is None or other.closes_at > now]
        if call.state == CallState.OPEN and not call.is_rolling and not rest:
            close_call(actor=None, call=call)
        record(actor=None, verb="calls.round_closed", target=call, data={"round": one.pk})
        drafts = Application.objects.filter(call=call, state=ApplicationState.DRAFT).count()
        figures = {"submitted": applications_of_round(one).count(), "drafts": drafts}
        tell_those_who_run(call, "calls/mail/round_closed", {"round": one, **figures})
        publish(RoundClosed(one.pk))
    return True
