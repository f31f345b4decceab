"""Structured data in a page: JSON that a script element carries as data, never as a program."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What could end the element or open a comment, whatever a name holds."""


def script(data: Mapping[str, Any]) -> SafeString:
    """The element for the head; browsers do not run its type, so the strict policy of the pages lets it pass."""
    text = json.dumps(without_empty(data), ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above


def without_empty(value: Any) -> Any:
    """The value without keys and items that say nothing; 0 says something."""
    if isinstance(value, Mapping):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(without_empty, value) if item not in (None, "", [], {})]
    return value
