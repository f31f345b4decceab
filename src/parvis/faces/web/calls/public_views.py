"""What everyone reads: the list of calls, one call, and their deadlines as calendars."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.models import Call
from parvis.domain.calls.rules import can_manage_call
from parvis.domain.calls.selectors.calls import calls_visible_to, openness_of, public_calls, with_everything
from parvis.domain.campus.selectors.campus import the_campus
from parvis.faces.web.calls.calendars import calendar_of
from parvis.faces.web.calls.outlook import outlook_of, outlooks, questions_of_call
from parvis.faces.web.calls.structured_data import call_data
from parvis.faces.web.layout.navigation import address_of
from parvis.faces.web.seo.structured import script


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls that are open, that will open, and that are over."""
    now = clock.now()
    taking, coming, past = (outlooks(found, now) for found in public_calls(now))
    return render(request, "web/calls/calls.html", {"taking": taking, "coming": coming, "past": past})


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: what it looks for, until when, what is asked, and what happens next."""
    found = get_object_or_404(with_everything(calls_visible_to(request.user)), slug=slug)
    now = clock.now()
    openness = openness_of(found, now)
    context = {
        "call": found,
        "outlook": outlook_of(openness, now),
        "rounds": found.rounds.all(),
        "sections": questions_of_call(found),
        "apply": address_of("applying:begin", found.slug) if openness.takes else "",
        "contact": found.contact_email or the_campus().contact_email,
        "manages": request.user.is_authenticated and can_manage_call(request.user, found),
        "structured": script(call_data(found, openness.round or openness.next)),
    }
    return render(request, "web/calls/call.html", context)


@require_safe
def deadlines(_request: HttpRequest) -> HttpResponse:
    """The openings and deadlines of all calls that are not over."""
    rows = Call.objects.filter(state=CallState.OPEN).order_by(F("opened_at").desc(nulls_last=True), "pk")
    name = _("%(campus)s: calls for applications") % {"campus": the_campus().name}
    return _calendar(calendar_of(with_everything(rows), name), "calls")


@require_safe
def call_deadlines(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of one call."""
    found = get_object_or_404(with_everything(calls_visible_to(request.user)), slug=slug)
    return _calendar(calendar_of([found], found.title), found.slug)


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
