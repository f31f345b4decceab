"""What the layout needs of each request, worked out only where a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language

from parvis.base.accounts.enums import Appearance
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import is_team
from parvis.core.addresses import page_of
from parvis.domain.campus.models import Campus
from parvis.domain.campus.selectors.campus import the_campus
from parvis.faces.web.campus_settings.stylesheet import address_of
from parvis.faces.web.layout import navigation
from parvis.faces.web.seo.addresses import LANGUAGE_FIELD

APPEARANCE_COOKIE = "parvis_appearance"
APPEARANCES = Appearance.choices
OWN_NAMES = {"fr": "Français", "en": "English"}
SCHEME_ICONS = {"light": "sun", "dark": "moon", "auto": "brightness"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read that this browser can choose."""

    value: str
    label: str
    icon: str
    url: str
    is_current: bool


class Layout:
    """The frame around one page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.is_demo: bool = settings.DEMO

    @cached_property
    def campus(self) -> Campus:
        """The campus of this instance."""
        return the_campus()

    @cached_property
    def here(self) -> str:
        """The present address, to come back to in another language."""
        query = self.request.GET.copy()
        query.pop(LANGUAGE_FIELD, None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @cached_property
    def directory(self) -> str:
        """Where searches go."""
        return navigation.directory_address()

    @cached_property
    def stylesheet(self) -> str:
        """The address of the campus's own colours; empty where it keeps the usual ones."""
        return address_of(self.campus)

    @cached_property
    def appearance(self) -> str:
        """The scheme this reader chose: this browser's choice, then the account's, then the device's."""
        chosen = self.request.COOKIES.get(APPEARANCE_COOKIE, "")
        if chosen in Appearance.values:
            return chosen
        user = self.request.user
        return user.appearance if isinstance(user, User) else Appearance.AUTO.value

    @cached_property
    def header(self) -> list[navigation.Line]:
        """What everyone may follow."""
        return navigation.lines(navigation.PUBLIC, self.request.user, self.request.path)

    @cached_property
    def footer(self) -> list[navigation.Line]:
        """Sources, privacy, legal notice."""
        return navigation.lines(navigation.FOOTER, self.request.user, self.request.path)

    @cached_property
    def side(self) -> list[navigation.Group]:
        """The navigation of the working area."""
        return navigation.groups(self.request.user, self.request.path)

    @cached_property
    def mine(self) -> list[navigation.Line]:
        """The entries of the account menu."""
        return navigation.lines(navigation.MINE, self.request.user, self.request.path)

    @cached_property
    def is_team(self) -> bool:
        """Whether the reader works for the campus."""
        return is_team(self.request.user)

    @cached_property
    def languages(self) -> list[Choice]:
        """Each language under its own name."""
        present = (get_language() or settings.LANGUAGE_CODE)[:2]
        return [
            Choice(code, OWN_NAMES[code], "language", self._choosing("layout:language", code), code == present)
            for code, _name in settings.LANGUAGES
        ]

    @cached_property
    def appearances(self) -> list[Choice]:
        """Each colour scheme."""
        return [
            Choice(
                value,
                capfirst(str(label)),
                SCHEME_ICONS[value],
                self._choosing("layout:appearance", value),
                value == self.appearance,
            )
            for value, label in APPEARANCES
        ]

    def _choosing(self, name: str, value: str) -> str:
        """The address that chooses it and comes back here."""
        return f"{page_of(name, value)}?next={quote(self.here, safe='')}"


def layout(request: HttpRequest) -> dict[str, Layout]:
    """The context processor: `layout` in every template."""
    return {"layout": Layout(request)}
