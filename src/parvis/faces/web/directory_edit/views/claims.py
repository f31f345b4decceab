"""Asking to manage an organisation, and deciding on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.selectors.accesses import accesses_of
from parvis.domain.directory.standing import level_of
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim
from parvis.domain.stewardship.selectors.domains import verified_addresses
from parvis.domain.stewardship.selectors.requests import claims, has_pending_claim, mine
from parvis.domain.stewardship.services.claims import accept_claim, claim_organisation, refuse_claim, withdraw_claim
from parvis.faces.web.directory_edit.forms.requests import ClaimForm, DecisionForm
from parvis.faces.web.directory_edit.shared import add_errors, organisation_or_404, posted
from parvis.faces.web.layout.guards import SignedInRequest, role_required, signed_in

PER_PAGE = 25
keepers_only = role_required(Role.COMMUNITY, Role.PROGRAMME)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask to manage the organisation; says beforehand who decides."""
    organisation = organisation_or_404(slug)
    if level_of(request.user, organisation) == AccessLevel.OWNER:
        return redirect("directory_edit:edit", slug)
    if not rules.can_claim(request.user, organisation):
        raise Http404
    form = ClaimForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = claim_organisation(
                actor=request.user, organisation=organisation, message=form.cleaned_data["message"]
            )
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect("directory_edit:mine")
        if made.state == RequestState.ACCEPTED:
            messages.success(
                request, _("Your mail address proves it: you now manage %(name)s.") % {"name": organisation}
            )
            return redirect("directory_edit:edit", slug)
        messages.success(request, _("Your request is with the campus team; the answer comes by mail."))
        return redirect("directory_edit:mine")
    is_waiting = has_pending_claim(request.user, organisation)
    context = {"organisation": organisation, "form": form, "is_waiting": is_waiting}
    return render(request, "web/directory_edit/claim_ask.html", context)


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's request back."""
    claim = get_object_or_404(Claim, pk=pk, asked_by=request.user)
    if rules.can_withdraw(request.user, claim):
        withdraw_claim(actor=request.user, claim=claim)
        messages.success(request, _("Your request is withdrawn."))
    return redirect("directory_edit:mine")


@require_safe
@keepers_only
def index(request: SignedInRequest) -> HttpResponse:
    """What waits for the team, and what was decided."""
    state = request.GET.get("state", RequestState.PENDING)
    if state not in RequestState.values:
        raise Http404
    page = Paginator(claims(state), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/directory_edit/claims.html", {"page": page, "state": state, "states": RequestState})


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_only
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request with what helps to decide."""
    found = get_object_or_404(Claim.objects.select_related("organisation", "asked_by", "decided_by"), pk=pk)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, form.cleaned_data["word"])
        except InvalidInput as error:
            add_errors(form, error)
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect("directory_edit:claim", pk)
        else:
            messages.success(request, _("Decided; the answer goes out by mail."))
            return redirect("directory_edit:claims")
    context = {
        "claim": found,
        "form": form,
        "levels": AccessLevel.choices,
        "owners": [row for row in accesses_of(found.organisation) if row.level == AccessLevel.OWNER],
        "addresses": verified_addresses(found.asked_by),
        "others": [row for row in mine(found.asked_by).accesses if row.organisation_id != found.organisation_id],
    }
    return render(request, "web/directory_edit/claim.html", context)


def _decide(request: SignedInRequest, claim: Claim, word: str) -> None:
    if "accept" in request.POST:
        level = request.POST.get("level", "")
        accepted = AccessLevel(level) if level in AccessLevel.values else AccessLevel.OWNER
        accept_claim(actor=request.user, claim=claim, level=accepted, word=word)
    else:
        refuse_claim(actor=request.user, claim=claim, word=word)
