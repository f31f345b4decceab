"""The stylesheets of the campus: the one of every page, and the one of the preview."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.base.accounts.enums import Role
from parvis.domain.campus.colours import is_colour
from parvis.domain.campus.selectors.campus import the_campus
from parvis.faces.web.campus_settings.stylesheet import rules_for, version_of
from parvis.faces.web.layout.guards import SignedInRequest, role_required

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The colours of the campus; kept for ever under the address that names their version."""
    campus = the_campus()
    response = HttpResponse(rules_for(":root", campus.primary_colour, campus.accent_colour), content_type="text/css")
    is_present = request.GET.get("v") == version_of(campus)
    response["Cache-Control"] = FOR_EVER if is_present else "public, max-age=60"
    return response


@require_safe
@role_required(Role.ADMINISTRATOR)
def preview_stylesheet(request: SignedInRequest) -> HttpResponse:
    """The colours of a preview, which are in the address."""
    primary, accent = request.GET.get("primary", ""), request.GET.get("accent", "")
    if not (is_colour(primary) and is_colour(accent)):
        raise Http404
    response = HttpResponse(rules_for(".pv-preview", primary, accent), content_type="text/css")
    response["Cache-Control"] = "private, max-age=3600"
    return response
