"""Themes that the words of a call speak of: a hint for whoever sets them, never set by itself."""

import re

from parvis.domain.needs.models import Opportunity
from parvis.domain.reference.models import Theme
from parvis.domain.reference.selectors.topics import themes_offered

WORD = re.compile(r"[^\W\d_]{5,}")
COMMON = frozenset({"health", "healthcare", "santé", "innovation", "innovations"})
"""Words of themes that stand in every call about health."""


def suggested_themes(opportunity: Opportunity) -> list[tuple[Theme, list[str]]]:
    """Themes whose names share words with the call and that it does not have yet, with these words; one query more."""
    present = {theme.pk for theme in opportunity.themes.all()}
    spoken = _words(f"{opportunity.title} {opportunity.text}")
    found = []
    for theme in themes_offered():
        shared = sorted((_words(f"{theme.name_fr} {theme.name_en}") - COMMON) & spoken)
        if shared and theme.pk not in present:
            found.append((theme, shared))
    return found


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}
