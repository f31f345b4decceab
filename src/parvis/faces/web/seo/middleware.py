"""Read a page in the language that its address asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from parvis.faces.web.seo.addresses import LANGUAGE_FIELD


def language_of_address(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`?lang=en` is English whatever the browser says, so that each language of a page has an address to share."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get(LANGUAGE_FIELD, "")
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked
        return get_response(request)

    return middleware
