"""Founding members: choose, order, describe, remove."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict
from parvis.domain.campus.models import FoundingMember
from parvis.domain.campus.selectors.founding import candidates, founding_members
from parvis.domain.campus.services.founding import (
    add_founding_member,
    edit_founding_members,
    remove_founding_member,
)
from parvis.domain.directory.models import Organisation
from parvis.faces.web.campus_settings.forms import FoundingForm
from parvis.faces.web.layout.guards import SignedInRequest, role_required


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.ADMINISTRATOR)
def founding(request: SignedInRequest) -> HttpResponse:
    """The founding members with their roles, and a search for more."""
    members = founding_members()
    sent = request.POST if request.method == "POST" else None
    rows = [(member, FoundingForm.of(member, sent)) for member in members]
    if sent is not None and all(form.is_valid() for _member, form in rows):
        edit_founding_members(actor=request.user, texts=[form.text(member) for member, form in rows])
        messages.success(request, _("The founding members are saved."))
        return redirect("campus_settings:founding")
    query = request.GET.get("q", "").strip()
    context = {"rows": rows, "query": query, "found": candidates(query) if query else []}
    is_fragment = request.htmx and request.htmx.target == "found"
    template = "web/campus_settings/_found.html" if is_fragment else "web/campus_settings/founding.html"
    return render(request, template, context)


@require_POST
@role_required(Role.ADMINISTRATOR)
def add(request: SignedInRequest) -> HttpResponse:
    """Add the organisation that was found."""
    organisation = get_object_or_404(Organisation, slug=request.POST.get("organisation", ""))
    try:
        add_founding_member(actor=request.user, organisation=organisation)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("%(name)s is now a founding member.") % {"name": organisation.name})
    return redirect("campus_settings:founding")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.ADMINISTRATOR)
def remove(request: SignedInRequest, member: int) -> HttpResponse:
    """Ask once more, then remove."""
    found = get_object_or_404(FoundingMember.objects.select_related("organisation"), pk=member)
    if request.method == "POST":
        remove_founding_member(actor=request.user, member=found)
        messages.success(request, _("%(name)s is no longer a founding member.") % {"name": found.organisation.name})
        return redirect("campus_settings:founding")
    return render(request, "web/campus_settings/founding_remove.html", {"member": found})
