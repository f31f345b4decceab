"""The openings and deadlines of calls as a calendar that people subscribe to."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from parvis.domain.calls.models import Call, Round
from parvis.faces.web.seo.addresses import absolute

HALF_AN_HOUR = dt.timedelta(minutes=30)


def calendar_of(calls: Iterable[Call], name: str) -> bytes:
    """A feed with an entry for each opening and each deadline, in the time zone of its call.

    An entry keeps its identity for ever, so that a calendar moves it when the deadline moves.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//parvis//calls//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    for call in calls:
        for one in call.rounds.all():
            calendar.add_component(_entry(call, one, one.opens_at, "opens"))
            if one.closes_at:
                calendar.add_component(_entry(call, one, one.closes_at, "closes"))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(call: Call, one: Round, moment: dt.datetime, what: str) -> Event:
    """A deadline ends at its moment, so that it is read in time; an opening begins at it."""
    words = {"title": call.title, "round": f" ({one.name})" if one.name else ""}
    is_end = what == "closes"
    summary = _("Deadline: %(title)s%(round)s") if is_end else _("Opening: %(title)s%(round)s")
    local = moment.astimezone(ZoneInfo(call.timezone))
    address = absolute(call.get_absolute_url())
    entry = Event()
    entry.add("uid", f"{what}-{one.pk}@{absolute('').split('://', 1)[-1].split(':')[0]}")
    entry.add("dtstamp", call.updated_at.replace(microsecond=0))
    entry.add("summary", summary % words)
    entry.add("dtstart", local - HALF_AN_HOUR if is_end else local)
    entry.add("dtend", local if is_end else local + HALF_AN_HOUR)
    entry.add("description", f"{call.summary}\n\n{address}".strip())
    entry.add("url", address)
    entry.add("transp", "TRANSPARENT")
    return entry
