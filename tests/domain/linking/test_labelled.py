"""Files of judged pairs are read as they were written, and what cannot be used is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.errors import InvalidInput
from parvis.domain.linking import labelled
from parvis.domain.linking.labelled import COLUMNS, read_pairs
from parvis.faces.web.linking.exports import as_csv

HEADER = "left_id,left_name,right_id,right_name,same"
GOOD = "ror:a,CHU A,rnsr:b,Labo B,1"


def read(*lines, header=HEADER):
    return read_pairs("\n".join([header, *lines]).encode())


def row(**values):
    return [values.get(name, "") for name in COLUMNS]


def test_a_line_names_two_records_in_order():
    (line,) = read(GOOD).lines
    assert (line.number, line.left, line.right, line.same, line.who) == (2, "rnsr:b", "ror:a", True, "")
    assert line.names == ("Labo B", "CHU A")


def test_what_was_exported_is_read_back():
    values = {"left_id": "ror:a", "left_name": "=A", "left_aliases": "-a|b", "left_siren": "1|2", "left_city": "Lyon"}
    values |= {"right_id": "ror:b", "right_name": "B", "same": "0", "judged_by": "Ada", "reason": "Two towns"}
    (line,) = read_pairs("".join(as_csv([row(**values)])).encode()).lines
    assert line.left_record == {
        "name": "=A",
        "city": "Lyon",
        "aliases": ["-a", "b"],
        "identifiers": [["siren", "1"], ["siren", "2"]],
    }
    assert (line.right_record, line.same, line.who, line.reason) == ({"name": "B"}, False, "Ada", "Two towns")


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(lambda t: t[0] != "'"))
def test_any_name_comes_back(name):
    written = "".join(as_csv([row(left_id="ror:a", left_name=name, right_id="ror:b", right_name="B", same="1")]))
    (line,) = read_pairs(written.encode()).lines
    assert line.left_record["name"] == name


@pytest.mark.parametrize(("header", "line"), [(HEADER, GOOD), (HEADER.replace(",", ";"), GOOD.replace(",", ";"))])
def test_spreadsheets_may_have_saved_it(header, line):
    assert len(read_pairs(f"\ufeff{header}\r\n\r\n{line}\r\n".encode()).lines) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ror:a,A,rnsr:b,B", "4 cells instead of 5"),
        ("ror:a,A,rnsr:b,B,maybe", "“same” is “maybe”; 1 or 0 was expected"),
        ("ror:a,A,ror:a,A,1", "both sides are the same record"),
        ("ror,A,rnsr:b,B,1", "“ror” is no register and key, as in ror:05f82e368"),
        (f"ror:{'a' * 61},A,rnsr:b,B,1", f"“ror:{'a' * 56}” is no register and key, as in ror:05f82e368"),
        ("ror:a,,rnsr:b,B,1", "one side has no name"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line, why):
    found = read(GOOD, line)
    assert (len(found.lines), found.bad) == (1, [(3, why)])


def test_a_pair_counts_once_and_may_not_contradict_itself():
    found = read(GOOD, "rnsr:b,Labo B,ror:a,CHU A,yes", "rnsr:b,Labo B,ror:a,CHU A,no")
    assert len(found.lines) == 1
    assert found.bad == [(4, "line 2 says the opposite about the same two")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no column left_id, left_name, right_id, right_name, same"),
        (HEADER.replace(",same", "").encode(), "no column same"),
        ("é".encode("latin-1"), "not a text in UTF-8"),
        (b"a\0b", "not a text in UTF-8"),
        (f'{HEADER}\n{GOOD}\n"{"x" * 200_000}'.encode(), "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_of_pairs_is_refused(content, why):
    with pytest.raises(InvalidInput, match=why):
        read_pairs(content)


def test_a_file_may_not_be_endless(monkeypatch):
    monkeypatch.setattr(labelled, "MOST_LINES", 1)
    with pytest.raises(InvalidInput, match="At most 1 lines"):
        read(GOOD, "ror:a,A,rnsr:c,C,1")
