"""The directory's page: box, facets, list, map, in every state with its address."""

import pytest
from bs4 import BeautifulSoup

from parvis.base.search.services import indexing
from parvis.domain.directory.enums import NameKind, Scheme
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.directory import IdentifierFactory, NameFactory, OrganisationFactory
from tests.factories.reference import DepartmentFactory, RegionFactory
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

PATH = "/directory/"


@pytest.fixture
def places(db):
    region = RegionFactory(code="27", name="Bourgogne-Franche-Comté")
    return {"region": region, "department": DepartmentFactory(code="25", name="Doubs", region=region)}


@pytest.fixture
def hospital(places):
    hospital = OrganisationFactory(
        name="Centre Hospitalier Universitaire de Besançon",
        kind=OrganisationKind.HOSPITAL,
        city="Besançon",
        sources=["hospitals"],
        latitude=47.2,
        longitude=6.0,
        **places,
    )
    NameFactory(organisation=hospital, text="CHUB", kind=NameKind.ACRONYM)
    IdentifierFactory(organisation=hospital, scheme=Scheme.SIREN, value="262500176")
    OrganisationFactory(name="Institut Curie", kind=OrganisationKind.LAB, sources=["ror"])
    indexing.rebuild(INDEX)
    return hospital


def soup(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def names(page):
    return [link.get_text() for link in page.select("[data-parvis-result]")]


def test_whole_directory_is_listed_without_a_question(client, hospital):
    page = soup(client, PATH)
    assert sorted(names(page)) == [hospital.name, "Institut Curie"]
    assert page.select_one("[role=status]").get_text(strip=True) == "2 organisations"


def test_found_words_are_marked(client, hospital):
    page = soup(client, f"{PATH}?q=chu+besancon")
    assert names(page) == [hospital.name]
    assert [mark.get_text() for mark in page.select("[data-parvis-result] mark")] == ["Besançon"]


def test_number_that_was_searched_is_shown_with_its_register(client, hospital):
    assert soup(client, f"{PATH}?q=262+500+176").select_one("li mark").get_text() == "SIREN 262 500 176"


def test_further_name_that_was_found_is_shown(client, hospital):
    assert "Also known as CHUB" in soup(client, f"{PATH}?q=chub").select_one(".pv-search-why").get_text()


def test_choosing_a_facet_narrows_and_can_be_taken_back(client, hospital):
    page = soup(client, f"{PATH}?q=c")
    link = next(a for a in page.select(".pv-facet a") if "hospital" in a.get_text())
    chosen = soup(client, link["href"])
    assert names(chosen) == [hospital.name]
    assert [a.get_text(strip=True)[:18] for a in chosen.select(".pv-facet [aria-current]")] == ["hospital or clinic"]
    assert chosen.select_one(".pv-search-choices li a")["href"] == f"{PATH}?q=c"


def test_form_keeps_what_is_chosen(client, hospital):
    page = soup(client, f"{PATH}?q=c&kind=lab&order=name&view=map&page=1")
    kept = [(field["name"], field["value"]) for field in page.select("#directory-kept input")]
    assert kept == [("kind", "lab"), ("order", "name"), ("view", "map")]


@pytest.mark.parametrize("query", ["", "?q=chu&kind=hospital", "?view=map", "?q=curiee", "?q=qqqq&kind=lab"])
def test_fragment_leaves_the_page_as_a_reload_would(client, hospital, query):
    before = client.get(f"{PATH}?q=institut&kind=lab").content.decode()
    fragment = client.get(PATH + query, headers={"HX-Request": "true", "HX-Target": "directory-results"})
    after = swap(before, fragment.content.decode(), target="#directory-results", how="outerHTML")
    reload = client.get(PATH + query).content.decode()
    assert without_box(after) == without_box(normal(reload))


def without_box(html):
    page = BeautifulSoup(html, "html.parser").find("main")
    page.select_one("input[type=search]").decompose()  # holds what is being typed
    return page.prettify()


def test_misspelling_is_corrected_in_words(client, hospital):
    page = soup(client, f"{PATH}?q=institut+curye")
    assert names(page) == ["Institut Curie"]
    assert page.select_one(".pv-search-said strong").get_text() == "institut Curie"


def test_nothing_found_offers_ways_on(client, hospital):
    page = soup(client, f"{PATH}?q=qqqq&kind=lab")
    assert "Nothing was found" in page.get_text()
    assert [a["href"] for a in page.select(".pv-empty a")] == [f"{PATH}?q=qqqq", f"{PATH}?kind=lab"]


@pytest.mark.parametrize("query", ["?page=0", "?page=9999999999", "?page=x", "?kind=%00", "?q=%00", "?order=;&view=?"])
def test_what_cannot_be_asked_is_taken_as_not_asked(client, hospital, query):
    assert client.get(PATH + query).status_code == 200


def test_map_shows_regions_then_departments_then_points(client, hospital):
    france = soup(client, f"{PATH}?q=chu&view=map")
    assert [a["href"] for a in france.select(".pv-table a")] == [f"{PATH}?q=chu&region=27&view=map"]
    region = soup(client, f"{PATH}?q=chu&region=27&view=map")
    assert [a.get_text() for a in region.select(".pv-table a")] == ["Doubs"]
    points = soup(client, f"{PATH}?q=chu&region=27&department=25&view=map")
    assert [a["href"] for a in points.select("a.pv-map-spot")] == [hospital.get_absolute_url()]


def test_only_reading_is_allowed(client, db):
    assert client.post(PATH).status_code == 405


@pytest.mark.parametrize("view", ["list", "map"])
def test_queries_do_not_grow_with_the_results(client, places, view):
    OrganisationFactory(name="Institut 0", **places)
    indexing.rebuild(INDEX)
    client.get(f"{PATH}?q=institut&view={view}")
    one = count_queries(lambda: client.get(f"{PATH}?q=institut&view={view}"))
    for number in range(1, 6):
        OrganisationFactory(name=f"Institut {number}", **places)
    indexing.rebuild(INDEX)
    client.get(f"{PATH}?q=institut&view={view}")
    assert count_queries(lambda: client.get(f"{PATH}?q=institut&view={view}")) <= one


def test_suggestions_are_json(client, hospital):
    answer = client.get("/directory/suggest.json?q=besan").json()
    assert answer["organisations"] == [
        {
            "id": hospital.pk,
            "slug": hospital.slug,
            "name": hospital.name,
            "kind": "hospital",
            "kind_label": "hospital or clinic",
            "place": "Besançon (Doubs)",
            "url": hospital.get_absolute_url(),
        }
    ]
