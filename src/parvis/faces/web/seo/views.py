"""Files for those who index the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.faces.web.seo import sitemap as files
from parvis.faces.web.seo.addresses import absolute

CLOSED = (
    "/account/",
    "/campus/",
    "/dashboard/",
    "/read-in/",
    "/appearance/",
    "/directory/export.",
    "/projects/export.",
    "/decisions/",
    "/demo/",
    "/interviews/",
    "/network/",
)
"""What says nothing to a stranger, or says it page by page elsewhere."""


@require_safe
@cache_control(public=True, max_age=3600)
def robots(_request: HttpRequest) -> HttpResponse:
    """What robots may read, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {absolute('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(_request: HttpRequest) -> HttpResponse:
    """The index of the sitemap."""
    return HttpResponse(files.index(), content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_page(_request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file of the sitemap."""
    content = files.page(name, number)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/xml")
