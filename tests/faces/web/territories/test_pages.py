"""Who is there: regions, departments, communes."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

PATHS = (
    "/territories/",
    "/territories/regions/bretagne/",
    "/territories/departments/finistere/",
    "/territories/communes/29019-brest/",
)


@pytest.fixture
def finistere():
    region = RegionFactory(code="53", name="Bretagne", slug="bretagne")
    return DepartmentFactory(code="29", name="Finistère", slug="finistere", region=region)


@pytest.fixture(autouse=True)
def brest(finistere):
    return CommuneFactory(
        code="29019", name="Brest", department=finistere, population=140_000, latitude=48.4, longitude=-4.5
    )


def organisation_in(commune, **values):
    department = commune.department
    return OrganisationFactory(
        commune=commune,
        department=department,
        region=department.region,
        latitude=commune.latitude,
        longitude=commune.longitude,
        **values,
    )


def soup_of(client, path):
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_index_names_every_territory_with_its_count(client, brest):
    organisation_in(brest)
    DepartmentFactory(code="35", name="Ille-et-Vilaine", slug="ille-et-vilaine", region=brest.department.region)
    text = " ".join(soup_of(client, "/territories/").main.get_text().split())
    assert "Bretagne (1)" in text
    assert "Finistère (1)" in text
    assert "Ille-et-Vilaine (0)" in text


@pytest.mark.parametrize("path", PATHS[1:])
def test_a_territory_says_who_is_there_by_kind_and_theme(client, brest, path):
    theme = ThemeFactory(name_en="Health data")
    known = organisation_in(brest, kind="hospital", themes=[theme], name="CHU de Brest", weight=0.9)
    organisation_in(brest, kind="lab", weight=0.1)
    page = soup_of(client, path)
    assert page.select_one(".pv-list a")["href"] == known.get_absolute_url()
    bars = {row.th.get_text(strip=True): row.th.a["href"] for row in page.select(".pv-bars tbody tr")}
    assert "kind=hospital" in bars["hospital or clinic"]
    assert f"theme={theme.code}" in bars["Health data"]
    assert "Organisations per 100,000 inhabitants" in page.get_text()


def test_the_most_important_come_first(client, brest):
    for weight, name in ((0.2, "Small"), (0.9, "Large"), (0.5, "Middle")):
        organisation_in(brest, name=name, weight=weight)
    shown = soup_of(client, PATHS[1]).select(".pv-chip-name")
    assert [name.get_text() for name in shown] == ["Large", "Middle", "Small"]


def test_neighbours_of_a_department_share_its_border(client, brest):
    region = brest.department.region
    DepartmentFactory(code="22", name="Côtes-d'Armor", slug="cotes-d-armor", region=region)
    DepartmentFactory(code="35", name="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    text = soup_of(client, PATHS[2]).main.get_text()
    assert "Côtes-d'Armor" in text
    assert "Ille-et-Vilaine" not in text


def test_neighbours_of_a_commune_are_the_nearest_with_organisations(client, brest, finistere):
    quimper = CommuneFactory(code="29232", name="Quimper", department=finistere, latitude=48.0, longitude=-4.1)
    near = CommuneFactory(code="29075", name="Guipavas", department=finistere, latitude=48.43, longitude=-4.4)
    nowhere = CommuneFactory(code="29999", name="Ys", department=finistere, latitude=None, longitude=None)
    CommuneFactory(code="29001", name="Argol", department=finistere, latitude=48.41, longitude=-4.51)
    for commune in (brest, quimper, near, nowhere):
        organisation_in(commune)
    names = [link.get_text() for link in soup_of(client, PATHS[3]).select(".pv-map-names a")]
    assert names == ["Guipavas", "Quimper", "Ys"]


def test_a_commune_lists_all_its_organisations_and_narrows_the_list(client, brest):
    for number in range(27):
        organisation_in(brest, name=f"Lab {number:02}", weight=1 - number / 100)
    organisation_in(brest, name="CHU", kind="hospital", weight=0)
    first = soup_of(client, PATHS[3])
    assert len(first.select(".pv-chip-name")) == 25
    last = soup_of(client, f"{PATHS[3]}?page=2")
    assert [name.get_text() for name in last.select(".pv-chip-name")] == ["Lab 25", "Lab 26", "CHU"]
    hospitals = next(a["href"] for a in first.select(".pv-bars a") if a.get_text() == "hospital or clinic")
    narrowed = soup_of(client, hospitals)
    assert [name.get_text() for name in narrowed.select(".pv-chip-name")] == ["CHU"]
    assert narrowed.find("a", href="?#who")


def test_a_commune_has_one_address(client):
    response = client.get("/territories/communes/29019-anything/")
    assert response.status_code == 301
    assert response.headers["Location"] == PATHS[3]


@pytest.mark.parametrize(
    "path",
    ["/territories/regions/x/", "/territories/departments/x/", "/territories/communes/00000-x/"],
)
def test_unknown_territories_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_empty_territory_says_so(client):
    assert "No organisation here yet." in soup_of(client, PATHS[3]).get_text()


@pytest.mark.parametrize("path", ["departments/nowhere/", "communes/99001-nowhere/"])
def test_a_department_that_no_map_shows_has_a_page_all_the_same(client, finistere, path):
    nowhere = DepartmentFactory(code="99", name="Nowhere", slug="nowhere", region=finistere.region)
    known = organisation_in(CommuneFactory(code="99001", name="Nowhere", department=nowhere))
    page = soup_of(client, f"/territories/{path}")
    assert known.name in page.main.get_text()
    assert (page.select("svg.pv-map"), len(soup_of(client, PATHS[2]).select("svg.pv-map"))) == ([], 1)


@pytest.mark.parametrize("path", PATHS)
def test_more_organisations_never_mean_more_queries(client, brest, finistere, path):
    for code in ("29232", "29075"):
        organisation_in(CommuneFactory(code=code, name="Elsewhere", department=finistere), themes=[ThemeFactory()])
        organisation_in(brest, themes=[ThemeFactory()])
    client.get(path)
    with_one = count_queries(lambda: client.get(path))
    for number in range(3):
        commune = CommuneFactory(code=f"2920{number}", name=f"Commune {number}", department=finistere)
        organisation_in(commune, themes=[ThemeFactory()])
    assert count_queries(lambda: client.get(path)) == with_one
    assert with_one <= 16


def test_accents_do_not_put_a_name_at_the_end(client, brest):
    RegionFactory(code="11", name="Île-de-France", slug="ile-de-france")
    RegionFactory(code="28", name="Normandie", slug="normandie")
    names = [title.a.get_text() for title in soup_of(client, "/territories/").select("h2")]
    assert names == ["Bretagne", "Île-de-France", "Normandie"]
