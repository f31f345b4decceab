"""Projects: the list, its files, one project, and the partners of an organisation."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.registry import source_info
from parvis.domain.joint_projects.rules import can_take_over
from parvis.domain.joint_projects.selectors.projects import taken_over_from
from parvis.domain.projects.models import Project
from parvis.domain.projects.rules import can_import_projects
from parvis.domain.projects.selectors.exports import COLUMNS, export_rows
from parvis.domain.projects.selectors.history import as_partners, partner_rows
from parvis.domain.projects.selectors.projects import find_projects, projects_visible_to, with_participations
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.projects import rows
from parvis.faces.web.projects.forms import ProjectFilterForm
from parvis.faces.web.projects.structured_data import project_data
from parvis.faces.web.seo.structured import script

LIST = "projects"
PER_PAGE = 25
PARTNERS_PER_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that fit; the list alone for htmx."""
    form = ProjectFilterForm(request.GET)
    found = find_projects(request.user, form.filters())
    if form.is_nobody:
        found = found.none()
    listed = with_participations(found.defer("abstract_fr", "abstract_en"))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows.rows_of(page),
        "question": request.GET.urlencode(),
        "is_empty": not page.paginator.count and not projects_visible_to(request.user).exists(),
        "can_import": can_import_projects(request.user),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    response = render(request, "web/projects/_list.html" if is_fragment else "web/projects/projects.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same projects in the same order, as a file."""
    form = ProjectFilterForm(request.GET)
    found = Project.objects.none() if form.is_nobody else find_projects(request.user, form.filters())
    listed = export_rows(found, settings.DIRECTORY_EXPORT_ROWS)
    return as_file(listed, COLUMNS, name=f"projects-{clock.today().isoformat()}", kind=kind)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: who, where, when, how much, and who says so."""
    found = get_object_or_404(with_participations(projects_visible_to(request.user)), slug=slug)
    participants, source = rows.participants_of(found), source_info(found.source)
    abstract, language = rows.abstract_of(found)
    joint = taken_over_from(request.user, found)
    context = {
        "project": found,
        "title": rows.title_of(found),
        "abstract": abstract,
        "abstract_language": language,
        "participants": participants,
        "source": source,
        "joint": joint,
        "can_take_over": joint is None and can_take_over(request.user, found),
        "structured": script(project_data(found, participants, source)),
    }
    return render(request, "web/projects/project.html", context)


@require_safe
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone with whom an organisation worked, the most frequent first."""
    organisation = get_object_or_404(Organisation, slug=slug)
    page = Paginator(partner_rows(request.user, organisation), PARTNERS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "partners": as_partners(page)}
    return render(request, "web/projects/partners.html", context)
