"""Days and moments in words, in the present language and time zone; French writes the first of a month as "1er"."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def day_in_words(moment: dt.datetime) -> str:
    """The day alone."""
    return _french_first(date_format(timezone.localtime(moment), "DATE_FORMAT"))


def moment_in_words(moment: dt.datetime) -> str:
    """The day and the time."""
    return _french_first(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))


def _french_first(text: str) -> str:
    is_french = (get_language() or "").startswith("fr")
    return f"1er {text[2:]}" if is_french and text.startswith("1 ") else text
