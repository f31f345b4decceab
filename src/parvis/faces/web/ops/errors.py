"""Every error page, and the one place that turns the errors of services into answers.

The pages need neither the database nor the session nor a context processor: they are also what one sees when those are
what failed.
"""

from collections.abc import Sequence
from http import HTTPStatus

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.core.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotAllowed,
    ParvisError,
    StoreUnavailable,
)

log = structlog.get_logger("parvis.request")

Sentence = str | Promise

TEXTS: dict[int, tuple[Sentence, Sentence]] = {
    400: (_("This request cannot be understood"), _("Something in the address or in the form is not as it should be.")),
    403: (_("You may not do this"), _("Your account does not have the right that this needs.")),
    404: (_("This page does not exist"), _("It may have moved, or it is not meant for everyone. Check the address.")),
    409: (_("Things have changed in the meantime"), _("Go back, reload the page and look at its present state.")),
    413: (_("This is too large"), _("Send a smaller file, or less text at once.")),
    429: (
        _("That was too often"),
        _("To protect accounts, we limit how often this can be tried. Wait a few minutes, then try again."),
    ),
    500: (_("Something went wrong on our side"), _("It has been noted. Please try again in a few minutes.")),
    503: (_("parvis is not available right now"), _("Please try again in a few minutes.")),
}

NO_FILES = _(
    "Uploaded files cannot be reached at this moment. Go back and try again in a few minutes; nothing was changed."
)


def error_page(request: HttpRequest, status: int, sentences: Sequence[Sentence] = ()) -> HttpResponse:
    """The page of one error, in the language of the request; `sentences` replace the general one.

    htmx gets an alert for the place of messages instead.
    """
    with translation.override(_language(request)):
        title, general = TEXTS[status]
        context = {
            "status": status,
            "title": title,
            "sentences": [str(sentence) for sentence in sentences] or [str(general)],
            "language": translation.get_language(),
            "stylesheet": _stylesheet(),
            "reference": getattr(request, "request_id", "") if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
        }
        is_htmx = request.headers.get("HX-Request") == "true"
        html = render_to_string("web/ops/_error.html" if is_htmx else "web/ops/error.html", context)
    response = HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
    if is_htmx:  # errors.js lets it be shown where messages are
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
    return response


def _language(request: HttpRequest) -> str:
    """The language chosen for this request, or the browser's when the error came before any choice.

    What is active in the thread does not count before LocaleMiddleware: it is left over from an earlier request.
    """
    if hasattr(request, "LANGUAGE_CODE"):
        return translation.get_language() or settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)


def _stylesheet() -> str:
    """Where the stylesheet is; empty when the manifest of static files is what failed."""
    try:
        return static("parvis/errors.css")
    except ValueError:
        return ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 for what is larger than the limits."""
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, for whoever tries to sign in too often."""
    return error_page(request, 429)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403."""
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """404."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403 for a form whose token is missing or old."""
    sentences = (
        _("This form was open for too long, or cookies are blocked. Nothing was saved."),
        _("Go back, reload the page and send the form again."),
    )
    return error_page(request, 403, sentences)


def answer_to(request: HttpRequest, error: ParvisError) -> HttpResponse | None:
    """The page for what a service refused and no view caught; None for what is a fault of ours.

    Whoever may not read something learns nothing about it (404); whoever may not change it is told so (403).
    """
    match error:
        case NotAllowed():
            return error_page(request, 404) if request.method in {"GET", "HEAD"} else _told(request, 403, error)
        case Conflict() | InvalidTransition():
            return _told(request, 409, error)
        case InvalidInput():
            details = [sentence for sentences in error.fields.values() for sentence in sentences]
            return error_page(request, 400, [str(error), *details] if str(error) else details)
        case StoreUnavailable():
            log.error("store.unavailable", reason=str(error))
            return error_page(request, 503, [NO_FILES])
    return None


def _told(request: HttpRequest, status: int, error: ParvisError) -> HttpResponse:
    return error_page(request, status, [str(error)] if str(error) else ())
