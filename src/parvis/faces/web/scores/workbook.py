"""Sheets as a workbook; numbers stay numbers, and no text can be a formula."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from parvis.domain.reviews.selectors.dossier import Sheet

LONGEST = 32_000
"""Characters that a cell of a workbook holds."""
WIDEST = 60


def as_workbook(sheets: Iterable[Sheet]) -> io.BytesIO:
    """The workbook, in memory: some 2 MB for a thousand applications with their reviews."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # noqa: PLC0415 -- slow import

    with xlsxwriter.Workbook(file, options) as workbook:
        bold, moment = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.title[:31])
            page.freeze_panes(1, 0)
            widths = [len(name) for name in sheet.columns]
            for column, name in enumerate(sheet.columns):
                page.write_string(0, column, name, bold)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    widths[column] = max(widths[column], _write(page, number, column, value, moment))
            for column, width in enumerate(widths):
                page.set_column(column, column, min(WIDEST, width + 2))
    file.seek(0)
    return file


def _write(page: Any, number: int, column: int, value: object, moment: object) -> int:
    """Write one cell; returns how wide it is."""
    if value is None or value == "":
        return 0
    if isinstance(value, dt.datetime):
        page.write_datetime(number, column, timezone.localtime(value).replace(tzinfo=None), moment)
        return 16
    if isinstance(value, int | float):
        page.write_number(number, column, value)
        return 8
    text = str(value)[:LONGEST]
    page.write_string(number, column, text)
    return len(text)
