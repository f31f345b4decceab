import pytest
from typer.testing import CliRunner

from parvis.cli import app
from parvis.demo.people import PEOPLE
from parvis.domain.directory.models import Organisation
from parvis.domain.needs.models import Opportunity
from parvis.domain.sources.models import ImportRun, SavedMapping
from tests.domain.projects.support import COORDINATOR, PARTNER
from tests.domain.projects.support import files as project_files
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


def test_a_file_is_staged_applied_and_rolled_back(parvis):
    staged = parvis("hospitals", DATA / "hospitals.csv", "--stage", "--as-of", "2024-01-31")
    run = ImportRun.objects.get()
    assert (staged.exit_code, f"staged as import {run.pk}" in staged.stdout) == (0, True)
    assert parvis("--runs").stdout == f"{run.pk}\tto be checked\thospitals\t2024-01-31\thospitals.csv\t6 new\n"
    applied = parvis("--apply", run.pk)
    assert (applied.exit_code, "6  new organisations" in applied.stdout) == (0, True)
    asked = parvis("--rollback", run.pk)
    assert (asked.exit_code, "6 records go" in asked.stdout, Organisation.objects.count()) == (1, True, 6)
    assert parvis("--rollback", run.pk, "--yes").exit_code == 0
    assert not Organisation.objects.exists()
    assert parvis("--apply", run.pk).exit_code == 0


def test_a_table_of_ones_own_is_imported_by_the_number_of_its_mapping(parvis, tmp_path):
    columns = {"Nom": "name", "Ville": "city"}
    mapping = SavedMapping.objects.create(name="Our list", columns=columns, kind="company", is_ready=True)
    table = tmp_path / "list.csv"
    table.write_bytes("Ville;Nom;Note\nParis;Société Lilas;à voir\n".encode("cp1252"))
    result = parvis(f"own-{mapping.pk}", table)
    assert (result.exit_code, "1  new organisations" in result.stdout) == (0, True)
    assert Organisation.objects.get().name == "Société Lilas"
    assert "there is no register named 'own-999'" in parvis("own-999", table).stderr


def test_apply_says_when_something_else_would_come_of_it(parvis):
    parvis("hospitals", DATA / "hospitals.csv", "--stage")
    first = ImportRun.objects.get()
    parvis("hospitals", DATA / "hospitals.csv", "--as-of", "2024-01-31")
    result = parvis("--apply", first.pk)
    assert (result.exit_code, "6 lines would come out otherwise" in " ".join(result.stderr.split())) == (1, True)
    assert parvis("--apply", first.pk).exit_code == 0


def test_staging_a_file_with_a_bad_line_needs_consent_to_apply(parvis, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text((DATA / "hospitals.csv").read_text().replace("750803447", "750803448"))
    assert parvis("hospitals", bad, "--stage").exit_code == 1
    run = ImportRun.objects.get()
    refused = parvis("--apply", run.pk)
    assert (refused.exit_code, "Some lines were refused" in refused.stderr) == (2, True)
    assert parvis("--apply", run.pk, "--skip-bad").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nope", "x.csv"), "there is no register named 'nope'"),
        (("ror", "nowhere.csv"), "nowhere.csv is not a file"),
        (("ror", DATA / "hospitals.csv"), "These columns are missing"),
        ((), "name a register and its files"),
        (("ror",), "name a register and its files"),
        (("--apply", 99), "there is no import 99"),
    ],
)
def test_import_refuses_with_a_sentence(parvis, arguments, sentence):
    result = parvis(*arguments)
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_the_demo_has_one_account_for_each_role():
    assert len({person.email for person in PEOPLE}) == len(PEOPLE) == 11


def test_projects_come_in_with_ties_and_a_second_run_changes_nothing(parvis, tmp_path):
    files = project_files(tmp_path)
    first = parvis("anr", *files)
    assert (first.exit_code, "1  new projects" in first.stdout) == (0, True)
    assert "2  participations that stay names" in first.stdout
    assert parvis("anr", *files).stdout.startswith(
        "projects.csv, participations.csv: 3 rows read, nothing has changed."
    )


def test_refused_lines_of_projects_are_named_and_reported(parvis, tmp_path):
    bad = [{**PARTNER, "partner_id": f"P-{number}", "country": "Utopie"} for number in range(21)]
    files, report = project_files(tmp_path, participations=(COORDINATOR, *bad)), tmp_path / "report.csv"
    result = parvis("anr", *files, "--report", report)
    assert (result.exit_code, "Nothing was imported." in result.stdout) == (1, True)
    assert "participations.csv, line 3, column country: “Utopie” is not the name of a country" in result.stderr
    assert "… and 1 more" in result.stderr
    assert len(report.read_text().splitlines()) == 22
    again = parvis("anr", *files, "--skip-bad")
    assert (again.exit_code, "1  new participations" in again.stdout) == (1, True)


def test_projects_are_not_staged(parvis, tmp_path):
    result = parvis("anr", *project_files(tmp_path), "--stage")
    assert (result.exit_code, "projects are staged in the browser" in result.stderr) == (2, True)


def test_calls_to_partner_for_are_imported_all_or_none(parvis, tmp_path):
    file, report = tmp_path / "calls.json", tmp_path / "refused.csv"
    file.write_text('[{"topicId": "A", "title": "Hearts"}, {"topicId": "B"}]')
    refused = parvis("eu-calls", file, "--report", report)
    assert (refused.exit_code, refused.stdout) == (1, "calls.json: Nothing was imported.\n")
    assert refused.stderr == "calls.json, call 2, title: This is missing.\n"
    assert report.read_text().splitlines()[1] == "calls.json,2,B,title,This is missing."
    done = parvis("eu-calls", file, "--skip-bad", "--as-of", "2026-08-31")
    assert (done.exit_code, done.stdout) == (1, "calls.json: imported (1 new, 0 changed, 0 same, 1 refused)\n")
    assert str(Opportunity.objects.get().source_on) == "2026-08-31"


def test_many_refused_calls_are_counted_and_other_files_end_the_command(parvis, tmp_path):
    many, other = tmp_path / "many.json", tmp_path / "other.json"
    many.write_text("[" + ", ".join(["{}"] * 25) + "]")
    other.write_text("<html>")
    assert "… and 5 more" in parvis("eu-calls", many).stderr
    assert parvis("eu-calls", other).exit_code == 2
    assert "staged in the browser" in parvis("eu-calls", many, "--stage").stderr
