"""What the open files of FINESS have in common: no header, a first line that holds the day, a word before each line."""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.opening import opened
from parvis.domain.registers.reading import Lines, encoding_of

DAY = "day of the file"
_POST = re.compile(r"^(\d{5})\s+(.+?)(?:\s+CEDEX(?:\s+\d+)?)?$")
_OVERSEAS = re.compile(r"^9[A-Z]$")

STREET = ("numvoie", "compvoie", "typvoie", "voie")


def sections(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with its number, the first line checked."""
    with opened(path) as file:
        lines = Lines(file, encoding_of(path))
        for cells in csv.reader(lines, delimiter=";", quoting=csv.QUOTE_NONE):
            if lines.number == 1 and cells[:2] != ["finess", "etalab"]:
                raise SourceUnusable(_("The file does not begin with “finess;etalab”. Is it a file of FINESS?"))
            if any(cells):
                yield lines.number, [_unquoted(cell) for cell in cells]


def _unquoted(cell: str) -> str:
    """The text of a cell; quotation marks inside are doubled, and some cells stand between them."""
    text = cell.strip()
    if '"' not in text:
        return text
    if len(text) > 1 and text.startswith('"') and text.endswith('"') and not text.startswith('""'):
        text = text[1:-1]
    return text.replace('""', '"')


def post_of(line: str) -> tuple[str, str]:
    """Postcode and city of "01012 BOURG EN BRESSE CEDEX"."""
    found = _POST.match(line)
    return (found[1], found[2]) if found else ("", line)


def insee_of(department: str, commune: str) -> str:
    """The code of the commune; FINESS numbers the overseas departments 9A, 9B…, whose communes begin with 97."""
    if not (department and commune):
        return ""
    start = "97" if _OVERSEAS.match(department) else department.zfill(2)
    return f"{start}{commune.zfill(3)}" if len(start) == len("97") else ""


def dated(cells: Mapping[str, Any]) -> dt.date | None:
    """The day that the first line of the file names."""
    try:
        return dt.date.fromisoformat(cells[DAY])
    except (KeyError, ValueError):
        return None


def street_of(cells: c.Cells) -> str:
    """Number and street."""
    return c.readable(" ".join(part for column in STREET if (part := c.text(cells, column))))
