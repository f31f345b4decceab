"""Public pages, kept for whoever comes by while nothing happens.

What visitors without a session see depends only on the address, the language and the colour scheme, and changes only
when somebody acts; every act is a line of the activity log. So a page is kept in the memory of the process under the
number of the last act, and is rendered anew after the next one. What changes without an act (another process's memory
of the campus, the day) shows at the latest after PARVIS_PAGE_CACHE_SECONDS. While an act is only moments old, nothing
is kept: the search index follows it a little later.
"""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils.translation import get_language_from_request

from parvis.base.activity.selectors.entries import last_act
from parvis.core import clock
from parvis.faces.web.layout.context import APPEARANCE_COOKIE

PUBLIC = frozenset({"home", "directory", "map", "territories", "projects", "network", "calls", "cohorts", "privacy"})
"""Areas whose pages look the same for every visitor."""

LARGEST, ROOM = 300_000, 32_000_000
"""Bytes of one page, and of all pages of one process."""

LONGEST_QUERY = 300

SETTLED = dt.timedelta(seconds=3)
"""After an act, everything that follows from it has happened by then."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, and when it was made."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch | None
    made_at: dt.datetime


class Pages:
    """The pages that were asked for last, within a fixed room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Page | None:
        """The page, unless it is too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or clock.now() - page.made_at > dt.timedelta(seconds=settings.PAGE_CACHE_SECONDS):
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Page) -> None:
        """Keep the page, and let go of those that nobody asked for."""
        with self._lock:
            former = self._pages.pop(key, None)
            self._bytes += len(page.content) - (len(former.content) if former else 0)
            self._pages[key] = page
            while self._bytes > ROOM:
                self._bytes -= len(self._pages.popitem(last=False)[1].content)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


pages = Pages()


def keep_pages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer visitors from what is kept, and keep what can be."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return get_response(request)
        page = pages.get(key)
        if page is not None:
            request.resolver_match = page.match
            return HttpResponse(page.content, headers=dict(page.headers))
        response = get_response(request)
        if isinstance(response, HttpResponse) and _can_be_kept(request, response):
            headers = tuple(response.headers.items())
            pages.put(key, Page(response.content, headers, request.resolver_match, clock.now()))
        return response

    return middleware


def _key(request: HttpRequest) -> Hashable | None:
    """What the page depends on; None when it may depend on more, such as who asks."""
    known = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME, APPEARANCE_COOKIE}
    if (
        not settings.PAGE_CACHE_SECONDS
        or request.method != "GET"
        or not request.COOKIES.keys() <= known
        or "HX-Request" in request.headers
        or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY
    ):
        return None
    try:
        act, at = last_act()
    except DatabaseError:
        return None
    if at is not None and clock.now() - at < SETTLED:
        return None
    return (
        act,
        request.META.get("HTTP_HOST"),
        request.scheme,
        request.get_full_path(),
        get_language_from_request(request),
        request.COOKIES.get(APPEARANCE_COOKIE),
    )


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only whole public pages that hold nothing made for this visitor, such as a token or a nonce."""
    return (
        response.status_code == 200
        and request.resolver_match is not None
        and request.resolver_match.namespace in PUBLIC
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "Cache-Control" not in response.headers
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not hasattr(request, "_csp_nonce")
        and len(response.content) <= LARGEST
    )
