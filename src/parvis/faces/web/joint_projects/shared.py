"""What views of joint projects begin and end with."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.rules import can_write_project
from parvis.domain.joint_projects.selectors.projects import joint_projects_visible_to
from parvis.faces.web.calls.fields import add_problems

M = TypeVar("M", bound=Model)


def readable(request: HttpRequest, slug: str) -> JointProject:
    """The project, for whoever may read it; for others it does not exist."""
    return get_object_or_404(joint_projects_visible_to(request.user), slug=slug)


def writable(request: HttpRequest, slug: str) -> JointProject:
    """The project, for whoever may change it."""
    project = readable(request, slug)
    if not can_write_project(request.user, project):
        raise Http404
    return project


def part_of(project: JointProject, rows: "QuerySet[M]", pk: int) -> M:
    """Something that belongs to the project, with the project on it."""
    found = get_object_or_404(rows, pk=pk, project=project)
    found.project = project  # type: ignore[attr-defined]
    return found


def back_to(project: JointProject, anchor: str = "") -> HttpResponse:
    """To its page, at one of its parts."""
    answer = redirect(project)
    answer["Location"] += f"#{anchor}" if anchor else ""
    return answer


def refuse(form: Form, error: ParvisError) -> None:
    """Show what a service refuses, at its field where it is about one."""
    if isinstance(error, InvalidInput):
        add_problems(form, error)
    else:
        form.add_error(None, str(error))


def status_of(form: Form) -> int:
    """422 for a form that was refused."""
    return 422 if form.errors else 200
