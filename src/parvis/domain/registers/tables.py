"""Read any table, CSV or XLSX, whatever its separator and encoding: first what columns it has, then its rows."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.opening import head_of, opened
from parvis.domain.registers.reading import (
    MAX_ROWS,
    Lines,
    Row,
    encoding_of,
    refuse_long_values,
    refuse_other_formats,
)
from parvis.domain.registers.workbooks import ZIP, sheet_rows

SEPARATORS = ";,\t|"
MOST_COLUMNS = 200
AHEAD = 10
"""Lines among which the header is looked for."""

SAMPLE = 200
"""Rows that are looked at to guess what a column holds."""

Cells = tuple[int, list[str]]
"""The line at which a row begins, and its values."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table looks like: its columns, and its first rows by line."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def values_of(self, column: str) -> list[str]:
        """The values of a column in the first rows that are not empty."""
        return [value for row in self.rows if (value := row.values[column].strip())]


def look_at(path: Path) -> Table:
    """The columns and first rows of a table; raises SourceUnusable when it cannot be read as one."""
    found = [row for row in islice(read_table(path), SAMPLE) if isinstance(row, Row)]
    if not found:
        raise SourceUnusable(_("The file has a header and no rows."))
    return Table(tuple(found[0].values), tuple(found))


def read_table(path: Path, required: Sequence[str] = ()) -> Iterator[Row | Refusal]:
    """The rows under the line that names the columns.

    Rows that are shorter have empty values at their end. Raises SourceUnusable when columns of `required` are missing,
    or the file as a whole cannot be read.
    """
    with path.open("rb") as raw:
        start = raw.read(4)
    if start.startswith(ZIP):
        cells = sheet_rows(path)
    else:
        refuse_other_formats(start)
        cells = _csv_rows(path)
    yield from _rows(cells, required)


def _csv_rows(path: Path) -> Iterator[Cells]:
    separator, encoding = separator_of(head_of(path)), encoding_of(path)
    with opened(path) as file:
        lines = Lines(file, encoding)
        begins = 1
        try:
            for cells in csv.reader(lines, delimiter=separator):
                yield begins, cells
                begins = lines.number + 1
        except csv.Error as error:
            raise SourceUnusable(
                _("Line %(line)d: a value has no end; a quotation mark is probably missing (%(error)s).")
                % {"line": lines.number, "error": error}
            ) from error


def separator_of(head: str) -> str:
    """The separator that gives most columns in the first lines, and the same number in most of them."""
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
        if width > 1 and (times, width) > most:
            best, most = separator, (times, width)
    return best


def _rows(rows: Iterator[Cells], required: Sequence[str]) -> Iterator[Row | Refusal]:
    """The rows under the header: the first line of the first few that has more than one value, since a title may stand
    above it; the first line where none has."""
    filled = _filled(rows)
    ahead = list(islice(filled, AHEAD))
    if not ahead:
        raise SourceUnusable(_("The file is empty."))
    widths = [sum(bool(cell.strip()) for cell in cells) for _line, cells in ahead]
    place = next((place for place, width in enumerate(widths) if width > 1), 0)
    header = _header(ahead[place][1], required)
    for line, cells in chain(ahead[place + 1 :], filled):
        yield _row(line, header, cells)


def _filled(rows: Iterator[Cells]) -> Iterator[Cells]:
    """The rows that are not empty; raises SourceUnusable where there are too many."""
    for count, (line, cells) in enumerate(rows):
        if count > MAX_ROWS:
            raise SourceUnusable(_("The file has more than %(limit)d rows.") % {"limit": MAX_ROWS})
        if any(cell.strip() for cell in cells):
            yield line, cells


def _header(cells: list[str], required: Sequence[str]) -> list[str]:
    """The names of the columns: those without one are numbered, a name that comes again gets a number behind it."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise SourceUnusable(
            _("The table has more than %(limit)d columns; this is not a list of organisations.")
            % {"limit": MOST_COLUMNS}
        )
    header: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:100] or f"#{place}"
        again = 2
        unique = name
        while unique in header:
            unique, again = f"{name} ({again})", again + 1
        header.append(unique)
    missing = [name for name in required if name not in header]
    if missing:
        raise SourceUnusable(
            _("These columns are missing: %(names)s. The mapping of this table names them.")
            % {"names": ", ".join(missing)}
        )
    return header


def _row(line: int, header: list[str], cells: list[str]) -> Row | Refusal:
    beyond = [cell for cell in cells[len(header) :] if cell.strip()]
    if beyond:
        return Refusal(
            line,
            "",
            _("The line has %(found)d values; the header announces %(expected)d.")
            % {"found": len(cells), "expected": len(header)},
            cells=tuple(cells),
        )
    values = [*cells, *[""] * (len(header) - len(cells))][: len(header)]
    return refuse_long_values(line, header, values) or Row(line, dict(zip(header, values, strict=True)))
