"""The deadlines of calls to partner for as a calendar that people subscribe to."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from parvis.domain.needs.models import Opportunity
from parvis.faces.web.seo.addresses import absolute


def calendar_of(opportunities: Iterable[Opportunity], name: str) -> bytes:
    """A feed with a whole day for each deadline; an entry keeps its identity when the deadline moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//parvis//opportunities//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"value": "DURATION"})
    for one in opportunities:
        if one.deadline:
            calendar.add_component(_entry(one, one.deadline))
    return bytes(calendar.to_ical())


def _entry(one: Opportunity, deadline: dt.date) -> Event:
    address = absolute(one.get_absolute_url())
    entry = Event()
    entry.add("uid", f"opportunity-{one.pk}@{absolute('').split('://', 1)[-1].split(':')[0]}")
    entry.add("dtstamp", one.updated_at.replace(microsecond=0))
    entry.add("summary", _("Deadline: %(title)s") % {"title": one.title})
    entry.add("dtstart", deadline)
    entry.add("dtend", deadline + dt.timedelta(days=1))
    entry.add("description", " · ".join(part for part in (one.programme, one.code, address) if part))
    entry.add("url", address)
    entry.add("transp", "TRANSPARENT")
    return entry
