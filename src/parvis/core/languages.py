"""Texts that are written in both languages."""

from django.utils.translation import get_language


def in_reader_language(french: str, english: str) -> str:
    """The text in the language of the reader, or in the other one where it is missing."""
    pair = (french, english) if (get_language() or "fr").startswith("fr") else (english, french)
    return pair[0] or pair[1]
