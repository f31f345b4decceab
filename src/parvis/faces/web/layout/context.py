"""What the layout needs of each request, worked out only where a template asks for it."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from parvis.base.accounts.enums import Appearance
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import is_team
from parvis.domain.campus.models import Campus
from parvis.domain.campus.selectors.campus import the_campus
from parvis.faces.web.campus_settings.stylesheet import address_of
from parvis.faces.web.layout import navigation
from parvis.faces.web.seo.addresses import LANGUAGE_FIELD

APPEARANCE_COOKIE = "parvis_appearance"


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
    def languages(self) -> list[tuple[str, str, bool]]:
        """(code, own name, is the present one) for each language."""
        present = (get_language() or settings.LANGUAGE_CODE)[:2]
        own_names = {"fr": "Français", "en": "English"}
        return [(code, own_names[code], code == present) for code, _name in settings.LANGUAGES]

    @cached_property
    def appearances(self) -> list[tuple[str, str, bool]]:
        """(code, name, is the present one) for each scheme."""
        return [(value, str(label), value == self.appearance) for value, label in Appearance.choices]


def layout(request: HttpRequest) -> dict[str, Layout]:
    """The context processor: `layout` in every template."""
    return {"layout": Layout(request)}
