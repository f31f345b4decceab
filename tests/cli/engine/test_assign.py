"""`parvis engine assign` on CSV files of one's own."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app
from tests.support.process import parvis

SCORES = (
    "application,reviewer,score\nalba,ada,0.9\nalba,bo,0.5\nalba,cy,0.1\nboreal,ada,0.8\nboreal,bo,0.7\nboreal,cy,0.2\n"
)
ONE = ("--reviews", "1", "--max-load", "1")


@pytest.fixture
def assign(tmp_path):
    """Runs the command on these texts; answers the result and the rows that were written, or None."""

    def run(scores=SCORES, *options, **files):
        output = tmp_path / "assignment.csv"
        arguments = ["assign", "--output", str(output), *options]
        for name, text in {"scores": scores, **files}.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            arguments += [f"--{name}", str(path)]
        result = CliRunner().invoke(app, arguments)
        if not output.exists():
            return result, None
        with output.open(encoding="utf-8", newline="") as file:
            return result, [tuple(row.values()) for row in csv.DictReader(file)]

    return run


def test_the_best_assignment_is_written_with_its_proof(assign):
    result, rows = assign(SCORES, *ONE, "--json")
    assert result.exit_code == 0, result.stderr
    assert rows == [("alba", "ada", "0.9"), ("boreal", "bo", "0.7")]
    summary = json.loads(result.stdout)
    assert summary.pop("seconds") >= 0
    assert summary.pop("gap") < 1e-9
    assert summary == {
        "applications": 2,
        "reviewers": 3,
        "pairs": 2,
        "objective": 1.6,
        "upper_bound": 1.6,
        "optimal": True,
        "unfilled": 0,
        "largest_load": 1,
        "bad_lines": 0,
        "unfilled_places": [],
        "weakest": [{"application": "boreal", "score": 0.7}, {"application": "alba", "score": 0.9}],
    }


@pytest.mark.parametrize(
    "scores",
    [
        SCORES.partition("\n")[2],
        "score,colour,reviewer,application\n0.9,red,ada,alba\n0.5,,bo,alba\n0.8,, ada ,boreal\n\n0.7,,bo,boreal\n",
        "\ufeffApplication,Reviewer,Score\nalba,ada,.9\nboreal,ada,8e-1\nalba,bo,0.5\nboreal,bo,0.7\n",
    ],
    ids=["no header", "other order", "byte order mark"],
)
def test_the_header_may_be_missing_or_in_another_order(assign, scores):
    _result, rows = assign(scores, *ONE)
    assert rows == [("alba", "ada", "0.9"), ("boreal", "bo", "0.7")]


def test_conflicts_forbid_force_or_leave_free(assign):
    conflicts = "application,reviewer,constraint\nalba,ada,-1\nboreal,cy,1\nalba,cy,0\n"
    result, rows = assign(SCORES, *ONE, conflicts=conflicts)
    assert result.exit_code == 0, result.stderr
    assert rows == [("alba", "bo", "0.5"), ("boreal", "cy", "0.2")]


def test_fair_looks_first_at_the_worst_served(assign):
    scores = "alba,ada,1.0\nalba,bo,0.4\nboreal,ada,0.6\nboreal,bo,0.1\n"
    assert [row[1] for row in assign(scores, *ONE)[1]] == ["ada", "bo"]
    result, rows = assign(scores, *ONE, "--objective", "fair", "--json")
    assert [row[1] for row in rows] == ["bo", "ada"]
    summary = json.loads(result.stdout)
    assert (summary["floor"], summary["floor_bound"], summary["objective"], summary["optimal"]) == (0.4, 0.4, 1.0, True)


def test_an_earlier_assignment_is_kept(assign):
    _result, rows = assign(SCORES, *ONE, keep="application,reviewer,score\nalba,cy,0.1\n")
    assert rows == [("alba", "cy", "0.1"), ("boreal", "ada", "0.8")]


def test_places_that_stay_empty_are_told_with_the_reason(assign):
    conflicts = "alba,ada,-1\nalba,bo,-1\n"
    result, rows = assign(SCORES, "--reviews", "2", "--json", conflicts=conflicts)
    assert len(rows) == 3
    summary = json.loads(result.stdout)
    assert summary["unfilled"] == 1
    assert summary["unfilled_places"] == [
        {"application": "alba", "places": 1, "reason": "few_allowed", "allowed": 1},
    ]
    told, _rows = assign(SCORES, "--reviews", "2", conflicts=conflicts)
    assert "alba: 1 empty (few_allowed, 1 reviewers allowed)" in told.stderr


def test_many_empty_places_are_counted(assign):
    scores = "".join(f"a{number},ada,0.5\n" for number in range(30))
    result, _rows = assign(scores, *ONE)
    assert "… and 9 more" in result.stderr


def test_pairs_without_a_score_have_nought_or_are_left_out(assign):
    scores = "alba,ada,0.9\nboreal,bo,0.5\n"
    assert len(assign(scores, "--reviews", "2")[1]) == 4
    assert len(assign(scores, "--reviews", "2", "--only-scored")[1]) == 2


@pytest.mark.parametrize(
    ("scores", "conflicts", "said"),
    [
        (SCORES + "alba,ada,0.3\n", "", "scores.csv, line 8: the pair alba with ada stands on line 2 already"),
        (SCORES + "alba,dan,good\n", "", "scores.csv, line 8: 'good' is not a number"),
        (SCORES + "alba,dan,nan\n", "", "scores.csv, line 8: 'nan' is not a number"),
        (SCORES + "alba,ada\n", "", "scores.csv, line 8: 2 cells where there should be 3"),
        (SCORES + "alba,,1\n", "", "scores.csv, line 8: reviewer is empty"),
        (SCORES + ",ada,1\n", "", "scores.csv, line 8: application is empty"),
        (SCORES, "alba,ada,-1\nzed,ada,-1\n", "conflicts.csv, line 2: application zed has no score"),
        (SCORES, "alba,zed,1\n", "conflicts.csv, line 1: reviewer zed has no score"),
        (SCORES, "alba,ada,2\n", "conflicts.csv, line 1: constraint is 2; expected -1, 0 or 1"),
        (SCORES, "alba,ada,-1\nalba,ada,1\n", "conflicts.csv, line 2: the pair alba with ada stands on line 1 already"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(assign, scores, conflicts, said):
    files = {"conflicts": conflicts or "application,reviewer,constraint\n"}
    result, rows = assign(scores, **files)
    assert (result.exit_code, rows) == (1, None)
    assert said in result.stderr
    skipped, rows = assign(scores, "--skip-bad", "--json", **files)
    assert skipped.exit_code == 0
    assert json.loads(skipped.stdout)["bad_lines"] == 1
    assert len(rows) == 6 - conflicts.count("alba,ada,-1")


@pytest.mark.parametrize(
    ("options", "files", "said"),
    [
        (
            ("--max-load", "1"),
            {"conflicts": "alba,ada,1\nboreal,ada,1\nboreal,bo,-1\n"},
            (
                "conflicts.csv, line 1: alba with ada",
                "conflicts.csv, line 2: boreal with ada",
                "reviewer ada has 2 forced pairs and a maximal load of 1",
            ),
        ),
        (
            (),
            {"conflicts": "alba,ada,-1\n", "keep": "alba,ada,0.9\n"},
            (
                "conflicts.csv, line 1: alba with ada",
                "keep.csv, line 1: alba with ada",
                "is both forced and forbidden",
            ),
        ),
        (("--min-load", "7", "--max-load", "8"), {}, ("reviewer ada has a minimal load of 7, and 2 applications",)),
    ],
)
def test_contradictions_are_refused_with_their_lines(assign, options, files, said):
    result, rows = assign(SCORES, *options, **files)
    assert (result.exit_code, rows) == (1, None)
    for sentence in said:
        assert sentence in result.stderr


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ("application,reviewer\nalba,ada\n", "has no column score"),
        ("", "has no column application, reviewer, score"),
        (b"alba,ada,1\nb\xf4real,ada,1\n", "is not in UTF-8"),
        ('alba,"ada,1\n', "is no CSV file"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(assign, scores, sentence):
    result, rows = assign(scores)
    assert (result.exit_code, rows) == (2, None)
    assert sentence in result.stderr


def test_no_scores_are_no_assignment(assign):
    result, rows = assign("application,reviewer,score\n")
    assert (result.exit_code, rows) == (0, [])


def test_the_command_needs_no_instance(tmp_path):
    (tmp_path / "s.csv").write_text(SCORES)
    done = parvis(
        tmp_path, "engine", "assign", "--scores", str(tmp_path / "s.csv"), "--output", str(tmp_path / "a.csv")
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.csv").read_text().startswith("application,reviewer,score\nalba,ada,0.9\n")
    assert not (tmp_path / "data").exists()
