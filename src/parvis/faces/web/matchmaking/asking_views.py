"""Have suggestions worked out anew."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.core.errors import NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.services.asking import ask_again
from parvis.domain.needs.models import Notice, Opportunity
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.matchmaking import guards


@require_POST
@signed_in
def organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    """For an organisation."""
    _ask(request, guards.organisation_read(request, slug))
    return redirect("matchmaking:organisation", slug)


@require_POST
@signed_in
def notice(request: SignedInRequest, slug: str) -> HttpResponse:
    """For a need or an offer."""
    found = guards.notice_read(request, slug)
    _ask(request, found.organisation, notice=found)
    return redirect("matchmaking:notice", slug)


@require_POST
@signed_in
def opportunity(request: SignedInRequest, slug: str) -> HttpResponse:
    """For a call to partner for, with an organisation or, for the campus, without one."""
    found, asking = guards.opportunity_read(request, slug), request.POST.get("as", "")
    by = guards.organisation_read(request, asking) if asking else None
    _ask(request, by, opportunity=found)
    address = reverse("matchmaking:opportunity", args=[slug])
    return redirect(f"{address}?as={by.slug}" if by else address)


def _ask(
    request: SignedInRequest,
    organisation: Organisation | None,
    *,
    notice: Notice | None = None,
    opportunity: Opportunity | None = None,
) -> None:
    try:
        ask_again(actor=request.user, organisation=organisation, notice=notice, opportunity=opportunity)
    except NotAllowed as error:
        raise Http404 from error
    messages.success(request, _("Suggestions are being worked out."))
