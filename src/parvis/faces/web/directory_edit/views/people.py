"""People of the directory: edit, remove, "this is me"."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory import rules
from parvis.domain.directory.models import Membership, Person
from parvis.domain.directory.selectors.people import people_visible_to
from parvis.domain.directory.services.people import edit_person, remove_person
from parvis.domain.directory.standing import is_own
from parvis.domain.stewardship import rules as request_rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import PersonClaim
from parvis.domain.stewardship.selectors.requests import has_pending_person_claim, person_claims
from parvis.domain.stewardship.services.person_claims import (
    accept_person_claim,
    claim_person,
    refuse_person_claim,
    unlink_person,
    withdraw_person_claim,
)
from parvis.faces.web.directory_edit.forms.requests import DecisionForm, PersonForm
from parvis.faces.web.directory_edit.shared import add_errors, posted
from parvis.faces.web.directory_edit.views.claims import PER_PAGE, keepers_only
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


def visible_or_404(request: SignedInRequest, slug: str) -> Person:
    """The person, for whoever may see them."""
    return get_object_or_404(people_visible_to(request.user).select_related("account"), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is said of a person, and who sees their contact details."""
    found = visible_or_404(request, slug)
    if not rules.can_edit_person(request.user, found):
        raise Http404
    form = PersonForm(posted(request), initial=PersonForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(actor=request.user, person=found, values=form.cleaned_data)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("directory_edit:person", slug)
    rows = Membership.objects.filter(person=found).select_related("organisation").order_by("-starts_on", "pk")
    context = {
        "person": found,
        "form": form,
        "memberships": rows if is_own(request.user, found) else [],
        "can_remove": rules.can_remove_person(request.user, found),
        "can_unlink": request_rules.can_unlink_person(request.user, found),
    }
    return render(request, "web/directory_edit/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Delete a person with their memberships; asks first."""
    found = visible_or_404(request, slug)
    if not rules.can_remove_person(request.user, found):
        raise Http404
    if request.method == "POST":
        remove_person(actor=request.user, person=found)
        messages.success(request, _("The person is removed from the directory."))
        return redirect("directory_edit:mine")
    return render(request, "web/directory_edit/person_remove.html", {"person": found})


@require_POST
@signed_in
def unlink(request: SignedInRequest, slug: str) -> HttpResponse:
    """Undo the link between a person and an account."""
    found = visible_or_404(request, slug)
    if not request_rules.can_unlink_person(request.user, found):
        raise Http404
    unlink_person(actor=request.user, person=found)
    messages.success(request, _("The account is unlinked."))
    return redirect("directory_edit:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def this_is_me(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that this person is oneself."""
    found = visible_or_404(request, slug)
    if not request_rules.can_say_this_is_me(request.user, found):
        raise Http404
    if request.method == "POST":
        try:
            claim = claim_person(actor=request.user, person=found)
        except Conflict as error:
            messages.warning(request, str(error))
        else:
            is_linked = claim.state == RequestState.ACCEPTED
            text = _("Your account is linked.") if is_linked else _("Your request waits to be confirmed.")
            messages.success(request, text)
        return redirect("directory_edit:mine")
    context = {"person": found, "is_waiting": has_pending_person_claim(request.user, found)}
    return render(request, "web/directory_edit/this_is_me.html", context)


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's request back."""
    claim = get_object_or_404(PersonClaim, pk=pk, asked_by=request.user)
    if request_rules.can_withdraw(request.user, claim):
        withdraw_person_claim(actor=request.user, claim=claim)
        messages.success(request, _("Your request is withdrawn."))
    return redirect("directory_edit:mine")


@require_safe
@keepers_only
def claims(request: SignedInRequest) -> HttpResponse:
    """Accounts that say to be someone of the directory."""
    state = request.GET.get("state", RequestState.PENDING)
    if state not in RequestState.values:
        raise Http404
    page = Paginator(person_claims(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": RequestState}
    return render(request, "web/directory_edit/person_claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """One such request; the team and owners of the person's organisations decide."""
    found = get_object_or_404(PersonClaim.objects.select_related("person", "asked_by", "decided_by"), pk=pk)
    if not request_rules.can_decide_person_claims(request.user, found.person):
        raise Http404
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        decide = accept_person_claim if "accept" in request.POST else refuse_person_claim
        try:
            decide(actor=request.user, claim=found, word=form.cleaned_data["word"])
        except InvalidInput as error:
            add_errors(form, error)
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect("directory_edit:person_claim", pk)
        else:
            messages.success(request, _("Decided; the answer goes out by mail."))
            return redirect("directory_edit:person_claim", pk)
    rows = Membership.objects.filter(person=found.person).select_related("organisation").order_by("pk")
    context = {"claim": found, "form": form, "memberships": rows}
    return render(request, "web/directory_edit/person_claim.html", context)
