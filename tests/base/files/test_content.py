"""Telling what a file is."""

import pytest

from parvis.base.files.services.content import content_type_of, is_text
from parvis.core.errors import InvalidInput


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name;city\n", True),
        ("nom;ville\nété;Besançon\n".encode(), True),
        ("nom;ville\nété;Besançon\n".encode("cp1252"), True),
        ("é".encode()[:1], True),
        ("a;é".encode()[:-1], True),
        (b"", True),
        (b"\x00\x01", False),
        (b"a\x02b", False),
        (b"\x81\x81\x81\x81\x81", False),
    ],
)
def test_is_text(data, expected):
    assert is_text(data) == expected


@pytest.mark.parametrize(
    ("head", "name", "allowed", "expected"),
    [
        (b"BMW,1\n", "cars.CSV", {"text/csv"}, "text/csv"),
        (b'{"a": 1}', "a.json", {"application/json", "text/csv"}, "application/json"),
        (b"\x1f\x8b\x08\x00" + b"0" * 20, "a.csv.gz", {"application/gzip"}, "application/gzip"),
        (b"%PDF-1.7\n", "a.pdf", {"application/pdf"}, "application/pdf"),
    ],
)
def test_content_type_of(head, name, allowed, expected):
    assert content_type_of(head, name, frozenset(allowed)) == expected


def test_a_refusal_says_what_can_be_taken():
    with pytest.raises(InvalidInput, match=r"CSV, PDF\."):
        content_type_of(b"?", "a", frozenset({"text/csv", "application/pdf"}))
