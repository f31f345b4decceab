"""Dates with bounds."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.base.forms.kinds.words import as_text, is_english

Options = Mapping[str, Any]

EUROPEAN = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def take(_options: Options, raw: Any) -> str | None:
    """The day as 2026-03-02, also from 2/3/2026; as typed where it is none."""
    text = as_text(raw).strip()
    day = read(text)
    return (day.isoformat() if day else text) or None


def read(text: str) -> dt.date | None:
    """The day that a text says, or None."""
    european = EUROPEAN.fullmatch(text)
    if european:
        text = f"{european[3]}-{int(european[2]):02}-{int(european[1]):02}"
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def problems(options: Options, value: Any) -> list[str]:
    """That it is no day, too early or too late."""
    day = read(as_text(value))
    if day is None:
        return [_("Write a date as 31/12/2026.")]
    earliest, latest = read(options.get("earliest") or ""), read(options.get("latest") or "")
    if earliest and day < earliest:
        return [_("A date from %(day)s on is expected.") % {"day": in_words(earliest)}]
    if latest and day > latest:
        return [_("A date until %(day)s is expected.") % {"day": in_words(latest)}]
    return []


def in_words(day: dt.date) -> str:
    """The day as the reader's language says it; French writes the first of a month as "1er"."""
    text = str(date_format(day, "DATE_FORMAT"))
    return f"1er {text[2:]}" if text.startswith("1 ") and not is_english() else text


def display(_options: Options, value: Any) -> str:
    """The day in words; as typed where it is none."""
    day = read(as_text(value))
    return in_words(day) if day else as_text(value)
