"""Who may open a page: decorators for views.

Anonymous visitors are sent to the sign-in page and come back afterwards. Whoever is signed in and lacks the role gets
the same 404 as for a page that does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import has_role, is_team

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request that surely comes from an account; only for annotations, never made."""

    user: User
    htmx: HtmxDetails


GuardedView = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: GuardedView[P]) -> View[P]:
    """Any account may open the page."""
    return _guard(view, lambda _user: True)


def team_only(view: GuardedView[P]) -> View[P]:
    """Only the campus team may open the page."""
    return _guard(view, is_team)


def role_required(*roles: Role) -> Callable[[GuardedView[P]], View[P]]:
    """Only whoever holds one of the roles may open the page; a campus administrator holds them all."""

    def decorate(view: GuardedView[P]) -> View[P]:
        return _guard(view, lambda user: has_role(user, *roles))

    return decorate


def _guard(view: GuardedView[P], may_open: Callable[[User], bool]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not may_open(request.user):
            raise Http404
        return view(cast("SignedInRequest", request), *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and back afterwards; htmx is told to load the whole page."""
    if request.headers.get("HX-Request") == "true":
        here = HtmxDetails(request).current_url_abs_path or resolve_url(settings.LOGIN_REDIRECT_URL)
        return HttpResponseClientRedirect(redirect_to_login(here).url)
    if request.method not in {"GET", "HEAD"}:
        return redirect_to_login(resolve_url(settings.LOGIN_REDIRECT_URL))
    return redirect_to_login(request.get_full_path())
