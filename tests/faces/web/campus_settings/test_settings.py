"""Pages where administrators give the campus its name and face."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.base.accounts.enums import Role
from parvis.domain.campus.models import Campus
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory

pytestmark = pytest.mark.django_db

SETTINGS = "/campus/settings/"
SENT = {"name": "New name", "primary_colour": "#1f5c52", "accent_colour": "#c8553d"}


@pytest.fixture
def administrator(sign_in):
    return sign_in(account_with(Role.ADMINISTRATOR))


def soup(response):
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.mark.parametrize("name", ["settings", "preview_stylesheet", "founding", "sites", "site_new"])
def test_pages_are_hidden_from_others(client, sign_in, name):
    address = reverse(f"campus_settings:{name}")
    assert client.get(address).status_code == 302
    assert sign_in(UserFactory()).get(address).status_code == 404
    assert sign_in(account_with(Role.COMMUNITY)).get(address).status_code == 404


def test_form_shows_what_is_saved(administrator):
    CampusFactory(name="Present name")
    assert soup(administrator.get(SETTINGS)).find(id="id_name")["value"] == "Present name"


def test_campus_is_saved(administrator):
    response = administrator.post(SETTINGS, {**SENT, "save": "1"}, follow=True)
    assert "The campus is saved." in soup(response).find(id="messages").get_text()
    assert Campus.objects.get().name == "New name"


def test_preview_saves_nothing_and_shows_both_schemes(administrator):
    page = soup(administrator.post(SETTINGS, {**SENT, "primary_colour": "#0b57d0", "preview": "1"}))
    previews = page.select(".pv-preview")
    assert [preview["data-bs-theme"] for preview in previews] == ["light", "dark"]
    assert "New name" in previews[0].get_text()
    sheet = page.select_one('link[href*="preview.css"]')["href"]
    assert "--pv-primary: light-dark(#0b57d0, " in administrator.get(sheet).content.decode()
    assert not Campus.objects.exists()


def test_preview_fragment_is_that_of_the_page(administrator):
    sent = {**SENT, "primary_colour": "#ffd400"}
    page = soup(administrator.post(SETTINGS, sent)).find(id="preview")
    fragment = administrator.post(SETTINGS, sent, headers={"HX-Request": "true", "HX-Target": "preview"})
    assert "<html" not in fragment.content.decode()
    assert soup(fragment).get_text(" ", strip=True) == page.get_text(" ", strip=True)


def test_unreadable_colour_is_refused_and_the_proposal_can_be_taken(administrator):
    sent = {**SENT, "primary_colour": "#ffd400"}
    refused = soup(administrator.post(SETTINGS, {**sent, "save": "1"}))
    assert refused.select_one("[data-parvis-errors] a")["href"] == "#id_primary_colour"
    button = refused.select_one('button[name="adopt_primary_colour"]')
    taken = soup(administrator.post(SETTINGS, {**sent, button["name"]: button["value"]}))
    assert taken.find(id="id_primary_colour")["value"] == button["value"]
    assert not taken.select('button[name="adopt_primary_colour"]')
    assert not Campus.objects.exists()


@pytest.mark.parametrize("query", ["", "?primary=red&accent=%23000000", "?primary=%23000000"])
def test_preview_stylesheet_takes_colours_only(administrator, query):
    assert administrator.get(f"/campus/settings/preview.css{query}").status_code == 404


def test_logo_is_changed_and_taken_away(administrator):
    CampusFactory()
    data = BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "PNG")
    upload = SimpleUploadedFile("logo.png", data.getvalue(), "image/png")
    page = soup(administrator.post("/campus/settings/logo/", {"logo": upload}, follow=True))
    assert page.select_one(".pv-brand img")["src"] == reverse("files:download", args=[Campus.objects.get().logo_id])
    administrator.post("/campus/settings/logo/", {"remove": "1"})
    assert Campus.objects.get().logo_id is None


def test_wrong_logo_is_refused_beside_the_field(administrator):
    CampusFactory()
    upload = SimpleUploadedFile("logo.png", b"not a picture")
    for sent in ({}, {"logo": upload}):
        assert soup(administrator.post("/campus/settings/logo/", sent)).find(id="id_logo_error").get_text(strip=True)
