"""Components that a page shows by the dozen, written in Python; loaded into every template.

A template component costs ten times as much. `<c-icon>`, `<c-organisation>`, `<c-source>` and `<c-badge>` show the
same through these tags, so that there is one place for each.
"""

import datetime as dt
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.domain.reference.enums import OrganisationKind

register = template.Library()

KIND_NAMES = dict(OrganisationKind.choices)
KIND_ICONS = {
    "startup": "rocket",
    "company": "building-factory-2",
    "hospital": "building-hospital",
    "lab": "microscope",
    "university": "school",
    "research": "flask",
    "operator": "building-bank",
    "cluster": "network",
    "association": "heart-handshake",
    "authority": "flag",
    "facility": "stack-2",
}
NOTHING = SafeString("")


class Info(Protocol):
    """A register: what it is called."""

    @property
    def name(self) -> Any: ...


class Source(Protocol):
    """Where a fact comes from, and as of which day."""

    @property
    def info(self) -> Info: ...
    @property
    def on(self) -> dt.date | None: ...
    @property
    def is_human(self) -> bool: ...
    @property
    def is_old(self) -> bool: ...


@register.filter
def kind_icon(kind: str) -> str:
    """The icon of a kind of organisation."""
    return KIND_ICONS.get(kind, "building")


@register.filter
def kind_name(kind: str) -> str:
    """The name of a kind of organisation; Django's own `get_kind_display` translates all kinds at each call."""
    return str(KIND_NAMES.get(kind, kind))


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; without a label it is decoration."""
    return _labelled(name, size, label) if label else _plain(name, size)


@lru_cache(maxsize=512, typed=True)
def _plain(name: str, size: str) -> SafeString:
    return _svg(name, size, SafeString('aria-hidden="true"'))


def _labelled(name: str, size: str, label: str) -> SafeString:
    return _svg(name, size, format_html('role="img" aria-label="{}"', label))


def _svg(name: str, size: str, spoken: SafeString) -> SafeString:
    look = f"pv-icon pv-icon-{size}" if size else "pv-icon"
    sprite = static("vendor/tabler/icons.svg")
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>', look, spoken, sprite, name
    )


@register.simple_tag
def chip(organisation: Any, note: str = "", href: str = "", logo: str = "", attrs: object = "") -> SafeString:
    """An organisation in one line: its icon or logo, its name, and a note or else its kind and city."""
    if not note:
        kind = kind_name(organisation.kind)
        note = f"{kind} · {organisation.city}" if organisation.city else kind
    image = '<img src="{}" alt="" width="40" height="40" loading="lazy">'
    tile = format_html(image, logo) if logo else _plain(kind_icon(organisation.kind), "")
    return SafeString(
        f'<a class="pv-chip" href="{conditional_escape(href or organisation.get_absolute_url())}" {attrs}>'
        f'<span class="pv-tile" aria-hidden="true">{tile}</span>'
        f'<span><span class="pv-chip-name">{conditional_escape(organisation.name)}</span>'
        f'<span class="pv-chip-note">{conditional_escape(note)}</span></span></a>'
    )


@register.simple_tag
def badge(text: object, tone: str = "neutral", sign: str = "", href: str = "", attrs: object = "") -> SafeString:
    """A short word on a coloured ground; a link where it leads somewhere."""
    name, link = ("a", f' href="{conditional_escape(href)}"') if href else ("span", "")
    drawn = _plain(sign, "s") if sign else ""
    return SafeString(
        f'<{name} class="pv-badge pv-tone-{conditional_escape(tone)}"{link} {attrs}>'
        f"{drawn}{conditional_escape(str(text))}</{name}>"
    )


@register.simple_tag
def source_of(source: Source | None) -> SafeString:
    """Where a fact comes from, as `<c-source>` shows it; nothing where nobody said."""
    if not source:  # a template passes an empty text for what is not there
        return NOTHING
    return _source(get_language(), str(source.info.name), source.on, source.is_human, source.is_old)


@register.simple_tag
def source_mark(name: str, on: dt.date | None, human: object, old: object, attrs: object = "") -> SafeString:
    """The same of a source in parts."""
    return _source(get_language(), name, on, bool(human), bool(old), str(attrs))


@lru_cache(maxsize=1024, typed=True)
def _source(
    _language: str | None,
    name: str,
    on: dt.date | None,
    is_human: bool,  # noqa: FBT001 -- a key of the cache
    is_old: bool,  # noqa: FBT001 -- a key of the cache
    attrs: str = "",
) -> SafeString:
    """Kept for each language: a page names the same few sources again and again."""
    look = "pv-source" + (" pv-source-human" if is_human else "") + (" pv-source-old" if is_old else "")
    sign = _labelled("hourglass", "s", _("Old")) if is_old else _plain("user-check", "s") if is_human else ""
    title = _("Written by a person here") if is_human else _("Source of this fact")
    spoken = format_html('<span class="visually-hidden">{}</span>', _("Source:"))
    year = f" · {on:%Y}" if on else ""
    return format_html(
        '<span class="{}" title="{}" {}>{}{} {}{}</span>', look, title, SafeString(attrs), sign, spoken, name, year
    )
