"""How this browser reads: language and appearance, kept in a cookie, so that nobody needs an account or a script."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parvis.base.accounts.enums import Appearance
from parvis.faces.web.layout.context import APPEARANCE_COOKIE

A_YEAR = 365 * 24 * 3600


@require_GET
@never_cache
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Read in this language from now on; what an account chose for its mails stays."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return _back(request, settings.LANGUAGE_COOKIE_NAME, code, without="lang")


@require_GET
@never_cache
def appearance(request: HttpRequest, scheme: str) -> HttpResponse:
    """Read in this colour scheme from now on."""
    if scheme not in Appearance.values:
        raise Http404
    return _back(request, APPEARANCE_COOKIE, scheme)


def _back(request: HttpRequest, cookie: str, value: str, *, without: str = "") -> HttpResponse:
    """Back to where the choice was made; `without` names a field of that address which the choice replaces."""
    target = request.GET.get("next", "/")
    path, _mark, query = target.partition("?")
    if without and query:
        kept = [(name, text) for name, text in parse_qsl(query, keep_blank_values=True) if name != without]
        target = f"{path}?{urlencode(kept)}" if kept else path
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    response = HttpResponseRedirect(target if safe else "/")
    response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
