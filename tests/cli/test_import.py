import pytest
from typer.testing import CliRunner

from parvis.cli import app
from parvis.demo.people import PEOPLE
from tests.domain.sources.support import DATA, territories


@pytest.fixture
def parvis(db):
    territories()
    return lambda *arguments: CliRunner().invoke(app, ["import", *map(str, arguments)])


def test_import_says_what_came_of_it_and_that_a_second_run_changes_nothing(parvis):
    first = parvis("hospitals", DATA / "hospitals.csv")
    assert (first.exit_code, "6  new organisations" in first.stdout) == (0, True)
    second = parvis("hospitals", DATA / "hospitals.csv")
    assert (second.exit_code, second.stdout) == (0, "hospitals.csv: 6 rows read, nothing has changed.\n")


def test_import_names_the_refused_line_and_writes_a_report(parvis, tmp_path):
    bad, report = tmp_path / "bad.csv", tmp_path / "report.csv"
    bad.write_text((DATA / "hospitals.csv").read_text().replace("750803447", "750803448"))
    result = parvis("hospitals", bad, "--report", report)
    assert result.exit_code == 1
    assert "column finess_et: This is not a FINESS number" in result.stderr
    assert report.read_text().splitlines()[0] == "file,line,column,message"
    assert parvis("hospitals", bad, "--skip-bad").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nope", "x.csv"), "there is no register named 'nope'"),
        (("ror", "nowhere.csv"), "nowhere.csv is not a file"),
        (("ror", DATA / "hospitals.csv"), "These columns are missing"),
    ],
)
def test_import_refuses_with_a_sentence(parvis, arguments, sentence):
    result = parvis(*arguments)
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_the_demo_has_one_account_for_each_role():
    assert len({person.email for person in PEOPLE}) == len(PEOPLE) == 10
