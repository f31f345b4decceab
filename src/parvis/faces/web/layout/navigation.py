"""The entries of the navigation; each area registers its own in its `navigation.py`, which is read at start."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.core.registry import Registry
from parvis.faces.web.layout.once import once

Label = str | Promise

PUBLIC = "public"
FOOTER = "footer"
MINE = "mine"
SELECTION = "selection"
TOGETHER = "together"
DIRECTORY = "directory"
CAMPUS = "campus"
SYSTEM = "system"
SECTIONS: dict[str, Label] = {
    MINE: _("My space"),
    SELECTION: _("Selection"),
    TOGETHER: _("Working together"),
    DIRECTORY: _("Directory"),
    CAMPUS: _("Campus"),
    SYSTEM: _("Platform"),
}
"""The groups beside the pages of the working area; PUBLIC entries stand in the header, FOOTER
entries at the foot of each page."""


def everybody(actor: Actor) -> bool:
    """A rule that lets anyone pass."""
    del actor
    return True


def signed_in(actor: Actor) -> bool:
    """A rule for whoever has signed in."""
    return actor.is_authenticated


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: where it leads, who sees it, and how many things wait there."""

    label: Label
    url_name: str
    icon: str
    section: str = CAMPUS
    rule: Callable[[Actor], bool] = signed_in
    position: int = 50
    count: Callable[[Actor], int] | None = None


entries: Registry[Entry] = Registry("navigation entry")


@dataclass(frozen=True)
class Line:
    """An entry as one actor sees it on one page."""

    label: Label
    url: str
    icon: str
    is_current: bool
    count: int


@dataclass(frozen=True)
class Group:
    """Lines under one title."""

    title: Label
    lines: list[Line]


@lru_cache(maxsize=256)
def _address(url_name: str) -> str:
    return address_of(url_name)


def address_of(url_name: str, *arguments: object) -> str:
    """The address of a page, or nothing while no area has such a page."""
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""


def directory_address() -> str:
    """Where searches go."""
    return _address("directory:search") or "/directory/"


def lines(section: str, actor: Actor, path: str) -> list[Line]:
    """What this actor may follow in one section; the longest address that begins the path is the current one.

    Several entries follow one rule: it is asked once.
    """
    shown = [entry for _name, entry in entries if entry.section == section and once(actor, entry.rule)]
    shown = sorted((e for e in shown if _address(e.url_name)), key=lambda entry: entry.position)
    addresses = [_address(entry.url_name) for entry in shown]
    current = max((a for a in addresses if a != "/" and path.startswith(a)), key=len, default="")
    return [
        Line(entry.label, url, entry.icon, url == current, entry.count(actor) if entry.count else 0)
        for entry, url in zip(shown, addresses, strict=True)
    ]


def groups(actor: Actor, path: str) -> list[Group]:
    """The navigation of the working area, without empty groups; only one line is the current one."""
    found = [Group(title, lines(section, actor, path)) for section, title in SECTIONS.items()]
    current = max((line.url for group in found for line in group.lines if line.is_current), key=len, default="")
    return [Group(group.title, [_only(line, current) for line in group.lines]) for group in found if group.lines]


def _only(line: Line, current: str) -> Line:
    return Line(line.label, line.url, line.icon, line.url == current, line.count)
