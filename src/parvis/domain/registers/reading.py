"""Read a CSV file that comes from outside: every way in which it can be wrong has its sentence."""

import codecs
import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.opening import MAX_UNPACKED, Bounded, opened

PIECE = 1 << 18
MAX_LINE = 200_000
MAX_VALUE = 20_000
MAX_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file, and the line at which it begins."""

    line: int
    values: Mapping[str, Any]

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts in it, for whoever looks for a record that it may have meant."""
        return tuple(value for value in self.values.values() if isinstance(value, str))


def sha256_of(path: Path) -> str:
    """The hash by which a file that was imported before is recognised."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def encoding_of(path: Path) -> str:
    """UTF-8 where the whole file is that; else Windows-1252, in which French spreadsheets were saved for long."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with opened(path) as file:
        try:
            while piece := file.read(PIECE):
                decode(piece)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def read_rows(
    path: Path,
    required: Sequence[str],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    max_unpacked: int = MAX_UNPACKED,
) -> Iterator[Row | Refusal]:
    """The rows of a `.csv` or `.csv.gz` file with a header; a row that cannot be read is a refusal.

    Raises SourceUnusable when the file as a whole cannot be read; nothing of it may be used then.
    """
    with path.open("rb") as raw:
        refuse_other_formats(raw.read(4))
    with opened(path, max_unpacked=max_unpacked) as file:
        lines = Lines(file, encoding)
        try:
            yield from _rows(csv.reader(lines, delimiter=separator), lines, required)
        except csv.Error as error:
            raise SourceUnusable(
                _("Line %(line)d: a value has no end; a quotation mark is probably missing (%(error)s).")
                % {"line": lines.number, "error": error}
            ) from error


def refuse_other_formats(start: bytes) -> None:
    """Raise SourceUnusable for what is not CSV by its first bytes."""
    if not start:
        raise SourceUnusable(_("The file is empty."))
    if start.startswith(b"PK"):
        raise SourceUnusable(
            _("This is a workbook, not CSV. Give the file as the register publishes it, or save this one as CSV.")
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceUnusable(_("The file is in UTF-16. Save it as CSV in UTF-8."))
    if start.startswith((b"{", b"[")):
        raise SourceUnusable(_("This looks like JSON. A CSV file is expected."))


class Lines:
    """The decoded lines of a file, counted; none may be longer than any register's."""

    def __init__(self, file: Bounded, encoding: str = "utf-8") -> None:
        self._file, self._encoding = file, encoding
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline(MAX_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        if len(raw) > MAX_LINE:
            raise SourceUnusable(
                _("Line %(line)d is longer than %(limit)d characters; this is not the expected file.")
                % {"line": self.number, "limit": MAX_LINE}
            )
        if self.number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise SourceUnusable(
                _("Line %(line)d is not UTF-8 (byte 0x%(byte)02X). Save the file as CSV in UTF-8.")
                % {"line": self.number, "byte": raw[min(error.start, len(raw) - 1)]}
            ) from error


def _rows(reader: "Iterator[list[str]]", lines: Lines, required: Sequence[str]) -> Iterator[Row | Refusal]:
    header = _header(next(reader, []), required)
    begins = lines.number + 1
    for count, cells in enumerate(reader, 1):
        if count > MAX_ROWS:
            raise SourceUnusable(_("The file has more than %(limit)d rows.") % {"limit": MAX_ROWS})
        if cells and any(cells):
            refusal = _refused(begins, header, cells)
            yield (
                replace(refusal, cells=tuple(cells)) if refusal else Row(begins, dict(zip(header, cells, strict=True)))
            )
        begins = lines.number + 1


def _header(cells: list[str], required: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [name for name in required if name not in header]
    if missing and len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise SourceUnusable(_("The columns are not separated by commas. Save the file as CSV with commas."))
    if missing:
        raise SourceUnusable(
            _("These columns are missing: %(names)s. Is this a file of this register?") % {"names": ", ".join(missing)}
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise SourceUnusable(_("These columns are there twice: %(names)s.") % {"names": ", ".join(twice)})
    return header


def _refused(line: int, header: list[str], cells: list[str]) -> Refusal | None:
    if len(cells) != len(header):
        return Refusal(
            line,
            "",
            _("The line has %(found)d values; the header announces %(expected)d.")
            % {"found": len(cells), "expected": len(header)},
        )
    return refuse_long_values(line, header, cells)


def refuse_long_values(line: int, header: Sequence[str], cells: Sequence[str]) -> Refusal | None:
    """Why a value cannot be text of an organisation; None where all can."""
    for name, cell in zip(header, cells, strict=True):
        if "\0" in cell:
            return Refusal(line, name, _("The value holds a NUL character; text is expected."))
        if len(cell) > MAX_VALUE:
            return Refusal(
                line,
                name,
                _("The value has %(length)d characters; at most %(limit)d are expected.")
                % {"length": len(cell), "limit": MAX_VALUE},
            )
    return None
