"""Rows as files: CSV, XLSX or JSON; none of them can carry a formula."""

import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from defusedcsv import csv
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Row = dict[str, str]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(rows: Iterable[Row], columns: Sequence[str], *, name: str, kind: str) -> HttpResponseBase:
    """The rows as a download named `name` of the kind csv, xlsx or json; CSV and JSON are sent as they are read."""
    file_name = f"{name}.{kind}"
    if kind == "xlsx":
        return FileResponse(as_xlsx(rows, columns), as_attachment=True, filename=file_name, content_type=XLSX)
    stream, content_type = (as_csv(rows, columns), "text/csv") if kind == "csv" else (as_json(rows), "application/json")
    response = StreamingHttpResponse(stream, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """UTF-8 with a header; cells that a spreadsheet would take for a formula get an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > 32_000:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """A list of objects, one a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def as_xlsx(rows: Iterable[Row], columns: Sequence[str]) -> IO[bytes]:
    """A workbook in a temporary file, every cell a text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it when it is sent
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # noqa: PLC0415 -- slow import

    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, name in enumerate(columns):
                sheet.write_string(number, column, row[name])
    file.seek(0)
    return file
