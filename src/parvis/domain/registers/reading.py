"""Read a CSV file that comes from outside: every way in which it can be wrong has its sentence."""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal

MAX_UNPACKED = 500 * 1024 * 1024
"""No register of organisations unpacks to more; what does is an error or an attack."""

MAX_LINE = 200_000
MAX_VALUE = 20_000
MAX_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file, and the line at which it begins."""

    line: int
    values: Mapping[str, str]


def sha256_of(path: Path) -> str:
    """The hash by which a file that was imported before is recognised."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_rows(path: Path, required: Sequence[str], *, max_unpacked: int = MAX_UNPACKED) -> Iterator[Row | Refusal]:
    """The rows of a `.csv` or `.csv.gz` file in UTF-8 with a header; a row that cannot be read is a refusal.

    Raises SourceUnusable when the file as a whole cannot be read; nothing of it may be used then.
    """
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        _refuse_other_formats(start)
        packed = start.startswith(b"\x1f\x8b")
        file: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
        lines = _Lines(file, max_unpacked)
        try:
            yield from _rows(csv.reader(lines), lines, required)
        except csv.Error as error:
            raise SourceUnusable(
                _("Line %(line)d: a value has no end; a quotation mark is probably missing (%(error)s).")
                % {"line": lines.number, "error": error}
            ) from error
        except (EOFError, OSError, zlib.error) as error:
            raise SourceUnusable(_("The compressed file is damaged: %(error)s.") % {"error": error}) from error


def _refuse_other_formats(start: bytes) -> None:
    if not start:
        raise SourceUnusable(_("The file is empty."))
    if start.startswith(b"PK"):
        raise SourceUnusable(
            _("This is a ZIP archive or a workbook. Give the CSV file itself, or one packed with gzip.")
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceUnusable(_("The file is in UTF-16. Save it as CSV in UTF-8."))
    if start.startswith((b"{", b"[")):
        raise SourceUnusable(_("This looks like JSON. A CSV file is expected."))


class _Lines:
    """The decoded lines of a file, counted and bounded."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._limit, self._size = file, limit, 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline(MAX_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        self._size += len(raw)
        if len(raw) > MAX_LINE:
            raise SourceUnusable(
                _("Line %(line)d is longer than %(limit)d characters; this is not the expected file.")
                % {"line": self.number, "limit": MAX_LINE}
            )
        if self._size > self._limit:
            raise SourceUnusable(
                _("The file unpacks to more than %(limit)d MB; it was not read to its end.")
                % {"limit": self._limit // 1024 // 1024}
            )
        try:
            return raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise SourceUnusable(
                _("Line %(line)d is not UTF-8 (byte 0x%(byte)02X). Save the file as CSV in UTF-8.")
                % {"line": self.number, "byte": raw[min(error.start, len(raw) - 1)]}
            ) from error


def _rows(reader: "Iterator[list[str]]", lines: _Lines, required: Sequence[str]) -> Iterator[Row | Refusal]:
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
