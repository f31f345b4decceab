"""Joint projects as the campus follows them, and as their partners do."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.joint_projects.rules import can_create_project
from parvis.domain.joint_projects.selectors.consent import questions_for
from parvis.domain.joint_projects.selectors.exports import COLUMNS, export_rows
from parvis.domain.joint_projects.selectors.finding import find_joint_projects
from parvis.domain.joint_projects.selectors.projects import own_projects, with_partners
from parvis.domain.joint_projects.selectors.silence import silent_first, silent_projects
from parvis.faces.web.joint_projects.list_forms import JointProjectFilterForm
from parvis.faces.web.joint_projects.rows import rows_of
from parvis.faces.web.layout.guards import SignedInRequest, signed_in, team_only
from parvis.faces.web.layout.tables import as_file

PER_PAGE = 50


@require_safe
@team_only
def index(request: SignedInRequest) -> HttpResponse:
    """All of them, those of which nothing was heard for longest first."""
    form = JointProjectFilterForm(request.GET, request.user)
    found = silent_first(find_joint_projects(request.user, form.filters()))
    page = Paginator(with_partners(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page),
        "silent": silent_projects().count(),
        "question": request.GET.urlencode(),
        "can_create": can_create_project(request.user),
    }
    return render(request, "web/joint_projects/team.html", context)


@require_safe
@team_only
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The same projects in the same order, as a file."""
    form = JointProjectFilterForm(request.GET, request.user)
    found = silent_first(find_joint_projects(request.user, form.filters()))
    name = f"joint-projects-{clock.today().isoformat()}"
    return as_file(export_rows(found), COLUMNS, name=name, kind=kind)


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """The projects of one's own organisations, and what waits for an answer."""
    page = Paginator(with_partners(own_projects(request.user)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(page),
        "questions": list(questions_for(request.user)[:PER_PAGE]),
        "can_create": can_create_project(request.user),
    }
    return render(request, "web/joint_projects/mine.html", context)
