"""The network around an organisation, of a theme, of a territory."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.directory.selectors.search import suggest_organisations
from parvis.domain.insight.selectors.pictures import MOST, MOST_IN_FILE
from parvis.domain.insight.selectors.structure import busiest
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.network import subjects
from parvis.faces.web.network.drawing import draw
from parvis.faces.web.network.forms import NetworkForm
from parvis.faces.web.network.rows import COLUMNS, file_rows, order_asked, page_of_network, sorted_discs

PART = "network"
FOUND = 8


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Ways into the network."""
    query = request.GET.get("q", "").strip()
    context = {
        "query": query,
        "found": suggest_organisations(query, FOUND),
        "network": busiest(request.user),
        "themes": themes_offered(),
        "regions": regions(),
    }
    return render(request, "web/network/index.html", context)


def _page(request: HttpRequest, subject: subjects.Subject) -> HttpResponse:
    """The whole page, or for htmx the part that the filters change."""
    form = NetworkForm(request.GET, subject.without)
    picture = subject.paint(form.filters(), MOST)
    question = urlencode(form.asked())
    drawing = draw(picture, lambda brief: f"{page_of_network(brief.slug)}{'?' if question else ''}{question}")
    order = order_asked(request.GET.get("order", ""))
    context = {
        "subject": subject,
        "form": form,
        "question": question,
        "picture": picture,
        "drawing": drawing,
        "rows": sorted_discs(drawing, order),
        "order": order,
    }
    is_fragment = request.headers.get("HX-Target") == PART
    response = render(request, "web/network/_network.html" if is_fragment else "web/network/network.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


def _file(request: HttpRequest, subject: subjects.Subject) -> HttpResponseBase:
    """Everyone of the network, drawn or not."""
    picture = subject.paint(NetworkForm(request.GET, subject.without).filters(), MOST_IN_FILE)
    name = f"network-{subject.slug}-{clock.today().isoformat()}"
    return as_file(file_rows(picture), COLUMNS, name=name, kind="csv")


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is tied to an organisation, and who to these."""
    return _page(request, subjects.organisation_subject(request, slug))


@require_safe
def organisation_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everyone within two steps of an organisation."""
    return _file(request, subjects.organisation_subject(request, slug))


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works with whom in a theme."""
    return _page(request, subjects.theme_subject(request, slug))


@require_safe
def theme_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everyone of a theme that is tied to another one of it."""
    return _file(request, subjects.theme_subject(request, slug))


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works with whom in a region."""
    return _page(request, subjects.region_subject(request, slug))


@require_safe
def region_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everyone of a region that is tied to another one of it."""
    return _file(request, subjects.region_subject(request, slug))


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works with whom in a department."""
    return _page(request, subjects.department_subject(request, slug))


@require_safe
def department_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everyone of a department that is tied to another one of it."""
    return _file(request, subjects.department_subject(request, slug))
