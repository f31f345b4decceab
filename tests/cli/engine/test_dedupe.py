"""`parvis engine dedupe` on a CSV file of one's own."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app
from tests.support.process import parvis

RECORDS = (
    "id,name,city,postcode,siret,colour\n"
    "z9,Centre hospitalier universitaire de Dijon,Dijon,21000,,red\n"
    "b,Institut Paoli-Calmettes,Marseille,13009,,\n"
    "a,CHU DIJON,21079 DIJON CEDEX,,,blue\n"
    "c,Ifremer,Brest,,,\n"
    "d,INSTITUT PAOLI CALMETES,MARSEILLE CEDEX 09,13273,,\n"
)


@pytest.fixture
def dedupe(tmp_path):
    """Runs the command on this text; answers the result and the rows that were written, or None."""

    def run(records=RECORDS, *options):
        (tmp_path / "records.csv").write_text(records, encoding="utf-8")
        output = tmp_path / "clusters.csv"
        names = ("--records", tmp_path / "records.csv", "--output", output)
        result = CliRunner().invoke(app, ["dedupe", *map(str, names), *options])
        if not output.exists():
            return result, None
        with output.open(encoding="utf-8", newline="") as file:
            return result, list(csv.DictReader(file))

    return run


def test_each_record_has_a_line_in_its_order_with_the_first_of_its_cluster(dedupe):
    result, rows = dedupe()
    assert result.exit_code == 0, result.stderr
    assert list(rows[0]) == ["id", "cluster", "score"]
    assert [(row["id"], row["cluster"]) for row in rows] == [
        ("z9", "a"),
        ("b", "b"),
        ("a", "a"),
        ("c", "c"),
        ("d", "b"),
    ]
    assert all(0.5 < float(row["score"]) <= 1 for row in rows)


def test_the_order_of_the_lines_makes_no_difference(dedupe):
    head, *lines = RECORDS.splitlines(keepends=True)
    _result, rows = dedupe()
    _result, other = dedupe(head + "".join(reversed(lines)))
    assert sorted(row.items() for row in map(dict, rows)) == sorted(row.items() for row in map(dict, other)) or (
        sorted(map(str, rows)) == sorted(map(str, other))
    )


def test_the_summary_is_json(dedupe):
    result, _rows = dedupe(RECORDS, "--json")
    summary = json.loads(result.stdout)
    assert summary.pop("seconds") >= 0
    assert summary.pop("pairs_compared") >= 2
    assert summary == {
        "records": 5,
        "clusters": 3,
        "of_several": 2,
        "largest": 2,
        "bad_lines": 0,
        "threshold": 0.5,
    }


def test_a_file_without_records(dedupe):
    result, rows = dedupe("id,name\n", "--json")
    assert (result.exit_code, rows) == (0, [])
    assert json.loads(result.stdout)["clusters"] == 0


def test_a_bad_line_is_named_and_nothing_is_written(dedupe):
    result, rows = dedupe(f"{RECORDS}a,CHU de Nice,Nice,,,\ne,,Nice,,,\n")
    assert (result.exit_code, rows) == (1, None)
    assert "line 7: the id a stands on line 4 already" in result.stderr
    assert "line 8: name is empty" in result.stderr


def test_bad_lines_are_left_out_when_that_is_asked_for(dedupe):
    result, rows = dedupe(f"{RECORDS}e,,Nice,,,\n", "--skip-bad", "--json")
    assert len(rows) == 5
    assert json.loads(result.stdout)["bad_lines"] == 1


@pytest.mark.parametrize("threshold", ["0", "1", "1.5"])
def test_a_threshold_that_is_no_probability_is_refused(dedupe, threshold):
    result, rows = dedupe(RECORDS, "--threshold", threshold)
    assert (result.exit_code, rows) == (2, None)
    assert "--threshold is above 0 and below 1" in result.stderr


@pytest.mark.parametrize(("text", "says"), [("{}", "does not hold the models"), (None, "No such file")])
def test_weights_that_cannot_be_read_are_refused(dedupe, tmp_path, text, says):
    if text:
        (tmp_path / "other.json").write_text(text)
    result, rows = dedupe(RECORDS, "--weights", str(tmp_path / "other.json"))
    assert (result.exit_code, rows) == (2, None)
    assert says in result.stderr


def test_the_command_needs_no_settings_and_no_database(tmp_path):
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    done = parvis(
        tmp_path, "engine", "dedupe", "--records", tmp_path / "records.csv", "--output", tmp_path / "clusters.csv"
    )
    assert done.returncode == 0, done.stderr
    assert "records 5, clusters 3" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".csv"] == []
