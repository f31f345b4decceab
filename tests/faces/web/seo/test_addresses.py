"""Canonical addresses and languages."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french_instance(settings):
    settings.LANGUAGE_CODE = "fr"


def soup_of(client, path, language):
    response = client.get(path, headers={"accept-language": language})
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("path", "browser", "language", "canonical"),
    [
        ("/map/", "fr", "fr", "/map/"),
        ("/map/?kind=lab&page=2", "fr", "fr", "/map/"),
        ("/map/", "en", "en", "/map/?lang=en"),
        ("/map/?lang=en", "fr", "en", "/map/?lang=en"),
        ("/map/?lang=fr", "en", "fr", "/map/"),
        ("/map/?lang=tlh", "en", "en", "/map/?lang=en"),
    ],
)
def test_each_language_of_a_page_has_one_address(client, path, browser, language, canonical):
    page = soup_of(client, path, browser)
    assert page.html["lang"] == language
    assert page.find("link", rel="canonical")["href"] == f"http://localhost:8000{canonical}"
    assert page.find("meta", property="og:url")["content"] == f"http://localhost:8000{canonical}"


def test_each_page_names_its_other_language(client):
    page = soup_of(client, "/map/", "fr")
    others = {link["hreflang"]: link["href"] for link in page.find_all("link", rel="alternate")}
    assert others == {
        "fr": "http://localhost:8000/map/",
        "en": "http://localhost:8000/map/?lang=en",
        "x-default": "http://localhost:8000/map/",
    }


def test_the_choice_of_a_language_wins_over_the_address_it_came_from(client):
    page = soup_of(client, "/map/?lang=en&kind=lab", "fr")
    choice = next(link for link in page.select("a[hreflang=fr]"))
    response = client.get(choice["href"])
    assert response.headers["Location"] == "/map/?kind=lab"
    assert soup_of(client, response.headers["Location"], "en").html["lang"] == "fr"
