"""Where facts come from."""

import datetime as dt

import pytest
import time_machine

from parvis.domain.directory import provenance
from parvis.domain.directory.provenance import FieldSource


@time_machine.travel("2026-11-23 12:00")
def test_what_a_person_wrote_wins_and_is_dated():
    stored = provenance.with_source({}, ["address"], FieldSource("ror", dt.date(2023, 1, 2)))
    assert stored == {"address": {"source": "ror", "on": "2023-01-02"}}
    assert not provenance.human_wins(stored, "address")
    stored = provenance.with_source(stored, ["address", "name"], provenance.human(12))
    assert stored["address"] == {"source": "human", "on": "2026-11-23", "by": 12}
    assert provenance.human_wins(stored, "address")
    assert provenance.source_of(stored, "name") == FieldSource("human", dt.date(2026, 11, 23), 12)
    assert provenance.source_of(stored, "city") is None


def test_removed_rows_are_remembered_until_written_again():
    stored = provenance.with_removed({"name": {"source": "ror"}}, "names", gone=["alias:Old"], back=[])
    assert provenance.was_removed(stored, "names", "alias:Old")
    assert not provenance.was_removed(stored, "links", "alias:Old")
    stored = provenance.with_removed(stored, "names", gone=[], back=["alias:Old"])
    assert stored == {"name": {"source": "ror"}}


@pytest.mark.parametrize(
    ("part", "row", "key"),
    [
        ("names", {"kind": "alias", "text": "Old"}, "alias:Old"),
        ("identifiers", {"scheme": "siren", "value": "552100554"}, "siren:552100554"),
        ("links", {"url": "https://example.org"}, "https://example.org"),
        ("parents", {"kind": "part", "parent_id": 3}, "part:3"),
    ],
)
def test_row_key(part, row, key):
    assert provenance.row_key(part, row) == key


@time_machine.travel("2026-11-23 12:00")
@pytest.mark.parametrize(
    ("on", "confirmed", "old"),
    [
        (None, None, False),
        (dt.date(2026, 1, 1), None, False),
        (dt.date(2020, 1, 1), None, True),
        (dt.date(2020, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), False),
        (dt.date(2020, 1, 1), dt.datetime(2021, 1, 1, tzinfo=dt.UTC), True),
    ],
)
def test_is_old(on, confirmed, old):
    assert provenance.is_old(on, confirmed_at=confirmed) is old
