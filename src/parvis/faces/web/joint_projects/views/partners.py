"""Who takes part: added, described, gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import ParvisError
from parvis.domain.directory.models import Organisation
from parvis.domain.joint_projects.enums import PartnerRole, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.rules import can_write_project
from parvis.domain.joint_projects.services import partners as services
from parvis.domain.joint_projects.services.values import PartnerValues
from parvis.domain.joint_projects.standing import is_present
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.faces.web.joint_projects.forms import LeaveForm, PartnerForm
from parvis.faces.web.joint_projects.page import members_of
from parvis.faces.web.joint_projects.shared import part_of, refuse, status_of, writable
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

FOUND = 8


@require_safe
@signed_in
def partners(request: SignedInRequest, slug: str) -> HttpResponse:
    """The partners, and the search for another one."""
    project = writable(request, slug)
    members = members_of(request.user, project)
    inside = [member.partner.organisation_id for member in members if member.is_here]
    query = request.GET.get("q", "").strip()
    context = {
        "project": project,
        "members": members,
        "asks_consent": project.readers == Readers.EVERYONE,
        "query": query,
        "found": organisations_named(query, exclude=inside, limit=FOUND) if query else [],
        "roles": PartnerRole.choices,
        "usual": PartnerRole.PARTNER,
    }
    is_fragment = request.htmx and request.htmx.target == "found"
    template = "web/joint_projects/_partner_found.html" if is_fragment else "web/joint_projects/partners.html"
    return render(request, template, context)


@require_POST
@signed_in
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take an organisation of the directory in."""
    project = writable(request, slug)
    organisation = get_object_or_404(Organisation, slug=request.POST.get("organisation", ""))
    role = request.POST.get("role", "")
    values = PartnerValues(organisation, PartnerRole(role if role in PartnerRole.values else PartnerRole.PARTNER))
    attempt(
        request,
        lambda: services.add_partner(actor=request.user, project=project, values=values),
        _("%(name)s takes part.") % {"name": organisation.name},
    )
    return redirect("joint_projects:partners", project.slug)


def _partner(project: JointProject, pk: int) -> Partner:
    return part_of(project, Partner.objects.select_related("organisation", "person"), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def partner(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What a partner does, and whom to talk to; and that it has left."""
    project = writable(request, slug)
    found = _partner(project, pk)
    form = PartnerForm(request.POST or None, partner=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.edit_partner(
                actor=request.user,
                partner=found,
                role=PartnerRole(data["role"]),
                part=data["part"],
                person=data["person"],
            )
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("joint_projects:partners", project.slug)
    context = {"project": project, "partner": found, "form": form, "is_here": is_present(found), "leave": LeaveForm()}
    return render(request, "web/joint_projects/partner.html", context, status=status_of(form))


@require_POST
@signed_in
def leave(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """It takes part no longer; what it did stays."""
    project = writable(request, slug)
    found, form = _partner(project, pk), LeaveForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This is not a day. Nothing was changed."))
        return redirect("joint_projects:partner", project.slug, found.pk)
    attempt(
        request,
        lambda: services.let_partner_go(actor=request.user, partner=found, on=form.cleaned_data["on"]),
        _("%(name)s has left the project.") % {"name": found.organisation.name},
    )
    return _to_the_rest(request, project)


@require_POST
@signed_in
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """It never took part."""
    project = writable(request, slug)
    found = _partner(project, pk)
    attempt(
        request,
        lambda: services.remove_partner(actor=request.user, partner=found),
        _("%(name)s is no longer named as a partner.") % {"name": found.organisation.name},
    )
    return _to_the_rest(request, project)


def _to_the_rest(request: SignedInRequest, project: JointProject) -> HttpResponse:
    """To the partners; whoever spoke for the one that is gone may not see them any more."""
    if can_write_project(request.user, project):
        return redirect("joint_projects:partners", project.slug)
    return redirect("joint_projects:mine")
