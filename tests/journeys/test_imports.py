"""A community manager drops a register in, sees what it changes, judges, applies, regrets, and undoes it."""

import pytest
from playwright.sync_api import expect

from parvis.base.accounts.enums import Role
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import Judgement
from tests.domain.sources.support import import_all, row_of, territories, written
from tests.factories.accounts import account_with
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.browser

NAME = "Université Grenoble Alpes"


@pytest.fixture
def register(transactional_db, tmp_path):
    """A file with a university that is known under another number, a new one, and a line that says nothing."""
    territories()
    import_all("higher_education")
    known, new = row_of("ror", ror="https://ror.org/02rx3b187"), row_of("ror", ror="https://ror.org/016vx5156")
    blank = dict.fromkeys(("grid", "wikidata", "isni", "fundref", "parents"), "")
    return written(
        tmp_path / "ror.csv",
        [
            {**known, **blank, "ror": "https://ror.org/05f82e368", "name": NAME},
            {**new, **blank},
            {**new, **blank, "ror": "none"},
        ],
    )


def press(visitor, name):
    visitor.page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_drop_see_judge_apply_regret_undo(visit, register, javascript):
    before = set(Organisation.objects.values_list("name", flat=True))
    visitor = visit(account_with(Role.COMMUNITY), javascript=javascript)
    page = visitor.page
    page.goto("/campus/imports/")
    page.get_by_label("Register").select_option("ror")
    page.get_by_label("File", exact=True).set_input_files(register)
    press(visitor, "Read the file")
    page.wait_for_url("**/campus/imports/*/")
    run_jobs()
    page.reload()
    assert set(Organisation.objects.values_list("name", flat=True)) == before

    page.get_by_role("link", name="See what would change").click()
    expect(page.locator("main")).to_contain_text(f"Resembles {NAME}")
    expect(page.locator("main")).to_contain_text("line 4")
    press(visitor, "The same")
    expect(page.locator("main")).not_to_contain_text("Resembles")
    assert Judgement.objects.get().verdict == "same"

    page.get_by_role("link", name="ror.csv").click()
    page.get_by_label("Leave out the refused line (1) and apply the others").check()
    press(visitor, "Apply")
    run_jobs()
    page.reload()
    expect(page.locator("main")).to_contain_text("applied")
    brought = set(Organisation.objects.values_list("name", flat=True)) - before
    assert len(brought) == 1
    assert Organisation.objects.get(name=NAME).sources == ["higher_education", "ror"]

    page.get_by_role("link", name="Roll back…").click()
    press(visitor, "Roll back")
    run_jobs()
    page.reload()
    expect(page.locator("main")).to_contain_text("rolled back")
    assert set(Organisation.objects.values_list("name", flat=True)) == before
    assert Organisation.objects.get(name=NAME).sources == ["higher_education"]


def enter(page, role, name):
    """Go to a link or button, press Enter, and wait for the page that follows."""
    page.get_by_role(role, name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_table_of_ones_own_is_mapped_by_keyboard_and_read(visit, transactional_db, tmp_path, javascript):
    territories()
    table = tmp_path / "pole.csv"
    table.write_bytes(
        "Établissement;N° SIRET;Commune;Note\nClinique des Lilas;90000000100017;Paris;à voir\n".encode("cp1252")
    )
    visitor = visit(account_with(Role.COMMUNITY), javascript=javascript, width=390)
    page = visitor.page
    page.goto("/campus/imports/")
    enter(page, "link", "Say what its columns are")
    page.get_by_label("Table", exact=True).set_input_files(table)
    enter(page, "button", "Look at its columns")
    page.wait_for_url("**/campus/imports/tables/*/")
    assert (visitor.axe() if javascript else [], visitor.overflows()) == ([], False)
    chosen = {label: page.get_by_label(label) for label in ("Établissement", "N° SIRET", "Commune", "Note")}
    assert [field.input_value() for field in chosen.values()] == ["name", "siret", "city", ""]
    page.get_by_label("What its organisations are").focus()
    page.keyboard.type("hosp")
    enter(page, "button", "Show the first rows again")
    expect(page.locator("tbody")).to_contain_text("hospital or clinic")
    enter(page, "button", "Save and read the table")
    page.wait_for_url("**/campus/imports/*/")
    run_jobs()
    page.reload()
    enter(page, "button", "Apply")
    run_jobs()
    page.reload()
    expect(page.locator("main")).to_contain_text("applied")
    clinic = Organisation.objects.get(name="Clinique des Lilas")
    assert (clinic.kind, clinic.city) == ("hospital", "Paris")
    page.goto(clinic.get_absolute_url())
    expect(page.locator("main")).to_contain_text("pole")
