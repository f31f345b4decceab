"""The face of the pages in a real browser: both schemes, both languages, both widths, with and without scripts."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.campus.models import Campus
from tests.factories.accounts import account_with
from tests.factories.campus import CampusFactory, FoundingMemberFactory, SiteFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.browser

LOOKS = [
    pytest.param(scheme, language, width, id=f"{scheme}-{language}-{width}")
    for scheme in ("light", "dark")
    for language, width in (("fr", 1280), ("en", 390))
]


def furnish():
    """A campus with one of each thing that the home page shows."""
    CampusFactory(name="Campus Santé Numérique", tagline_fr="Se rencontrer", about_fr="Un lieu.", about_en="A place.")
    OrganisationFactory.create_batch(2, themes=[ThemeFactory()])
    FoundingMemberFactory(note_fr="Recherche", note_en="Research")
    SiteFactory()


@pytest.mark.parametrize(("scheme", "language", "width"), LOOKS)
def test_public_pages_are_accessible_in_every_look(visit, scheme, language, width):
    furnish()
    visitor = visit(scheme=scheme, language=language, width=width)
    for path in ("/", "/gallery/"):
        visitor.page.goto(path)
        assert visitor.page.locator("html").get_attribute("lang") == language
        assert visitor.page.locator("html").get_attribute("data-bs-theme") == scheme
        assert visitor.axe() == []
        assert not visitor.overflows()


@pytest.mark.parametrize(("scheme", "language", "width"), LOOKS)
def test_pages_of_the_team_are_accessible_in_every_look(visit, scheme, language, width):
    furnish()
    administrator = account_with(Role.ADMINISTRATOR)
    AccessFactory(user=administrator)
    visitor = visit(administrator, scheme=scheme, language=language, width=width)
    for path in (
        "/dashboard/",
        "/campus/settings/",
        "/campus/founding-members/",
        "/campus/sites/",
        "/campus/sites/new/",
    ):
        visitor.page.goto(path)
        assert visitor.axe() == []
        assert not visitor.overflows()


def test_own_colours_stay_readable(visit):
    furnish()
    Campus.objects.update(primary_colour="#6b21a8", accent_colour="#0e7490")
    for scheme in ("light", "dark"):
        visitor = visit(scheme=scheme)
        visitor.page.goto("/gallery/")
        assert visitor.axe() == []


def test_reader_changes_language_and_scheme_without_scripts(visit):
    visitor = visit(javascript=False)
    visitor.page.goto("/gallery/")
    menu = visitor.page.locator("header details").first
    menu.locator("summary").click()
    menu.get_by_role("link", name="Français").click()
    assert visitor.page.locator("html").get_attribute("lang") == "fr"
    menu.locator("summary").click()
    menu.get_by_role("link", name="Sombre").click()
    assert visitor.page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert visitor.page.evaluate("() => getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


def test_dark_devices_get_dark_pages_without_scripts(visit):
    visitor = visit(javascript=False, scheme="dark")
    visitor.page.goto("/gallery/")
    assert visitor.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(25, 33, 30)"


def test_menus_close_by_keyboard_and_give_the_focus_back(visit):
    page = visit().page
    page.goto("/gallery/")
    summary = page.locator("#actions details.pv-menu summary")
    summary.click()
    page.get_by_role("link", name="First entry").focus()
    page.keyboard.press("Escape")
    assert page.locator("#actions details.pv-menu[open]").count() == 0
    assert summary.evaluate("element => element === document.activeElement")


def test_question_opens_as_a_dialog_and_closes_again(visit):
    page = visit().page
    page.goto("/gallery/")
    page.get_by_role("link", name="Revoke").click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Cancel").click()
    assert not dialog.is_visible()


def test_colours_are_previewed_while_they_are_chosen(visit):
    CampusFactory()
    page = visit(account_with(Role.ADMINISTRATOR)).page
    page.goto("/campus/settings/")
    page.locator("#id_primary_colour").fill("#ffd400")
    page.get_by_role("button", name="Take the nearest readable one").click()
    page.wait_for_load_state()
    assert page.locator("#id_primary_colour").input_value() != "#ffd400"
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/campus/settings/")
    assert page.get_by_text("The campus is saved.").is_visible()
    assert Campus.objects.get().primary_colour == page.locator("#id_primary_colour").input_value()


def test_errors_take_the_focus(visit):
    CampusFactory()
    page = visit(account_with(Role.ADMINISTRATOR)).page
    page.goto("/campus/settings/")
    page.locator("#id_name").fill("")
    page.get_by_role("button", name="Save").click()
    page.locator("[data-parvis-errors]").wait_for()
    assert page.locator("[data-parvis-errors]").evaluate("element => element === document.activeElement")
    page.locator("[data-parvis-errors] a").first.click()
    assert page.locator("#id_name").evaluate("element => element === document.activeElement")
