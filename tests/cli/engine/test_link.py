"""`parvis engine link` on CSV files of one's own."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app
from tests.support.process import parvis

REFERENCE = (
    "id,name,aliases,acronyms,city,parents,finess,colour\n"
    "lille,Université de Lille,Lille University|Universität Lille,ULille,Lille,,,blue\n"
    "cnrs,Centre national de la recherche scientifique,,CNRS,Paris,,,red\n"
    "dijon,Centre hospitalier universitaire de Dijon,,,Dijon,,210780581,red\n"
)
RECORDS = (
    'id,name,city,finess\n1,"Université de Lille, CNRS",,\n2,CHU DIJON,21079 DIJON CEDEX,\n3,Mairie de Brest,Brest,\n'
)


@pytest.fixture
def link(tmp_path):
    """Runs the command on these texts; answers the result and the rows that were written, or None."""

    def run(records=RECORDS, reference=REFERENCE, *options):
        (tmp_path / "records.csv").write_bytes(records if isinstance(records, bytes) else records.encode())
        (tmp_path / "reference.csv").write_text(reference, encoding="utf-8")
        output = tmp_path / "links.csv"
        names = ("--records", tmp_path / "records.csv", "--reference", tmp_path / "reference.csv", "--output", output)
        result = CliRunner().invoke(app, ["link", *map(str, names), *options])
        if not output.exists():
            return result, None
        with output.open(encoding="utf-8", newline="") as file:
            return result, list(csv.DictReader(file))

    return run


def test_each_organisation_that_a_record_names(link):
    result, rows = link()
    assert result.exit_code == 0, result.stderr
    assert list(rows[0]) == ["id", "reference_id", "score", "explanation"]
    assert {(row["id"], row["reference_id"]) for row in rows} == {("1", "lille"), ("1", "cnrs"), ("2", "dijon")}
    assert all(0.5 <= float(row["score"]) <= 1 and row["explanation"] for row in rows)


def test_best_keeps_one_a_record(link):
    _result, rows = link(RECORDS, REFERENCE, "--best")
    assert [row["id"] for row in rows] == ["1", "2"]


def test_threshold_is_kept(link):
    _result, all_rows = link(RECORDS, REFERENCE, "--threshold", "0")
    _result, sure = link(RECORDS, REFERENCE, "--threshold", "0.99")
    assert len(sure) < len(all_rows)
    assert all(float(row["score"]) >= 0.99 for row in sure)


def test_summary_as_json(link):
    result, rows = link(RECORDS, REFERENCE, "--json")
    summary = json.loads(result.stdout)
    assert (summary["records"], summary["reference"], summary["linked"]) == (3, 3, 2)
    assert (summary["links"], summary["bad_lines"], summary["threshold"]) == (len(rows), 0, 0.5)


def test_explanations_in_french(link):
    _result, rows = link(RECORDS, REFERENCE, "--language", "fr", "--best")
    assert "les deux sont à Dijon" in rows[1]["explanation"]
    assert "\u00a0; " in rows[1]["explanation"]


def test_identifiers_decide(link):
    records = "id,name,finess\n1,Something else,210780581\n2,CHU Dijon,999999999\n"
    _result, rows = link(records)
    assert [(row["id"], row["reference_id"]) for row in rows] == [("1", "dijon")]
    assert rows[0]["explanation"].startswith("FINESS 210780581 is the same on both sides")


def test_lines_with_the_same_reference_are_one_organisation(link):
    reference = (
        "id,name,city\na,University of Somewhere,\na,Université de Rouen Normandie,Rouen\nb,Université de Caen,Caen\n"
    )
    result, rows = link("id,name\n1,Université de Rouen Normandie\n", reference, "--json")
    assert json.loads(result.stdout)["reference"] == 2
    assert [row["reference_id"] for row in rows] == ["a"]


@pytest.mark.parametrize(
    ("records", "line", "reason"),
    [
        ("id,name\n1,\n2,CHU Dijon\n", 2, "name is empty"),
        ("id,name\n1,CHU Dijon\n1,CHU Lyon\n", 3, "the id 1 stands on line 2 already, with another name"),
        ('id,name\n1,"CHU\nDijon"\n2,CHU,Dijon\n', 4, "3 cells where the header has 2"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(link, records, line, reason):
    result, rows = link(records)
    assert (result.exit_code, rows) == (1, None)
    assert f"records.csv, line {line}: {reason}" in result.stderr


def test_a_line_that_stands_there_twice_is_one_record(link):
    result, rows = link("id,name,finess\n1,Something else,\n1,Something else,210780581\n", REFERENCE, "--json")
    assert json.loads(result.stdout)["records"] == 1
    assert [row["reference_id"] for row in rows] == ["dijon"]


def test_bad_lines_can_be_skipped(link):
    result, rows = link("id,name,city\n1,,\n\n2,CHU Dijon,Dijon\n", REFERENCE, "--skip-bad", "--json")
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == ["2"]
    assert json.loads(result.stdout)["bad_lines"] == 1


def test_many_bad_lines_are_counted(link):
    result, _rows = link("id,name\n" + "".join(f"{number},\n" for number in range(30)))
    assert "… and 10 more" in result.stderr
    assert "30 bad lines, so nothing was written" in result.stderr


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ("id,nom\n1,CHU\n", "has no column name; its first line must name id, name"),
        ("", "has no column id, name"),
        ("id,name,city,city\n1,CHU,a,b\n", "has two columns named city"),
        (b"id,name\n1,H\xf4pital\n", "is not in UTF-8"),
        ('id,name\n1,"CHU\n', "is no CSV file"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(link, records, sentence):
    result, rows = link(records)
    assert (result.exit_code, rows) == (2, None)
    assert sentence in result.stderr


def test_files_with_no_rows_have_no_links(link):
    assert link("id,name\n")[1] == []
    assert link(RECORDS, "id,name\n")[1] == []


def test_other_wrong_options(link, tmp_path):
    assert "--language de is not one of en, fr" in link(RECORDS, REFERENCE, "--language", "de")[0].stderr
    assert "w.json" in link(RECORDS, REFERENCE, "--weights", str(tmp_path / "w.json"))[0].stderr


def test_what_cannot_be_read_or_written_is_said(tmp_path):
    (tmp_path / "r.csv").write_text(RECORDS)
    run = CliRunner().invoke
    missing = ["link", "--records", str(tmp_path / "no.csv"), "--reference", str(tmp_path / "r.csv"), "--output", "x"]
    assert "no.csv cannot be read: No such file" in run(app, missing).stderr
    nowhere = str(tmp_path / "no" / "links.csv")
    writing = [
        "link",
        "--records",
        str(tmp_path / "r.csv"),
        "--reference",
        str(tmp_path / "r.csv"),
        "--output",
        nowhere,
    ]
    assert "links.csv cannot be written" in run(app, writing).stderr


def test_the_command_needs_no_instance(tmp_path):
    (tmp_path / "r.csv").write_text(REFERENCE, encoding="utf-8-sig")
    files = ("--records", tmp_path / "r.csv", "--reference", tmp_path / "r.csv", "--output", tmp_path / "links.csv")
    done = parvis(tmp_path, "engine", "link", *map(str, files))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "links.csv").read_text().startswith("id,reference_id,score,explanation\n")
