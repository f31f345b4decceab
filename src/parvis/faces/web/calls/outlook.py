"""Calls as pages tell them: what is open until when, in words and in the time zone of the call."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from parvis.base.forms.models import Question, Section
from parvis.base.forms.selectors import published_version, sections_of
from parvis.domain.calls.enums import CallState, FormStage
from parvis.domain.calls.local_times import local_of
from parvis.domain.calls.models import Call, CallForm
from parvis.domain.calls.selectors.calls import Openness
from parvis.faces.web.design.tags import zone_name

SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Outlook:
    """A call as one line or page shows it; the times are what the clocks of the call show, without a zone."""

    call: Call
    takes: bool
    state: str
    state_words: str
    is_soon: bool
    closes_at: dt.datetime | None
    opens_at: dt.datetime | None
    decides_on: dt.date | None
    places: int | None
    left: str
    zone: str


def outlook_of(openness: Openness, now: dt.datetime) -> Outlook:
    """What to say of a call now."""
    call, zone = openness.call, ZoneInfo(openness.call.timezone)
    shown = openness.round or openness.next
    closes = openness.closes_at if openness.takes else (openness.next.closes_at if openness.next else None)
    return Outlook(
        call=call,
        takes=openness.takes,
        state="open" if openness.takes else "pending" if openness.next and call.state == CallState.OPEN else "closed",
        state_words=_state(openness),
        is_soon=openness.takes and closes is not None and closes - now <= SOON,
        closes_at=local_of(closes, call.timezone) if closes else None,
        opens_at=local_of(openness.next.opens_at, call.timezone) if openness.next and not openness.takes else None,
        decides_on=shown.decides_on if shown else None,
        places=shown.places if shown else None,
        left=left_until(closes, now, zone) if closes and openness.takes else "",
        zone=zone_name(call.timezone),
    )


def outlooks(found: Iterable[Openness], now: dt.datetime) -> list[Outlook]:
    """The same for a list."""
    return [outlook_of(one, now) for one in found]


def _state(openness: Openness) -> str:
    if openness.takes:
        return gettext("open at any time") if openness.call.is_rolling else gettext("open now")
    if openness.call.state == CallState.OPEN and openness.next:
        return gettext("opens soon")
    return gettext("over")


def left_until(moment: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> str:
    """How long there is still: days as the calendar counts them, hours on the last day."""
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 1:
        return ngettext("%(number)s day left", "%(number)s days left", days) % {"number": days}
    if days == 1:
        return gettext("until tomorrow")
    hours = max(int((moment - now).total_seconds() // 3600), 0)
    if hours:
        return ngettext("%(number)s hour left", "%(number)s hours left", hours) % {"number": hours}
    return gettext("less than an hour left")


def questions_of_call(call: Call) -> list[tuple[Section, list[Question]]]:
    """The questions of the application as they are published, by section; nothing while there are none."""
    row = CallForm.objects.filter(call=call, stage=FormStage.APPLICATION).select_related("form").first()
    version = published_version(row.form) if row else None
    return [(section, questions) for section, questions in sections_of(version) if questions] if version else []
