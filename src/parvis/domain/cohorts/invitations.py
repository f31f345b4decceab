"""The calendar entry of an interview: at an address that only those who were told it know, to be read by calendars."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from parvis.core import clock
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.cohorts.models import Interview

_signer = Signer(salt="cohorts.interview")


def address_of(interview: Interview) -> str:
    """Where a calendar finds the entry, without anybody signing in; the signature cannot be guessed."""
    token = _signer.sign(f"{interview.pk}:{interview.application_id}").replace(":", "~")
    return settings.BASE_URL + reverse("juries:interview_calendar", args=[token])


def interview_of(token: str) -> Interview | None:
    """The interview that an address names, as long as it is still this applicant's."""
    try:
        pk, application = _signer.unsign(token.replace("~", ":")).split(":")
    except (BadSignature, ValueError):
        return None
    rows = Interview.objects.select_related("jury__round__call", "application__organisation")
    return rows.filter(pk=int(pk), application=int(application)).first()


def as_calendar(interview: Interview, language: str) -> bytes:
    """The entry as iCalendar; the same number at each reading, so that a change replaces what a calendar holds."""
    event = Event()
    with translation.override(language):
        campus, call = the_campus().name, interview.jury.round.call.title
        event.add("summary", _("Interview: %(call)s") % {"call": call})
        event.add("description", _("%(campus)s hears you about your application.") % {"campus": campus})
    event.add("uid", f"interview-{interview.pk}-{interview.application_id}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.ends_at)
    event.add("sequence", interview.revision)
    if interview.place:
        event.add("location", interview.place)
    calendar = Calendar()
    calendar.add("prodid", "-//parvis//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
