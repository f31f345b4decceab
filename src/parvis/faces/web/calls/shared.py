"""What the pages of those who run calls share."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.forms.enums import Audience
from parvis.base.forms.selectors import ReadSection, as_read
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.applications import applications_of_calls
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.calls.services.screening import Bulk
from parvis.faces.web.layout.guards import SignedInRequest


def managed(request: SignedInRequest, slug: str) -> Call:
    """A call that the actor runs; any other does not exist for them."""
    rows = calls_managed_by(request.user).select_related("organiser").prefetch_related("rounds")
    return get_object_or_404(rows, slug=slug)


def submitted(request: SignedInRequest, slug: str, reference: str) -> Application:
    """An application that was submitted to a call that the actor runs."""
    calls = calls_managed_by(request.user).filter(slug=slug)
    rows = applications_of_calls(calls)
    rows = rows.select_related("call", "organisation", "round", "sheet__version")
    return get_object_or_404(rows, reference=reference)


def reading_of(application: Application, number: int) -> list[ReadSection]:
    """What was submitted as that version; never what the applicant has typed since."""
    version = application.versions.select_related("form_version").filter(number=number).first()
    return as_read(version.form_version, version.answers, audience=Audience.TEAM) if version else []


def report(request: SignedInRequest, done: Bulk) -> None:
    """Say what became of many."""
    if done.done:
        sentence = ngettext("%(number)s application changed.", "%(number)s applications changed.", done.done)
        messages.success(request, sentence % {"number": done.done})
    for application, why in done.refused[:5]:
        messages.warning(request, f"{application.reference}: {why}")
    if len(done.refused) > 5:
        messages.warning(request, _("And %(number)s more.") % {"number": len(done.refused) - 5})


def to_application(application: Application) -> HttpResponse:
    """Back to the application."""
    return redirect("calls:application", application.call.slug, application.reference)


def number_of(text: str, most: int) -> int:
    """The number of a version, or the last one."""
    if not text:
        return most
    if not text.isdecimal() or not 0 < int(text) <= most:
        raise Http404
    return int(text)
