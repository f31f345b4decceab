"""Founding members speak for applicants, and those who run the call note it on their behalf."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.calls.models import Sponsorship
from parvis.domain.calls.rules import can_sponsor
from parvis.domain.calls.selectors.applications import sponsors_of
from parvis.domain.calls.selectors.sponsoring import applications_to_sponsor, sponsors_for
from parvis.domain.calls.services.sponsoring import add_sponsorship, remove_sponsorship
from parvis.faces.web.calls.screening_forms import SponsorForm
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 50


@signed_in
def sponsorships(request: SignedInRequest) -> HttpResponse:
    """Applications that a founding member may speak for: who, for what; never an answer."""
    if not can_sponsor(request.user):
        raise Http404
    text = request.GET.get("q", "")
    found = applications_to_sponsor(request.user, text).select_related("organisation", "call")
    page = Paginator(found.prefetch_related("themes"), PER_PAGE).get_page(request.GET.get("page"))
    spoken = sponsors_of([one.pk for one in page])
    context = {"page": page, "rows": [(one, spoken[one.pk]) for one in page], "text": text}
    return render(request, "web/calls/sponsorships.html", context)


@signed_in
def sponsor(request: SignedInRequest, reference: str) -> HttpResponse:
    """Speak for one applicant."""
    if not can_sponsor(request.user):
        raise Http404
    rows = applications_to_sponsor(request.user).select_related("call", "organisation")
    application = get_object_or_404(rows, reference=reference)
    sponsors = sponsors_for(request.user)
    form = SponsorForm(request.POST or None, sponsors=sponsors)
    if request.method == "POST" and form.is_valid():
        try:
            add_sponsorship(actor=request.user, application=application, **form.cleaned_data)
        except (Conflict, InvalidTransition) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Thank you: reviewers and jury will see it."))
        return redirect("calls:sponsor", application.reference)
    mine = application.sponsorships.select_related("sponsor")
    context = {"application": application, "form": form, "rows": mine, "own": {one.pk for one in sponsors}}
    return render(request, "web/calls/sponsor.html", context)


@signed_in
@require_POST
def sponsor_remove(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """No longer speak for the applicant."""
    if not can_sponsor(request.user):
        raise Http404
    found = get_object_or_404(applications_to_sponsor(request.user), reference=reference)
    rows = Sponsorship.objects.filter(sponsor__in=[one.pk for one in sponsors_for(request.user)], application=found)
    row = get_object_or_404(rows.select_related("application", "sponsor"), pk=pk)
    remove_sponsorship(actor=request.user, sponsorship=row)
    messages.success(request, _("The sponsorship is taken back."))
    return redirect("calls:sponsor", reference)
