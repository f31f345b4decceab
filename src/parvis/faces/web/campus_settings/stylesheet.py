"""The colours of the campus as a stylesheet: a strict content policy lets no page carry a style of its own."""

import hashlib

from django.urls import reverse

from parvis.domain.campus.colours import palette
from parvis.domain.campus.models import Campus

PAIRS = {
    "primary": ("primary", "primary-dark"),
    "primary-strong": ("primary-strong", "primary-dark-strong"),
    "on-primary": ("on-primary", "on-primary-dark"),
    "primary-soft": ("primary-soft", "primary-dark-soft"),
    "block": ("block", "block-dark"),
    "accent": ("accent", "accent-dark"),
    "accent-soft": ("accent-soft", "accent-dark-soft"),
}
"""Each token with its names in the palette for the light and the dark scheme."""


def rules_for(selector: str, primary: str, accent: str) -> str:
    """One rule that sets the tokens from these two colours."""
    colours = palette(primary, accent)
    lines = [
        f"  --pv-{token}: light-dark({colours[light]}, {colours[dark]});" for token, (light, dark) in PAIRS.items()
    ]
    return "\n".join([f"{selector} {{", *lines, "}", ""])


def version_of(campus: Campus) -> str:
    """Changes with the colours, so that browsers may keep the stylesheet for ever."""
    text = rules_for(":root", campus.primary_colour, campus.accent_colour)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def address_of(campus: Campus) -> str:
    """Where pages find it; empty for the colours that the stylesheets have anyway."""
    default = Campus()
    if (campus.primary_colour, campus.accent_colour) == (default.primary_colour, default.accent_colour):
        return ""
    return f"{reverse('campus_settings:stylesheet')}?v={version_of(campus)}"
