"""The people of an organisation: add, edit, end, remove."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.directory import rules
from parvis.domain.directory.models import Membership, Organisation
from parvis.domain.directory.selectors.members import members_of
from parvis.domain.directory.services.memberships import (
    add_member,
    edit_membership,
    end_membership,
    remove_membership,
)
from parvis.domain.directory.standing import is_own, level_of
from parvis.faces.web.directory_edit.forms.requests import MembershipForm, OwnMembershipForm, PersonForm
from parvis.faces.web.directory_edit.shared import add_errors, editable_or_404, frame, organisation_or_404, posted
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_safe
@signed_in
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    """Present and past members."""
    organisation = editable_or_404(request.user, slug)
    found = members_of(organisation, request.user, level_of(request.user, organisation))
    context = {**frame(request.user, organisation, "people"), "members": found}
    return render(request, "web/directory_edit/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new person with their function."""
    organisation = editable_or_404(request.user, slug)
    person_form, form = PersonForm(posted(request)), MembershipForm(posted(request))
    if request.method == "POST" and person_form.is_valid() and form.is_valid():
        try:
            add_member(
                actor=request.user,
                organisation=organisation,
                values=form.cleaned_data,
                new_person=person_form.cleaned_data,
            )
        except InvalidInput as error:
            _spread(error, person_form, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("directory_edit:members", slug)
    context = {**frame(request.user, organisation, "people"), "person_form": person_form, "form": form}
    return render(request, "web/directory_edit/member_add.html", context)


def _spread(error: InvalidInput, person_form: forms.Form, form: forms.Form) -> None:
    """Put the sentences beside the field that they are about, in whichever form it stands."""
    own = {name: sentences for name, sentences in error.fields.items() if name in person_form.fields}
    rest = {name: sentences for name, sentences in error.fields.items() if name not in own}
    if own:
        add_errors(person_form, InvalidInput(str(error), own))
    if rest or not own:
        add_errors(form, InvalidInput(str(error), rest))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def membership(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Function, days, visibility; the member may end or hide it."""
    organisation, found, edits = _found(request, slug, pk)
    kind: Any = MembershipForm if edits else OwnMembershipForm
    form = kind(posted(request), initial=kind.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            edit_membership(actor=request.user, membership=found, values=form.cleaned_data)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return _back(slug, found, edits=edits)
    context = {**frame(request.user, organisation, "people"), "membership": found, "form": form, "edits": edits}
    return render(request, "web/directory_edit/membership.html", context)


@require_POST
@signed_in
def end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """It ends today."""
    _organisation, found, edits = _found(request, slug, pk)
    try:
        end_membership(actor=request.user, membership=found)
    except InvalidInput as error:
        messages.error(request, " ".join(s for sentences in error.fields.values() for s in sentences))
    else:
        messages.success(request, _("The membership ends today."))
    return _back(slug, found, edits=edits)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Delete a membership that was never true; asks first."""
    organisation = editable_or_404(request.user, slug)
    found = get_object_or_404(Membership.objects.select_related("person"), pk=pk, organisation=organisation)
    if request.method == "POST":
        remove_membership(actor=request.user, membership=found)
        messages.success(request, _("The membership is removed."))
        return redirect("directory_edit:members", slug)
    context = {**frame(request.user, organisation, "people"), "membership": found}
    return render(request, "web/directory_edit/membership_remove.html", context)


def _found(request: SignedInRequest, slug: str, pk: int) -> tuple[Organisation, Membership, bool]:
    """The membership, for whoever edits the organisation and for the member; says which of them asks."""
    organisation = organisation_or_404(slug)
    rows = Membership.objects.select_related("person__account", "organisation")
    found = get_object_or_404(rows, pk=pk, organisation=organisation)
    edits = rules.can_edit(request.user, organisation)
    if not edits and not is_own(request.user, found.person):
        raise Http404
    return organisation, found, edits


def _back(slug: str, membership: Membership, *, edits: bool) -> HttpResponse:
    return redirect("directory_edit:members", slug) if edits else redirect("directory:person", membership.person.slug)
