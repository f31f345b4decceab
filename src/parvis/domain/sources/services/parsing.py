"""Read a file of a register: every line becomes a record, a refusal, or a reason why it brings nothing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError, SourceUnusable
from parvis.domain.registers.archives import unpacked
from parvis.domain.registers.facts import ParsedRecord, Refusal
from parvis.domain.registers.layouts import layout_of
from parvis.domain.registers.limits import check_lengths
from parvis.domain.registers.reading import Row
from parvis.domain.registers.registry import Layout, NoOrganisation, Register

Progress = Callable[[int, int, str], None]

MOST_REFUSALS = 10_000
"""Refused lines that a report lists; a file with more of them is another file."""

TELL_EVERY = 500


@dataclass(slots=True)
class Parsed:
    """What a file holds."""

    records: list[ParsedRecord] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    read: int = 0


def parse(register: Register, path: Path, as_of: dt.date | None, tell: Progress) -> Parsed:
    """Read the whole file, out of its archive where it is in one; raises SourceUnusable when it cannot be used."""
    parsed = Parsed()
    lines_by_key: dict[str, int] = {}
    with unpacked(path, register.members) as file:
        layout = layout_of(register, file)
        for item in layout.rows(file):
            _take(parsed, item, _read_one(layout, item, as_of, lines_by_key) if isinstance(item, Row) else item)
            if parsed.read % TELL_EVERY == 0:
                tell(parsed.read, 0, _("reading the file"))
    if not parsed.read:
        raise SourceUnusable(_("The file has a header and no rows."))
    return parsed


def _take(parsed: Parsed, item: Row | Refusal, found: ParsedRecord | Refusal | str) -> None:
    """Count the row, and keep what came of it."""
    parsed.read += 1
    if isinstance(found, ParsedRecord):
        parsed.records.append(found)
    elif isinstance(found, str):
        parsed.skipped.append((item.line, found))
    elif len(parsed.refused) < MOST_REFUSALS:
        parsed.refused.append(found)


def _read_one(
    layout: Layout, row: Row, as_of: dt.date | None, lines_by_key: dict[str, int]
) -> ParsedRecord | Refusal | str:
    """The record of a row, why it is refused, or the reason why it brings nothing."""
    try:
        facts = check_lengths(layout.read(row.values))
        on = layout.dated(row.values) or as_of
    except NoOrganisation as nothing:
        return nothing.reason
    except SourceRecordError as error:
        return Refusal(row.line, error.column, str(error), row.cells)
    first = lines_by_key.setdefault(facts.key, row.line)
    if first != row.line:
        message = _("The number “%(key)s” is on line %(line)d already.") % {"key": facts.key, "line": first}
        return Refusal(row.line, "", message, key=facts.key)
    return ParsedRecord(row.line, facts, on)
