"""The one address of each page, and its address in each language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

LANGUAGE_FIELD = "lang"
"""The field of an address that asks for a language; it wins over what the browser and the account ask for."""


@dataclass(frozen=True)
class Alternate:
    """A page in one language; "x-default" is the address that lets the reader's browser choose."""

    language: str
    url: str


def absolute(path: str) -> str:
    """The path as others outside this site need it."""
    return f"{settings.BASE_URL}{path}"


def in_language(path: str, language: str) -> str:
    """The address of a page in a language: the plain one for the language of the instance."""
    url = absolute(path)
    return url if language == settings.LANGUAGE_CODE else f"{url}?{LANGUAGE_FIELD}={language}"


def alternates(path: str) -> list[Alternate]:
    """The page in every language."""
    found = [Alternate(code, in_language(path, code)) for code, _name in settings.LANGUAGES]
    return [*found, Alternate("x-default", absolute(path))]


class Page:
    """What the head of a page says about its address; the context processor puts it into every template as `seo`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def site(self) -> str:
        """The address of the whole site, without a slash at its end."""
        return str(settings.BASE_URL)

    @property
    def canonical(self) -> str:
        """The one address of this page in the language in which it is read, without filters and pages of lists."""
        return in_language(self.request.path, self.language)

    @property
    def language(self) -> str:
        """The code of the language in which the page is read."""
        return (get_language() or settings.LANGUAGE_CODE)[:2]

    @property
    def locale(self) -> str:
        """The language as Open Graph wants it."""
        return {"fr": "fr_FR", "en": "en_GB"}[self.language]

    @property
    def alternates(self) -> list[Alternate]:
        """This page in every language."""
        return alternates(self.request.path)


def seo(request: HttpRequest) -> dict[str, Page]:
    """The context processor."""
    return {"seo": Page(request)}
