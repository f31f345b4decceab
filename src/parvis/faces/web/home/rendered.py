"""The parts of the home page that say the same to everyone, kept as long as the figures they were made from."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from parvis.domain.reference.enums import OrganisationKind
from parvis.faces.web.home.figures import Figures
from parvis.faces.web.layout.navigation import directory_address

PARTS = {
    "map": "web/home/_map.html",
    "themes": "web/home/_themes.html",
    "founding": "web/home/_founding.html",
}
BARS = 7

_kept: dict[str, tuple[Figures, dict[str, SafeString]]] = {}


def parts_of(figures: Figures) -> dict[str, SafeString]:
    """The rendered parts by name, in the reader's language; they may hold nothing about who reads."""
    language = get_language() or ""
    kept = _kept.get(language)
    if kept is None or kept[0] is not figures:
        directory = directory_address()
        context = {"figures": figures, "bars": bars_of(figures, directory), "directory": directory}
        context["LANGUAGE_CODE"] = language
        # The templates escaped what they hold; this only says so again.
        parts = {name: mark_safe(render_to_string(path, context)) for name, path in PARTS.items()}  # noqa: S308
        kept = _kept[language] = (figures, parts)
    return kept[1]


def bars_of(figures: Figures, directory: str) -> list[dict[str, Any]]:
    """The most frequent kinds, each leading to its part of the directory."""
    labels = dict(OrganisationKind.choices)
    return [
        {"label": str(labels.get(kind, kind)).capitalize(), "value": count, "url": f"{directory}?kind={kind}"}
        for kind, count in list(figures.by_kind.items())[:BARS]
    ]
