import gzip
import json

import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.objects import MAX_OBJECT, PIECE, read_objects
from parvis.domain.registers.reading import Row


def file_with(tmp_path, content):
    path = tmp_path / "file.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(tmp_path, content, *within):
    return [
        (item.line, item.values if isinstance(item, Row) else item.message)
        for item in read_objects(file_with(tmp_path, content), within)
    ]


def test_a_list_gives_its_objects_with_their_lines(tmp_path):
    assert found(tmp_path, '\ufeff[\n  {"a": 1},\n\n  {"a":\n 2}\n]\n') == [(2, {"a": 1}), (4, {"a": 2})]


def test_objects_one_a_line_are_read_one_by_one(tmp_path):
    assert found(tmp_path, '{"a": 1}\n{"a": [2]}\n', "b") == [(1, {"a": 1}), (2, {"a": [2]})]


def test_a_list_inside_of_an_object_is_found_by_its_name(tmp_path):
    content = '{"kind": {"entry": [9]}, "total": 2,\n"entry": [\n{"a": 1},\n{"a": 2}], "link": []}'
    assert found(tmp_path, content, "entry") == [(3, {"a": 1}), (4, {"a": 2})]


def test_files_longer_than_a_piece_are_read_whole(tmp_path):
    rows = [{"n": n, "text": "é" * 1000} for n in range(PIECE // 500)]
    content = json.dumps(rows, ensure_ascii=False, indent=1).encode()
    assert len(content) > 2 * PIECE
    for packed in (content, gzip.compress(content)):
        assert [row.values for row in read_objects(file_with(tmp_path, packed))] == rows


def test_what_is_no_object_is_refused_with_its_line(tmp_path):
    (first, second) = read_objects(file_with(tmp_path, '[{"a": 1},\n "b"]'))
    assert (first.line, second) == (1, Refusal(2, "", "An object with the fields of the register is expected here."))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file holds no records."),
        ("[]", "The file holds no records."),
        ("nothing", "Line 1: this is not JSON"),
        ('[{"a": 1},\n{"a": }]', "Line 2: this is not JSON"),
        ('[{"a": 1},\n{"a"', "Line 2: this is not JSON, or the file ends too early."),
        ('[{"a": 1}\n{"a": 2}]', "Line 2: this is not JSON"),
        ("{1: 2}", "Line 1: this is not JSON"),
        (b'[{"a": "\xe9"}]', "The file is not UTF-8 from line 1 on."),
        ("[" * 100_000, "Line 1: this is not JSON"),
        ('[{"a": "' + "x" * (MAX_OBJECT + 2 * PIECE) + '"}]', "The record on line 1 is longer than"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line(tmp_path, content, sentence):
    with pytest.raises(SourceUnusable) as raised:
        list(read_objects(file_with(tmp_path, content)))
    assert sentence in str(raised.value)


def test_a_bomb_is_not_unpacked(tmp_path):
    packed = gzip.compress(b"[" + b'{"a": 1},' * 500_000)
    with pytest.raises(SourceUnusable, match="unpacks to more than 1 MB"):
        list(read_objects(file_with(tmp_path, packed), max_unpacked=1024 * 1024))
