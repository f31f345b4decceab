import datetime as dt
import zipfile

import openpyxl
import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers import workbooks
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.reading import Row
from parvis.domain.registers.tables import MOST_COLUMNS, look_at, read_table, separator_of


def file_with(tmp_path, content, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workbook(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "table.xlsx"
    book.save(path)
    return path


def values(path):
    return [(row.line, tuple(row.values.values())) for row in read_table(path) if isinstance(row, Row)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_are_found(tmp_path, separator, encoding):
    rows = [["nom", "ville"], ["Hôpital d’été", "Besançon"], ["Clinique", "Sète"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert values(file_with(tmp_path, text.encode(encoding))) == [
        (2, ("Hôpital d’été", "Besançon")),
        (3, ("Clinique", "Sète")),
    ]


def test_the_separator_is_that_of_most_lines():
    assert separator_of('name;city\n"Lilas, le";Paris\n"Muguet, le";Lyon\n') == ";"
    assert separator_of("name\nLilas\n") == ","


def test_the_first_line_that_is_not_empty_names_the_columns(tmp_path):
    table = look_at(file_with(tmp_path, b"\n;;\nname;;name;\nLilas;x;Lilac\n\nMuguet\n"))
    assert table.columns == ("name", "#2", "name (2)")
    assert [(row.line, tuple(row.values.values())) for row in table.rows] == [
        (4, ("Lilas", "x", "Lilac")),
        (6, ("Muguet", "", "")),
    ]
    assert table.values_of("name (2)") == ["Lilac"]


def test_titles_may_stand_above_the_names_of_the_columns(tmp_path):
    table = look_at(file_with(tmp_path, b"Our list;;\n\nas of May;;\nname;city;\nLilas;Paris;\n;Lyon;\n"))
    assert table.columns == ("name", "city")
    assert [(row.line, tuple(row.values.values())) for row in table.rows] == [
        (5, ("Lilas", "Paris")),
        (6, ("", "Lyon")),
    ]
    assert look_at(file_with(tmp_path, b"name\nLilas\nMuguet\n")).columns == ("name",)


def test_lines_with_too_many_values_are_refused(tmp_path):
    (refusal, row) = read_table(file_with(tmp_path, b"a;b\n1;2;3\n1;2;;\n"))
    assert (refusal.line, refusal.message) == (2, "The line has 3 values; the header announces 2.")
    assert (isinstance(refusal, Refusal), row) == (True, Row(3, {"a": "1", "b": "2"}))


def test_a_workbook_gives_values_as_one_would_type_them(tmp_path):
    day = dt.datetime(2020, 5, 6)  # noqa: DTZ001 -- workbooks know no time zone
    rows = [["nom", "siret", "créé", "part", "vrai"], ["Lilas", 90000000100017, day, 0.5, True]]
    path = workbook(tmp_path, [*rows, [None, None], ["=1+1", 12.0, dt.date(2020, 1, 2), "#N/A", None]])
    assert values(path) == [
        (2, ("Lilas", "90000000100017", "2020-05-06", "0.5", "true")),
        (4, ("", "12", "2020-01-02", "", "")),
    ]


def test_only_the_values_of_formulas_are_read(tmp_path):
    assert values(file_with(tmp_path, b'name;site\n=HYPERLINK("x");2\n')) == [(2, ('=HYPERLINK("x")', "2"))]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n;\n", "The file is empty."),
        (b"a;b\n", "The file has a header and no rows."),
        ("a;b\n".encode("utf-16"), "The file is in UTF-16."),
        (b'{"a": 1}', "This looks like JSON."),
        (b"PK\x03\x04 not a workbook", "This is not an XLSX workbook."),
        (b";".join([b"x"] * (MOST_COLUMNS + 1)) + b"\n1\n", "The table has more than 200 columns"),
        (b'a;b\n"1;2\n' + b"3;4\n" * 50_000, "a value has no end"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path, content, sentence):
    with pytest.raises(SourceUnusable) as raised:
        look_at(file_with(tmp_path, content))
    assert sentence in str(raised.value)


def test_columns_that_a_mapping_needs_have_to_be_there(tmp_path):
    with pytest.raises(SourceUnusable, match="These columns are missing: ville"):
        list(read_table(file_with(tmp_path, b"nom\nLilas\n"), required=("nom", "ville")))


def archive(tmp_path, parts):
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_bombs_and_entities_are_refused_before_anything_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 1024 * 1024)
    with pytest.raises(SourceUnusable, match="unpacks to more than 1 MB"):
        look_at(archive(tmp_path, {"xl/sharedStrings.xml": b"x" * (2 * 1024 * 1024)}))
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(SourceUnusable, match="declares entities"):
        look_at(archive(tmp_path, {"xl/workbook.xml": entities}))
    monkeypatch.setattr(workbooks, "MOST_PARTS", 3)
    with pytest.raises(SourceUnusable, match="unpacks to more"):
        look_at(archive(tmp_path, {f"part{number}.xml": b"<x/>" for number in range(4)}))


def test_an_archive_without_a_sheet_is_no_workbook(tmp_path):
    with pytest.raises(SourceUnusable, match="This is not an XLSX workbook"):
        look_at(archive(tmp_path, {"word/document.xml": b"<x/>"}))


def test_a_damaged_sheet_is_said(tmp_path):
    good = workbook(tmp_path, [["nom"], ["Lilas"]])
    with zipfile.ZipFile(good) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200]
    with pytest.raises(SourceUnusable, match="The workbook is damaged"):
        look_at(archive(tmp_path, parts))
