"""`parvis engine spark-pairs`: what it refuses, and that it runs."""

import importlib.util
import json
import shutil

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app
from parvis.engine.linkage.spark.session import missing
from tests.support.process import parvis

NAMES = ("--records", "records.parquet", "--output", "pairs.parquet")


def refusal(*options):
    result = CliRunner().invoke(app, ["spark-pairs", *NAMES, *options])
    assert result.exit_code == 2
    return result.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert refusal() == (
        "parvis: linking on Spark needs pyspark, splink, pandas, pyarrow: pip install 'parvis[spark]'.\n"
    )


def test_without_java_it_says_so(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "needs Java 17 or newer" in refusal()


@pytest.mark.parametrize("setting", ["spark.executor.memory", "memory=8g"])
def test_what_is_no_setting_of_spark_is_refused(setting):
    assert f"--set {setting} is no setting of Spark" in refusal("--set", setting)


@pytest.mark.spark
def test_it_refuses_before_it_starts_spark(tmp_path, monkeypatch):
    if missing():
        pytest.skip(missing())
    monkeypatch.chdir(tmp_path)
    assert "--scratch must name a folder" in refusal("--master", "spark://host:7077")
    assert "does not hold the chances" in refusal("--weights", __file__)
    (tmp_path / "pairs.parquet").mkdir()
    assert "is there already" in refusal()


@pytest.mark.spark
def test_it_writes_pairs_and_says_how_many(tmp_path):
    if missing():
        pytest.skip(missing())
    import pyarrow as pa
    from pyarrow import parquet

    rows = [
        {"id": "1", "name": "CHU de Dijon", "city": "Dijon", "finess": "210000001"},
        {"id": "2", "name": "Centre hospitalier universitaire", "city": "Dijon", "finess": "210000001"},
        {"id": "3", "name": "Ifremer", "city": "Brest", "finess": ""},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "records.parquet")
    names = ("--records", tmp_path / "records.parquet", "--output", tmp_path / "pairs")
    few = ("--set", "spark.sql.shuffle.partitions=1", "--set", f"spark.local.dir={tmp_path}")
    result = parvis(tmp_path, "engine", "spark-pairs", *map(str, names), "--master", "local[1]", *few, "--json")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert (summary["records"], summary["pairs"]) == (3, 1)
    assert list(summary["steps"]) == ["read", "texts", "count", "keys", "pairs", "weigh"]
    (found,) = parquet.read_table(tmp_path / "pairs").to_pylist()
    assert (found["left"], found["right"], found["number"]) == ("1", "2", "agrees")
