"""Words of the options of a question, which exist in both languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from parvis.core.languages import in_reader_language


def is_english() -> bool:
    """True where the reader reads English."""
    return (get_language() or "").startswith("en")


def said(entry: Mapping[str, Any], prefix: str = "") -> str:
    """The words in the reader's language, or in the other one where they were not translated."""
    return in_reader_language(str(entry.get(f"{prefix}fr") or ""), str(entry.get(f"{prefix}en") or ""))


def as_text(raw: Any) -> str:
    """What was typed, as text."""
    return raw if isinstance(raw, str) else "" if raw is None else str(raw)
