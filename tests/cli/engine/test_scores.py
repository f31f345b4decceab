"""`parvis engine scores` on CSV files of one's own."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app

REVIEWS = (
    "application,reviewer,score\n"
    "alba,ada,80\nboreal,ada,85\ncirrus,ada,90\ncirrus,bo,50\nboreal,bo,45\ndune,bo,55\ndune,cy,77\nalba,cy,61\n"
)


@pytest.fixture
def scores(tmp_path):
    """Runs the command on a text; answers the result and the rows of the files that were written."""

    def run(text, *options):
        path = tmp_path / "reviews.csv"
        path.write_text(text, encoding="utf-8")
        written = [tmp_path / "scores.csv", tmp_path / "people.csv"]
        arguments = ["scores", "--reviews", str(path), "--output", str(written[0]), *options]
        result = CliRunner().invoke(app, [one.format(people=written[1]) for one in arguments])
        return result, [_rows(one) if one.exists() else None for one in written]

    return run


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_applications_come_with_the_best_first(scores):
    result, (rows, _people) = scores(REVIEWS, "--top", "2", "--json")
    assert result.exit_code == 0, result.stderr
    assert list(rows[0]) == ["application", "reviews", "raw", "adjusted", "low", "high", "chance", "doubts"]
    assert [row["application"] for row in rows] == ["dune", "cirrus", "boreal", "alba"]
    adjusted = [float(row["adjusted"]) for row in rows]
    assert adjusted == sorted(adjusted, reverse=True)
    assert sum(float(row["chance"]) for row in rows) == pytest.approx(2, abs=0.001)
    assert [row["doubts"] for row in rows] == ["new_reviewer", "", "", "new_reviewer"]
    summary = json.loads(result.stdout)
    assert summary["seconds"] >= 0
    shares = sum(summary[f"share_{name}"] for name in ("quality", "leniency", "noise"))
    assert shares == pytest.approx(1, abs=0.002)
    counted = {name: summary[name] for name in ("applications", "reviewers", "reviews", "doubtful", "bad_lines")}
    assert counted == {"applications": 4, "reviewers": 3, "reviews": 8, "doubtful": 2, "bad_lines": 0}


def test_reviewers_are_written_when_asked_for(scores):
    result, (rows, people) = scores(REVIEWS, "--reviewers", "{people}")
    assert result.exit_code == 0, result.stderr
    assert {row["chance"] for row in rows} == {""}
    assert [(row["reviewer"], row["reviews"]) for row in people] == [("ada", "3"), ("bo", "3"), ("cy", "2")]
    assert float(people[1]["leniency"]) < 0 < float(people[0]["leniency"])
    assert float(people[0]["low"]) < float(people[0]["leniency"]) < float(people[0]["high"])


def test_a_bad_line_is_named_and_nothing_is_written(scores):
    result, (rows, _people) = scores(REVIEWS + "dune,ada,high\n")
    assert result.exit_code == 1
    assert "line 10: 'high' is not a number" in result.stderr
    assert rows is None
    result, (rows, _people) = scores(REVIEWS + "dune,ada,high\n", "--skip-bad")
    assert result.exit_code == 0
    assert len(rows) == 4


def test_a_file_without_a_review_is_refused(scores):
    result, (rows, _people) = scores("application,reviewer,score\n")
    assert result.exit_code == 1
    assert "holds no review" in result.stderr
    assert rows is None
