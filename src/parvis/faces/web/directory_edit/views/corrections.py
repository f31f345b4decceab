"""Suggesting corrections, and deciding on them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.models import Organisation
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Correction
from parvis.domain.stewardship.selectors.requests import corrections, corrections_of, differences
from parvis.domain.stewardship.services.corrections import (
    accept_correction,
    refuse_correction,
    suggest_correction,
    withdraw_correction,
)
from parvis.faces.web.directory_edit.forms.requests import CorrectionForm, DecisionForm
from parvis.faces.web.directory_edit.shared import add_errors, frame, manageable_or_404, organisation_or_404, posted
from parvis.faces.web.directory_edit.views.claims import PER_PAGE, keepers_only
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def suggest(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what is wrong in a copy of the present values, and send it."""
    organisation = organisation_or_404(slug)
    form = CorrectionForm(posted(request), initial=CorrectionForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            suggest_correction(
                actor=request.user,
                organisation=organisation,
                values=form.values(),
                comment=form.cleaned_data["comment"],
            )
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Thank you. The answer comes by mail."))
            return redirect(organisation)
    return render(request, "web/directory_edit/suggest.html", {"organisation": organisation, "form": form})


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's suggestion back."""
    found = get_object_or_404(Correction, pk=pk, asked_by=request.user)
    if rules.can_withdraw(request.user, found):
        withdraw_correction(actor=request.user, correction=found)
        messages.success(request, _("Your suggestion is withdrawn."))
    return redirect("directory_edit:mine")


@require_safe
@keepers_only
def index(request: SignedInRequest) -> HttpResponse:
    """What waits for the team, and what was decided."""
    state = request.GET.get("state", RequestState.PENDING)
    if state not in RequestState.values:
        raise Http404
    page = Paginator(corrections(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": RequestState}
    return render(request, "web/directory_edit/corrections.html", context)


@require_safe
@signed_in
def of_organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was suggested for one organisation."""
    organisation = manageable_or_404(request.user, slug)
    page = Paginator(corrections_of(organisation), PER_PAGE).get_page(request.GET.get("page"))
    context = {**frame(request.user, organisation, "corrections"), "page": page}
    return render(request, "web/directory_edit/organisation_corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correction(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One suggestion, old and new side by side; take all, some or none."""
    organisation = manageable_or_404(request.user, slug)
    found = get_object_or_404(corrections_of(organisation), pk=pk)
    found.organisation = organisation
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, form.cleaned_data["word"])
        except InvalidInput as error:
            for sentence in [s for sentences in error.fields.values() for s in sentences] or [str(error)]:
                form.add_error("word" if "word" in error.fields else None, sentence)
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect("directory_edit:correction", slug, pk)
        else:
            messages.success(request, _("Decided; the answer goes out by mail."))
            return redirect("directory_edit:corrections", slug)
    context = {
        **frame(request.user, organisation, "corrections"),
        "correction": found,
        "differences": differences(found),
        "chosen": request.POST.getlist("fields") if request.method == "POST" else list(found.changes),
        "form": form,
    }
    return render(request, "web/directory_edit/correction.html", context)


def _decide(request: SignedInRequest, correction: Correction, word: str) -> Organisation | None:
    if "accept" in request.POST:
        fields = request.POST.getlist("fields")
        return accept_correction(actor=request.user, correction=correction, fields=fields, word=word)
    refuse_correction(actor=request.user, correction=correction, word=word)
    return None
