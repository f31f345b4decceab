"""`parvis engine recommend` and `fit-recommend` on CSV files of one's own."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app
from tests.engine.recommend.conftest import world
from tests.support.process import parvis

PARTICIPATIONS = (
    "project,organisation,year,colour\n"
    + "".join(f"p{year},{name},{year},red\n" for year in (2014, 2015, 2016) for name in ("chu", "lab", f"firm{year}"))
    + "q,lab,2017-05-01,red\nq,clinic,2017-05-01,red\n"
)
PROJECTS = "project,year,terms,programme\np2014,2014,imagerie|cœur,CE19\nq,2017,sommeil,CE17\n"
ORGANISATIONS = (
    "organisation,name,city,region,kind,terms,parents\n"
    "chu,CHU de Lyon,Lyon,Auvergne-Rhône-Alpes,Hôpital,,\n"
    "lab,Labo du sommeil,Lyon,Auvergne-Rhône-Alpes,Laboratoire,sommeil,\n"
    "dodo,Dodo,Lyon,,PME,Le sommeil des enfants,\n"
)
QUERIES = "query,organisation,terms,programme\n1,chu,,\n2,dodo,,\n3,chu,sommeil,CE17\n"


@pytest.fixture
def recommend(tmp_path):
    """Runs the command on these texts; answers the result and the rows that were written, or None."""

    def run(*options, queries=QUERIES, participations=PARTICIPATIONS, projects=PROJECTS, organisations=ORGANISATIONS):
        texts = {"participations": participations, "projects": projects, "organisations": organisations}
        arguments = []
        for name, text in (texts | {"queries": queries}).items():
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
                arguments += [f"--{name}", str(tmp_path / f"{name}.csv")]
        output = tmp_path / "suggestions.csv"
        result = CliRunner().invoke(app, ["recommend", *arguments, "--output", str(output), *options])
        if not output.exists():
            return result, None
        with output.open(encoding="utf-8", newline="") as file:
            return result, list(csv.DictReader(file))

    return run


def test_each_query_gets_partners_with_reasons(recommend):
    result, rows = recommend("--top", "3")
    assert result.exit_code == 0, result.stderr
    assert list(rows[0]) == ["query", "rank", "organisation", "score", "explanation"]
    assert [(row["query"], row["rank"]) for row in rows] == [(q, r) for q in "123" for r in "123"]
    assert rows[0]["organisation"] == "lab"
    assert "three projects together, the last in 2016" in rows[0]["explanation"]
    assert rows[3]["organisation"] == "lab"
    assert all(row["explanation"] and 0 <= float(row["score"]) <= 1 for row in rows)


def test_explanations_in_french(recommend):
    _result, rows = recommend("--language", "fr")
    assert "trois projets ensemble, le dernier en 2016" in rows[0]["explanation"]


def test_summary_as_json(recommend):
    result, rows = recommend("--json")
    summary = json.loads(result.stdout)
    assert (summary["organisations"], summary["projects"], summary["before"]) == (7, 4, 2018)
    assert (summary["queries"], summary["suggestions"], summary["without_suggestion"]) == (3, len(rows), 0)


def test_only_the_participations_are_needed(recommend):
    result, rows = recommend(queries="query,organisation\n1,chu\n", projects=None, organisations=None)
    assert result.exit_code == 0, result.stderr
    assert rows[0]["organisation"] == "lab"


@pytest.mark.parametrize(("text", "name"), [("none", "none"), ("ngrams", "n-grams"), ("sentences", "sentences")])
def test_profiles_are_compared_as_one_likes(recommend, text, name):
    result, _rows = recommend("--text", text, "--json")
    assert json.loads(result.stdout)["texts"] == name


def test_before_a_year_the_rest_is_not_read(recommend):
    result, rows = recommend("--before", "2016", "--json")
    assert json.loads(result.stdout)["before"] == 2016
    assert "clinic" not in {row["organisation"] for row in rows}
    assert "two projects together, the last in 2015" in rows[0]["explanation"]


def test_rules_of_choice(recommend, tmp_path):
    assert recommend("--only-new")[1][0]["organisation"] != "lab"
    (tmp_path / "excluded.csv").write_text("excluded,organisation\nlab,chu\nclinic,\n")
    _result, rows = recommend("--exclude", str(tmp_path / "excluded.csv"))
    assert "clinic" not in {row["organisation"] for row in rows}
    assert {row["query"] for row in rows if row["organisation"] == "lab"} == {"2"}
    _result, rows = recommend("--max-per-organisation", "1", "--diversity", "0.3")
    names = [row["organisation"] for row in rows]
    assert len(names) == len(set(names))


def test_a_newcomer_in_no_file_that_says_what_for_is_answered(recommend):
    _result, rows = recommend(queries="query,organisation,terms\n1,unheard of,sommeil\n")
    assert rows[0]["organisation"] in {"lab", "clinic"}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"participations": "project,organisation,year\np,a,soon\n"}, "participations.csv, line 2: year is 'soon'"),
        ({"participations": "project,organisation,year\np,a,0199\n"}, "line 2: year is '0199'"),
        ({"participations": "project,organisation,year\np,,2010\n"}, "line 2: organisation is empty"),
        ({"projects": "project,year\np,2010\np,2011\n"}, "projects.csv, line 3: p stands on line 2 already"),
        ({"projects": "project,year\np,20x0\n"}, "projects.csv, line 2: year is '20x0'"),
        ({"organisations": "organisation,name\na,A\na,B\n"}, "organisations.csv, line 3: a stands on line 2 already"),
        ({"queries": "query,organisation\n1,chu\n1,lab\n"}, "queries.csv, line 3: 1 stands on line 2 already"),
        (
            {"queries": "query,organisation\n1,nobody\n"},
            "queries.csv, line 2: the organisation nobody is in no other file, and the line has no terms or programme",
        ),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(recommend, files, sentence):
    result, rows = recommend(**files)
    assert (result.exit_code, rows) == (1, None)
    assert sentence in result.stderr


def test_bad_lines_can_be_skipped(recommend):
    result, rows = recommend("--skip-bad", "--json", queries="query,organisation\n1,chu\n2,nobody\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["bad_lines"] == 1
    assert {row["query"] for row in rows} == {"1"}


def test_other_wrong_options(recommend, tmp_path):
    assert "--language de is not one of en, fr" in recommend("--language", "de")[0].stderr
    assert "w.json" in recommend("--weights", str(tmp_path / "w.json"))[0].stderr
    assert "has no column year" in recommend(participations="project,organisation\np,a\n")[0].stderr


def test_weights_are_fitted_and_used(recommend, tmp_path):
    participations, projects, organisations = world()
    files = {
        "participations": [("project", "organisation", "year")]
        + [(one.project, one.organisation, one.year) for one in participations],
        "projects": [("project", "year", "terms", "programme")]
        + [(one.id, one.id[:4], one.terms, one.programme) for one in projects],
        "organisations": [("organisation", "name", "city", "kind", "terms")]
        + [(one.id, one.name, one.city, one.kind, one.terms) for one in organisations],
    }
    arguments = []
    for name, rows in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
        arguments += [f"--{name}", str(path)]
    weights = tmp_path / "weights.json"
    result = CliRunner().invoke(
        app, ["fit-recommend", *arguments, "--queries", "20", "--output", str(weights), "--json"]
    )
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["years"] == [2013, 2014, 2015, 2016, 2017]
    assert summary["queries"]["topic"] == 100
    found, rows = recommend(
        "--weights",
        str(weights),
        "--top",
        "3",
        participations=(tmp_path / "participations.csv").read_text(),
        queries="query,organisation,terms,programme\n1,g1-0,vaccin,P1\n",
    )
    assert found.exit_code == 0, found.stderr
    assert {row["organisation"][:2] for row in rows} == {"g1"}


def test_too_little_to_fit_is_refused(tmp_path):
    (tmp_path / "p.csv").write_text(PARTICIPATIONS)
    arguments = ["fit-recommend", "--participations", str(tmp_path / "p.csv"), "--output", str(tmp_path / "w.json")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "too few projects to learn from" in result.stderr
    assert not (tmp_path / "w.json").exists()


def test_the_command_needs_no_instance(tmp_path):
    (tmp_path / "p.csv").write_text(PARTICIPATIONS, encoding="utf-8-sig")
    (tmp_path / "q.csv").write_text("query,organisation\n1,chu\n")
    files = ("--participations", tmp_path / "p.csv", "--queries", tmp_path / "q.csv", "--output", tmp_path / "s.csv")
    done = parvis(tmp_path, "engine", "recommend", *map(str, files))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "s.csv").read_text().startswith("query,rank,organisation,score,explanation\n1,1,lab,")
