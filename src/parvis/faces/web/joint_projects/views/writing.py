"""Put a joint project on record, by hand or from a register, and change what is said of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.errors import ParvisError
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.rules import can_create_project, can_create_with, can_take_over
from parvis.domain.joint_projects.selectors.projects import joint_projects_visible_to
from parvis.domain.joint_projects.services.projects import create_joint_project, edit_joint_project
from parvis.domain.joint_projects.services.taking_over import draft_of
from parvis.domain.joint_projects.services.taking_over import take_over as take
from parvis.domain.joint_projects.standing import own_organisations
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.domain.projects.selectors.projects import projects_visible_to
from parvis.faces.web.joint_projects.forms import NewProjectForm, ProjectForm
from parvis.faces.web.joint_projects.shared import refuse, status_of, writable
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

FOUND = 8
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """First the organisation that takes part, then what is said of the project."""
    if not can_create_project(request.user):
        raise Http404
    own = list(own_organisations(request.user))
    slug = request.GET.get("organisation", "")
    chosen = get_object_or_404(Organisation, slug=slug) if slug else own[0] if len(own) == 1 else None
    if chosen is None:
        return _choose(request, own)
    if not can_create_with(request.user, [chosen.pk]):
        raise Http404
    form = NewProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            project = create_joint_project(actor=request.user, values=form.values(), partners=[form.partner(chosen)])
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The project is on record. Now name its other partners."))
            return redirect("joint_projects:partners", project.slug)
    context = {"form": form, "organisation": chosen, "is_alone": len(own) == 1}
    return render(request, "web/joint_projects/new.html", context, status=status_of(form))


def _choose(request: SignedInRequest, own: list[Organisation]) -> HttpResponse:
    """One of one's own organisations; the campus looks any up."""
    searches = is_directory_team(request.user)
    query = request.GET.get("q", "").strip()
    found = organisations_named(query, limit=FOUND) if query and searches else []
    context = {"own": own, "searches": searches, "query": query, "found": found}
    is_fragment = request.htmx and request.htmx.target == "found"
    template = "web/joint_projects/_choose_found.html" if is_fragment else "web/joint_projects/choose.html"
    return render(request, template, context)


@require_http_methods(GET_AND_POST)
@signed_in
def take_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a project of a register would be here, and the button that puts it on record."""
    past = get_object_or_404(projects_visible_to(request.user), slug=slug)
    if not can_take_over(request.user, past):
        raise Http404
    known = JointProject.objects.filter(register_project=past).first()
    if known is not None:
        get_object_or_404(joint_projects_visible_to(request.user), pk=known.pk)
        return redirect(known)
    if request.method == "POST":
        try:
            project = take(actor=request.user, register_project=past)
        except ParvisError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The project is on record. Look over what the register says of it."))
            return redirect("joint_projects:edit", project.slug)
    return render(request, "web/joint_projects/take_over.html", {"past": past, "draft": draft_of(past)})


@require_http_methods(GET_AND_POST)
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Texts, themes, days, and who may read."""
    project = writable(request, slug)
    if request.method == "POST":
        form = ProjectForm(request.POST)
        form.offer_themes_of(project)
    else:
        form = ProjectForm.of(project)
    if request.method == "POST" and form.is_valid():
        try:
            edit_joint_project(actor=request.user, project=project, values=form.values())
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(project)
    return render(request, "web/joint_projects/edit.html", {"project": project, "form": form}, status=status_of(form))
