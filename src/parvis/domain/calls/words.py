"""Texts that are written in French and in English."""

from django.utils.translation import get_language


def in_reader_s_language(french: str, english: str) -> str:
    """The text in the language of the reader, or the other one where it was not translated."""
    first, second = (french, english) if (get_language() or "fr").startswith("fr") else (english, french)
    return first or second
