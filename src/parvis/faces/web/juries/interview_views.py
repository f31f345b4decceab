"""Interviews: slots, who is heard in which, mails with a calendar entry, an agenda to print."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import ParvisError
from parvis.domain.cohorts.invitations import as_calendar, interview_of
from parvis.domain.cohorts.models import Interview, Jury
from parvis.domain.cohorts.selectors.interviews import interviews_of, to_be_heard, untold
from parvis.domain.cohorts.selectors.ranking import rows_of_jury
from parvis.domain.cohorts.services import interviews as services
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_jury, of_managed_jury
from parvis.faces.web.juries.interview_forms import SeriesForm, SlotForm, WhoForm
from parvis.faces.web.juries.ranking_page import USUAL, ordered
from parvis.faces.web.juries.scores import standings_of
from parvis.faces.web.layout.guards import SignedInRequest

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def interviews(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """All slots; make a series of them."""
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            slots = services.make_slots(actor=request.user, jury=jury, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            text = ngettext("%(number)s slot is made.", "%(number)s slots are made.", len(slots))
            messages.success(request, text % {"number": len(slots)})
            return redirect("juries:interviews", jury.pk)
    slots_there = list(interviews_of(jury))
    context = {
        **frame(request, jury, "interviews"),
        "form": form,
        "slots": slots_there,
        "free": sum(slot.application is None for slot in slots_there),
        "to_hear": to_be_heard(jury).count(),
        "untold": untold(jury).count(),
    }
    return render(request, "web/juries/interviews.html", context, status=422 if form.errors else 200)


@require_POST
@of_managed_jury
def fill(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Give the free slots away in the order of the ranking."""
    order = [row.pk for row in ordered(rows_of_jury(jury), standings_of(jury), USUAL)]
    filled = services.fill_slots(actor=request.user, jury=jury, order=order)
    text = ngettext("%(number)s slot is filled.", "%(number)s slots are filled.", filled) % {"number": filled}
    messages.success(request, text)
    return redirect("juries:interviews", jury.pk)


@require_POST
@of_managed_jury
def tell(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Write to applicants who do not know yet when they are heard."""
    told = services.tell_interviews(actor=request.user, jury=jury)
    text = ngettext("%(number)s applicant was written to.", "%(number)s applicants were written to.", told)
    messages.success(request, text % {"number": told})
    return redirect("juries:interviews", jury.pk)


def _slot(jury: Jury, slot_id: int) -> Interview:
    rows = Interview.objects.select_related("jury__round__call", "application__organisation", "application__call")
    return get_object_or_404(rows, pk=slot_id, jury=jury)


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def slot(request: SignedInRequest, jury: Jury, slot_id: int) -> HttpResponse:
    """Change time or place of a slot, or who is heard."""
    found = _slot(jury, slot_id)
    form = SlotForm(request.POST) if request.method == "POST" else SlotForm.of(found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_slot(actor=request.user, interview=found, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("juries:interviews", jury.pk)
    who = WhoForm(
        offered=list(to_be_heard(jury)),
        present=found.application,
        initial={"application": found.application_id},
        auto_id="id_who_%s",
    )
    context = {**frame(request, jury, "interviews"), "slot": found, "form": form, "who": who}
    return render(request, "web/juries/slot.html", context, status=422 if form.errors else 200)


@require_POST
@of_managed_jury
def slot_assign(request: SignedInRequest, jury: Jury, slot_id: int) -> HttpResponse:
    """Say who is heard."""
    found = _slot(jury, slot_id)
    form = WhoForm(request.POST, offered=list(to_be_heard(jury)), present=found.application)
    if not form.is_valid():
        messages.warning(request, _("This applicant cannot be heard in this slot. Choose another one."))
        return redirect("juries:slot", jury.pk, found.pk)
    chosen = form.cleaned_data["application"]
    application = jury.round.applications.filter(pk=chosen).first() if chosen else None
    attempt(
        request,
        lambda: services.assign_slot(actor=request.user, interview=found, application=application),
        _("Saved. Tell the applicant from the list of slots."),
    )
    return redirect("juries:interviews", jury.pk)


@require_POST
@of_managed_jury
def slot_remove(request: SignedInRequest, jury: Jury, slot_id: int) -> HttpResponse:
    """Take a slot away."""
    found = _slot(jury, slot_id)
    attempt(
        request,
        lambda: services.remove_slot(actor=request.user, interview=found),
        _("The slot is removed."),
    )
    return redirect("juries:interviews", jury.pk)


@require_safe
@of_jury
def agenda(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """The interviews of the jury, day by day, to be printed."""
    context = {**frame(request, jury, "agenda"), "slots": list(interviews_of(jury))}
    return render(request, "web/juries/agenda.html", context)


@require_safe
def interview_calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """The entry for the calendar of an applicant; whoever has the address from the mail reads it."""
    found = interview_of(token)
    if found is None:
        raise Http404
    response = HttpResponse(as_calendar(found, get_language() or "fr"), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
