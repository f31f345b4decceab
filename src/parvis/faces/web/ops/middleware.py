"""What happens to every request before and after its view."""

import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from parvis.core.errors import ParvisError
from parvis.faces.web.ops import errors, metrics, proxies

Answer = Callable[[HttpRequest], HttpResponseBase]

log = structlog.get_logger("parvis.request")

SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def trust_proxies(get_response: Answer) -> Answer:
    """Let only the proxies of PARVIS_TRUSTED_PROXIES say for whom they ask, and by which protocol."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        proxies.settle(request.META, settings.TRUSTED_PROXIES)
        return get_response(request)

    return middleware


def log_requests(get_response: Answer) -> Answer:
    """One log line and one observation a request, with an id that the answer carries too.

    Neither says anything personal: the name of the view instead of the address, the number of an account instead of
    its name.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SAFE_ID.fullmatch(given) else secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = get_response(request)
        response["X-Request-ID"] = request_id
        _note(request, response, time.perf_counter() - began)
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    view = match.view_name if match else ""
    metrics.observe(method=request.method or "", view=view, status=response.status_code, seconds=seconds)
    account = getattr(request, "_cached_user", None)  # only what is known already: a log line asks no query
    write = log.debug if view.startswith("ops:") else log.info
    write(
        "request",
        method=request.method,
        view=view,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        user=getattr(account, "pk", None),
    )


@receiver(got_request_exception, dispatch_uid="parvis.ops.failed")
def note_failure(sender: Any, request: HttpRequest | None = None, **_more: Any) -> None:  # noqa: ARG001 -- a receiver
    """Log the traceback of what no view expected."""
    match = request.resolver_match if request is not None else None
    log.error("request.failed", view=match.view_name if match else "", exc_info=True)  # noqa: LOG014 -- sent while it is handled


def limit_body(get_response: Answer) -> Answer:
    """Refuse a body larger than PARVIS_MAX_UPLOAD_MB before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.MAX_UPLOAD_BYTES:
            return errors.error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return get_response(request)

    return middleware


class AnswerErrors:
    """Turn what services raise into answers, in one place."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do but to pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None lets a fault of ours become a 500."""
        return errors.answer_to(request, exception) if isinstance(exception, ParvisError) else None
