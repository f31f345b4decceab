"""Joint projects as everyone reads them: the list, and one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parvis.domain.joint_projects.rules import can_create_project
from parvis.domain.joint_projects.selectors.finding import find_joint_projects
from parvis.domain.joint_projects.selectors.projects import joint_projects_visible_to, with_partners
from parvis.faces.web.joint_projects.list_forms import JointProjectFilterForm
from parvis.faces.web.joint_projects.page import page_context
from parvis.faces.web.joint_projects.rows import rows_of
from parvis.faces.web.joint_projects.shared import readable
from parvis.faces.web.joint_projects.structured_data import project_data
from parvis.faces.web.seo.structured import script

LIST = "joint-projects"
PER_PAGE = 20


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that fit and that the reader sees; the list alone for htmx."""
    form = JointProjectFilterForm(request.GET, request.user)
    found = with_partners(find_joint_projects(request.user, form.filters()))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page),
        "is_empty": not page.paginator.count and not joint_projects_visible_to(request.user).exists(),
        "can_create": can_create_project(request.user),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    template = "web/joint_projects/_list.html" if is_fragment else "web/joint_projects/projects.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project; what stays between the partners and the campus only for them."""
    found = readable(request, slug)
    context = page_context(request, found)
    if context["is_open"]:
        context["structured"] = script(project_data(found, context["here"], context["granted"]))
    return render(request, "web/joint_projects/project.html", context)
