"""Read the first sheet of an XLSX workbook that comes from outside: values only, never a formula, never a bomb."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from parvis.core.errors import SourceUnusable

ZIP = b"PK"
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
MOST_COLUMNS = 400
START = 2_048

WRONG = (KeyError, ValueError, TypeError, AttributeError, EOFError, SyntaxError, zipfile.BadZipFile)
"""What the reader of workbooks raises, depending on which part of one is not as it should be."""


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet as text, each with its number; raises SourceUnusable for what is no workbook."""
    _refuse_hostile(path)
    with path.open("rb") as file:
        book = _opened(file)
        try:
            if not book.worksheets:
                raise _no_workbook()
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
                yield number, [text_of(cell) for cell in cells]
        except (*WRONG, IndexError) as error:
            raise SourceUnusable(_("The workbook is damaged: %(error)s.") % {"error": error}) from error
        finally:
            book.close()


def _opened(file: IO[bytes]) -> Any:
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (*WRONG, InvalidFileException, OSError) as error:
        raise _no_workbook() from error


def text_of(value: Any) -> str:
    """A value of a cell as one would type it: whole numbers without a point, days as 2026-11-27."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value in ERRORS):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
MOST_EXACT = 2**53


def _no_workbook() -> SourceUnusable:
    return SourceUnusable(_("This is not an XLSX workbook. Save the table as XLSX or as CSV."))


def _refuse_hostile(path: Path) -> None:
    """Refuse what unpacks to too much, and parts that declare entities, before anything of it is parsed.

    Reading a part stops at the size that the archive announces for it, so that the sum of these is a true bound.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise SourceUnusable(
                    _("The workbook unpacks to more than %(limit)d MB; it was not read.")
                    % {"limit": MOST_UNPACKED // 1024 // 1024}
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as content:
                        if b"<!DOCTYPE" in content.read(START) or b"<!ENTITY" in content.read(START):
                            raise SourceUnusable(_("The workbook declares entities, which no workbook needs."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _no_workbook() from error
