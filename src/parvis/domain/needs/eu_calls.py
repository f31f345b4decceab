"""The calls of the European Union as the portal "Funding & Tenders" gives them: a list of objects in JSON."""

import datetime as dt
import gzip
import io
import json
import zlib
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.errors import SourceRecordError, SourceUnusable
from parvis.domain.directory.registry import SourceInfo
from parvis.domain.needs.tidying import tidy_line, tidy_text

SOURCE = "eu_calls"
INFO = SourceInfo(
    name=gettext_lazy("EU Funding & Tenders Portal"),
    url="https://ec.europa.eu/info/funding-tenders/opportunities/portal/",
    licence="CC BY 4.0",
)
LARGEST = 20_000_000
"""Bytes of a file; the calls of all programmes together are smaller."""
GZIP = b"\x1f\x8b"
MOST_MONEY = 10**12
MOST_GRANTS = 30_000


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that cannot be taken: its place in the file (from 1), its code where it has one, the field and why."""

    place: int
    code: str
    field: str
    message: str


Row = dict[str, Any]
"""The values of a call by the names of the columns, days in ISO form: what JSON can hold."""


def read_calls(content: bytes) -> tuple[list[Row], list[Refused]]:
    """The calls of a file and those that were refused. Raises SourceUnusable for what is not such a file."""
    try:
        found = json.loads(_unpacked(content).decode("utf-8-sig"))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SourceUnusable(_("This is not a file in JSON.")) from error
    if not isinstance(found, list) or not found:
        raise SourceUnusable(_("The file holds no list of calls."))
    rows: dict[str, Row] = {}
    refused: list[Refused] = []
    for place, one in enumerate(found, 1):
        try:
            row = _row(one, rows)
        except SourceRecordError as error:
            code = one.get("topicId") if isinstance(one, dict) else ""
            refused.append(Refused(place, str(code or "")[:120], error.column, str(error)))
        else:
            rows[row["code"]] = row
    return list(rows.values()), refused


def _unpacked(content: bytes) -> bytes:
    """The file itself, or what is packed in it with gzip."""
    if content.startswith(GZIP):
        with gzip.open(io.BytesIO(content)) as packed:
            content = packed.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SourceUnusable(_("The file is larger than %(number)d MB.") % {"number": LARGEST // 1_000_000})
    return content


def _row(one: Any, known: Container[str]) -> Row:
    if not isinstance(one, dict):
        raise SourceRecordError(_("This is not a call."))
    row = {column: read(one.get(field), field) for field, column, read in FIELDS}
    if row["code"] in known:
        raise SourceRecordError(_("This call stands in the file twice."), column="topicId")
    if row["budget_min"] is not None and row["budget_max"] is not None and row["budget_min"] > row["budget_max"]:
        raise SourceRecordError(_("This is less than the least grant."), column="budgetMax")
    row["is_announced"] = str(one.get("callStatus") or "").casefold() == "forthcoming"
    return row


def _line(longest: int, *, needed: bool = False) -> Callable[[Any, str], str]:
    def read(value: Any, field: str) -> str:
        text = tidy_line(_words(value, field))
        if needed and not text:
            raise SourceRecordError(_("This is missing."), column=field)
        if len(text) > longest:
            raise SourceRecordError(_("This has more than %(number)d characters.") % {"number": longest}, column=field)
        return text

    return read


def _text(value: Any, field: str) -> str:
    return tidy_text(_words(value, field))


def _words(value: Any, field: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or "\x00" in value:
        raise SourceRecordError(_("This is not a text."), column=field)
    return value


def _day(value: Any, field: str) -> str | None:
    text = _words(value, field).strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise SourceRecordError(_("This is not a day: %(text)s") % {"text": text[:40]}, column=field) from error


def _number(most: int) -> Callable[[Any, str], int | None]:
    def read(value: Any, field: str) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise SourceRecordError(
                _("This is not a whole number between 0 and %(most)d.") % {"most": most}, column=field
            )
        return value

    return read


def _address(value: Any, field: str) -> str:
    text = _words(value, field).strip()
    if text and (urlsplit(text).scheme not in {"http", "https"} or len(text) > 400 or " " in text):
        raise SourceRecordError(_("This is not the address of a page."), column=field)
    return text


FIELDS: tuple[tuple[str, str, Callable[[Any, str], Any]], ...] = (
    ("topicId", "code", _line(120, needed=True)),
    ("title", "title", _line(400, needed=True)),
    ("programme", "programme", _line(120)),
    ("callIdentifier", "call_code", _line(120)),
    ("callTitle", "call_title", _line(300)),
    ("stage", "stage", _line(40)),
    ("deadline", "deadline", _day),
    ("budgetMin", "budget_min", _number(MOST_MONEY)),
    ("budgetMax", "budget_max", _number(MOST_MONEY)),
    ("expectedGrants", "grants", _number(MOST_GRANTS)),
    ("portalUrl", "url", _address),
    ("description", "text", _text),
)
"""What each field of the portal is here; fields that are not named are ignored."""
