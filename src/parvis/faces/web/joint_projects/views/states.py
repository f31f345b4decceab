"""Move a project on, or remove it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.errors import ParvisError
from parvis.domain.joint_projects.rules import can_remove_project
from parvis.domain.joint_projects.services.projects import move_project, remove_project
from parvis.faces.web.joint_projects.forms import StateForm
from parvis.faces.web.joint_projects.shared import readable, refuse, status_of, writable
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def state(request: SignedInRequest, slug: str) -> HttpResponse:
    """What may happen to it now."""
    project = writable(request, slug)
    form = StateForm(request.POST or None, state=project.state)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_project(actor=request.user, project=project, **form.act())
        except ParvisError as error:
            refuse(form, error)
        else:
            sentence = _("The project is now “%(state)s”.")
            messages.success(request, sentence % {"state": moved.get_state_display()})
            return redirect(project)
    return render(request, "web/joint_projects/state.html", {"project": project, "form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take it off the record: it was a mistake; asks first."""
    project = readable(request, slug)
    if not can_remove_project(request.user, project):
        raise Http404
    if request.method != "POST":
        return render(request, "web/joint_projects/remove.html", {"project": project})
    remove_project(actor=request.user, project=project)
    messages.success(request, _("The project is removed."))
    return redirect("joint_projects:team")
