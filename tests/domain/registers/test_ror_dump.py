"""ROR's dump in its schema 2: the same facts as from the flattened file."""

import json

import pytest

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.importers import ror, ror_dump
from parvis.domain.registers.layouts import layout_of
from parvis.domain.registers.registry import NoOrganisation, importers
from parvis.domain.sources.services.parsing import parse
from tests.domain.sources.support import row_of, rows_of


def parts(row, column):
    return [part for part in row[column].split("|") if part]


def as_dumped(row, country="FR"):
    """The record of the dump that the flattened row was made of."""
    names = [{"lang": None, "types": ["acronym"], "value": text} for text in parts(row, "acronyms")]
    names += [
        {"lang": "fr", "types": ["ror_display", "label"] if text == row["name"] else ["label"], "value": text}
        for text in dict.fromkeys([*parts(row, "aliases"), row["name"]])
    ]
    numbers = [
        {"type": kind, "all": parts(row, kind), "preferred": parts(row, kind)[0]}
        for kind in ("fundref", "grid", "isni", "wikidata")
        if row[kind]
    ]
    details = {"country_code": country, "country_name": "France", "continent_code": "EU", "name": row["city"]}
    details |= {"lat": float(row["lat"]), "lng": float(row["lng"]), "country_subdivision_name": row["region"]}
    ties = [{"id": number, "label": "whole", "type": "parent"} for number in parts(row, "parents")]
    return {
        "admin": {"created": {"date": "2018-11-14", "schema_version": "1.0"}},
        "domains": [],
        "established": 1964,
        "external_ids": numbers,
        "id": row["ror"],
        "links": [
            {"type": "wikipedia", "value": "http://en.wikipedia.org/wiki/Example"},
            {"type": "website", "value": row["website"]},
        ],
        "locations": [{"geonames_details": details, "geonames_id": 2988507}],
        "names": names,
        "relationships": [*ties, {"id": "https://ror.org/05f82e368", "label": "part", "type": "child"}],
        "status": row["status"],
        "types": parts(row, "types"),
    }


def dump(tmp_path, records):
    path = tmp_path / "v2.1-ror-data.json"
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "row", [row for row in rows_of("ror") if row["status"] != "withdrawn"], ids=lambda r: r["name"]
)
def test_the_dump_says_what_the_flattened_file_says(row):
    dumped, flat = ror_dump.read(as_dumped(row)), ror.read(row)
    assert (set(dumped.names), dumped.parents) == (set(flat.names), flat.parents)
    assert {**dumped.to_json(), "names": []} == {**flat.to_json(), "names": []}


def test_other_countries_and_withdrawn_records_bring_nothing():
    row = row_of("ror", name="Inserm")
    for record, reason in (
        (as_dumped(row, country="DE"), "abroad"),
        (as_dumped(row_of("ror", status="withdrawn"), country="DE"), "withdrawn"),
    ):
        with pytest.raises(NoOrganisation) as raised:
            ror_dump.read(record)
        assert raised.value.reason == reason
    assert ror_dump.read(as_dumped(row, country="RE")).key == "02vjkv261"


def test_the_file_is_known_by_its_content_and_its_lines_are_named(tmp_path):
    good = as_dumped(row_of("ror", name="Inserm"))
    path = dump(tmp_path, [good, {**good, "id": "https://ror.org/02vjkv262"}, {**good, "names": "Inserm"}, 7])
    parsed = parse(importers.get("ror"), path, None, lambda *_: None)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert (len(parsed.records), parsed.records[0].line, parsed.read) == (1, 2, 4)
    assert [refusal.column for refusal in parsed.refused] == ["ror", "name", ""]
    assert all(lines[refusal.line - 1] in ("  {", "  7") for refusal in parsed.refused)
    assert isinstance(parsed.refused[0], Refusal)


def test_a_record_without_what_it_needs_is_refused():
    for change, column in (({"id": None}, "ror"), ({"status": "alive"}, "status"), ({"names": []}, "name")):
        with pytest.raises(SourceRecordError) as raised:
            ror_dump.read({**as_dumped(row_of("ror", name="Inserm")), **change})
        assert raised.value.column == column


def test_the_flattened_file_is_still_read(tmp_path):
    path = tmp_path / "ror.csv"
    path.write_text("ror,status\n", encoding="utf-8")
    assert layout_of(importers.get("ror"), path).read is ror.read
