"""The frame of every page: language, appearance, navigation."""

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from parvis.base.accounts.enums import Appearance, Role
from parvis.faces.web.layout.navigation import CAMPUS, PUBLIC, Entry, groups, lines
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory

pytestmark = pytest.mark.django_db


def read(client, path="/gallery/"):
    return BeautifulSoup(client.get(path).content.decode(), "html.parser")


def test_language_is_chosen_without_an_account_or_a_script(client):
    response = client.get("/read-in/fr/?next=/gallery/")
    assert (response.status_code, response["Location"]) == (302, "/gallery/")
    assert read(client).html["lang"] == "fr"
    client.get("/read-in/en/?next=/gallery/")
    assert read(client).html["lang"] == "en"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\\\\e"]
)
def test_choices_never_lead_elsewhere(client, target):
    assert client.get("/read-in/fr/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/read-in/de/", "/appearance/pink/"])
def test_unknown_choice_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_appearance_follows_browser_then_account_then_device(sign_in):
    reader = sign_in(UserFactory(appearance=Appearance.DARK))
    assert read(reader).html["data-bs-theme"] == "dark"
    reader.get("/appearance/light/")
    assert read(reader).html["data-bs-theme"] == "light"
    reader.get("/appearance/auto/")
    assert not read(reader).html.has_attr("data-bs-theme")


def test_header_names_the_campus_and_offers_the_search(client):
    CampusFactory(name="Campus of Besançon")
    page = read(client)
    assert page.select_one(".pv-brand").get_text(strip=True) == "Campus of Besançon"
    assert {form["action"] for form in page.select("header form[role=search]")} == {"/directory/"}
    assert page.select_one("a.pv-skip")["href"] == "#content"


def test_colours_of_the_campus_come_as_a_stylesheet(client):
    CampusFactory()
    assert not read(client).select('link[href^="/campus.css"]')


def test_own_colours_are_linked_by_their_version(client):
    CampusFactory(primary_colour="#0b57d0")
    link = read(client).select_one('link[href^="/campus.css"]')["href"]
    sheet = client.get(link)
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "--pv-primary: light-dark(#0b57d0, " in sheet.content.decode()
    assert "immutable" not in client.get("/campus.css?v=former")["Cache-Control"]


def test_footer_and_head_say_that_a_demo_is_a_demo(client):
    assert "This is a demonstration" not in read(client).get_text()
    with override_settings(DEMO=True):
        page = read(client)
    assert "This is a demonstration" in page.select_one(".pv-demo").get_text()
    assert "This is a demonstration" in page.footer.get_text()


def test_account_menu_leads_to_own_pages_and_out(sign_in):
    page = read(sign_in(UserFactory(name="Ada")))
    menu = page.select_one(".pv-account")
    assert "Ada" in menu.summary.get_text()
    assert menu.select_one('a[href="/dashboard/"]')
    assert menu.select_one("form[method=post]")


@pytest.fixture
def shown(monkeypatch):
    """A function that lets the navigation hold these entries only."""

    def hold(*registered):
        monkeypatch.setattr("parvis.faces.web.layout.navigation.entries", [(e.url_name, e) for e in registered])

    return hold


def test_navigation_shows_what_a_rule_allows_and_what_exists(shown):
    shown(
        Entry("Late", "dashboard:dashboard", "x", CAMPUS, position=9),
        Entry("Early", "campus_settings:settings", "x", CAMPUS, position=1, count=lambda _actor: 4),
        Entry("Hidden", "campus_settings:sites", "x", CAMPUS, rule=lambda _actor: False),
        Entry("Gone", "nowhere:nothing", "x", CAMPUS),
        Entry("Elsewhere", "home:home", "x", PUBLIC),
    )
    actor = account_with(Role.ADMINISTRATOR)
    assert [(line.label, line.is_current, line.count) for line in lines(CAMPUS, actor, "/campus/settings/logo/")] == [
        ("Early", True, 4),
        ("Late", False, 0),
    ]


def test_only_the_nearest_entry_is_the_current_one(shown):
    shown(
        Entry("All", "campus_settings:sites", "x", CAMPUS),
        Entry("New", "campus_settings:site_new", "x", PUBLIC),
        Entry("New", "campus_settings:site_new", "x", "mine"),
    )
    current = [
        line.url for group in groups(UserFactory(), "/campus/sites/new/") for line in group.lines if line.is_current
    ]
    assert current == ["/campus/sites/new/"]
