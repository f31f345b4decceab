"""`parvis engine fit-dedupe` learns from records of which the organisation is known."""

import csv
import json

import pytest
from typer.testing import CliRunner

from bench.register_records import records
from parvis.cli.engine import app
from parvis.engine.linkage.duplicates.models import read


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """A register with the organisation of each record, in two files."""
    folder = tmp_path_factory.mktemp("known")
    for number in (1, 2):
        with (folder / f"known{number}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "name", "city", "postcode", "siren", "cluster"))
            for row in records(400, number):
                writer.writerow([row[name] for name in ("id", "name", "city", "postcode", "siren", "truth")])
    return folder


def test_weights_are_written_and_used(known, tmp_path):
    weights = tmp_path / "weights.json"
    files = ("--records", known / "known1.csv", "--records", known / "known2.csv")
    result = run("fit-dedupe", *files, "--output", weights, "--json")
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert (summary["records"], summary["bad_lines"]) == (800, 0)
    assert summary["agreement"] > 0.9
    models = read(weights)
    assert models.about["training"] == "800 records of known1.csv, known2.csv"
    assert models.about["pairs"] == summary["pairs"] > 100
    used = run(
        "dedupe", "--records", known / "known1.csv", "--output", tmp_path / "out.csv", "--weights", weights, "--json"
    )
    assert 100 < json.loads(used.stdout)["clusters"] < 400


def test_records_that_teach_nothing_are_refused(tmp_path):
    (tmp_path / "known.csv").write_text("id,name,cluster\n1,CHU de Nice,a\n2,Ifremer,b\n", encoding="utf-8")
    result = run("fit-dedupe", "--records", tmp_path / "known.csv", "--output", tmp_path / "weights.json")
    assert result.exit_code == 1
    assert "need some that are the same organisation" in result.stderr
    assert not (tmp_path / "weights.json").exists()


def test_a_line_without_a_cluster_is_a_bad_one(tmp_path):
    (tmp_path / "known.csv").write_text("id,name,cluster\n1,CHU de Nice,\n", encoding="utf-8")
    result = run("fit-dedupe", "--records", tmp_path / "known.csv", "--output", tmp_path / "weights.json")
    assert result.exit_code == 1
    assert "line 2: cluster is empty" in result.stderr
