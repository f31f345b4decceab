"""Former addresses of organisations that were merged: each leads to the same page of the one that took it in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.selectors.merged import survivor_of
from parvis.faces.web.ops.errors import error_page

ABOUT_ONE = "organisations/<slug:slug>/"
"""How the routes of all pages about one organisation begin."""

NOTHING_SAVED = _("This organisation has been merged into another one: nothing was saved.")


def follow_merges(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Where a page about an organisation is not found, look whether the organisation was merged; costs nothing else.

    Whoever sends a form for it is told, because what they typed was meant for another page.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or not match.route.startswith(ABOUT_ONE):
            return response
        survivor = survivor_of(match.kwargs["slug"])
        if survivor is None:
            return response
        if request.method not in {"GET", "HEAD"}:
            return error_page(request, 409, [NOTHING_SAVED])
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": survivor.slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    return middleware
