import gzip
import io

import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.reading import MAX_LINE, Row, read_rows


def file_with(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    return path


def test_read_rows_gives_line_numbers_of_values_over_several_lines(tmp_path):
    path = file_with(tmp_path, b'\xef\xbb\xbfa,b\n1,"two\nlines"\n\n3,4\n')
    assert list(read_rows(path, ["a"])) == [Row(2, {"a": "1", "b": "two\nlines"}), Row(5, {"a": "3", "b": "4"})]


def test_read_rows_unpacks_gzip(tmp_path):
    path = file_with(tmp_path, gzip.compress(b"a\nx\n"))
    assert list(read_rows(path, ["a"])) == [Row(2, {"a": "x"})]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04rest", "This is a workbook, not CSV."),
        ("a,b\n".encode("utf-16"), "The file is in UTF-16."),
        (b'{"a": 1}', "This looks like JSON."),
        (b"a\nok\n\xe9t\xe9\n", "Line 3 is not UTF-8 (byte 0xE9)."),
        (b"a;b\n1;2\n", "The columns are not separated by commas."),
        (b"b,c\n1,2\n", "These columns are missing: a."),
        (b"a,a\n1,2\n", "These columns are there twice: a."),
        (b"a\n" + b"x" * (MAX_LINE + 1), f"Line 2 is longer than {MAX_LINE} characters"),
        (b'a\n"' + b"never closed\n" * 20_000, "a value has no end"),
        (gzip.compress(b"a\n" + b"x\n" * 999, mtime=0)[:-12], "The compressed file is damaged"),
        (b"\x1f\x8bnot gzip at all", "The compressed file is damaged"),
    ],
)
def test_read_rows_says_why_a_file_cannot_be_used(tmp_path, content, sentence):
    with pytest.raises(SourceUnusable) as raised:
        list(read_rows(file_with(tmp_path, content), ["a"]))
    assert sentence in str(raised.value)


def test_read_rows_stops_at_a_bomb(tmp_path):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        file.write(b"a\n" + b"y\n" * 2_000_000)
    path = file_with(tmp_path, packed.getvalue())
    assert path.stat().st_size < 10_000
    with pytest.raises(SourceUnusable, match="unpacks to more than 1 MB"):
        list(read_rows(path, ["a"], max_unpacked=1024 * 1024))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (b"1,2,3", Refusal(2, "", "The line has 3 values; the header announces 2.")),
        (b"1", Refusal(2, "", "The line has 1 values; the header announces 2.")),
        (b"1,x\0y", Refusal(2, "b", "The value holds a NUL character; text is expected.")),
        (
            b"1," + b"x" * 20_001,
            Refusal(2, "b", "The value has 20001 characters; at most 20000 are expected."),
        ),
    ],
)
def test_read_rows_refuses_a_line_and_goes_on(tmp_path, line, refusal):
    path = file_with(tmp_path, b"a,b\n" + line + b"\n5,6\n")
    assert list(read_rows(path, ["a"])) == [refusal, Row(3, {"a": "5", "b": "6"})]
