"""The map, from France down to points."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory, ThemeFactory
from tests.support.htmx import swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def brittany():
    region = RegionFactory(code="53", name="Bretagne", slug="bretagne")
    department = DepartmentFactory(code="29", name="Finistère", slug="finistere", region=region)
    return CommuneFactory(
        code="29019", name="Brest", department=department, population=140_000, latitude=48.4, longitude=-4.5
    )


def organisation_in(commune, **values):
    placed = {"latitude": commune.latitude, "longitude": commune.longitude} | values
    return OrganisationFactory(
        commune=commune, department=commune.department, region=commune.department.region, **placed
    )


def soup_of(client, path):
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_france_counts_by_region_and_the_table_says_the_same(client, brittany):
    organisation_in(brittany)
    organisation_in(brittany)
    page = soup_of(client, "/map/")
    area = page.select_one("svg.pv-map a.pv-map-area")
    assert area["aria-label"] == "Bretagne: 2 organisations"
    assert area["href"] == "/map/regions/bretagne/"
    row = page.select_one("tbody tr")
    assert row.th.get_text(strip=True) == "Bretagne"
    assert [cell.get_text(strip=True) for cell in row.select("td")] == ["2", "1.4"]


def test_every_link_of_the_drawing_has_a_name_and_its_numbers_are_not_read_twice(client, brittany):
    organisation_in(brittany)
    drawing = soup_of(client, "/map/").select_one("svg.pv-map")
    assert drawing["role"] == "group"
    assert drawing["aria-label"]
    assert all(link["aria-label"] and link.title.string for link in drawing.select("a"))
    assert drawing.select_one("g")["aria-hidden"] == "true"


def test_filters_narrow_and_go_along(client, brittany):
    theme = ThemeFactory(code="health-data")
    organisation_in(brittany, kind="hospital", themes=[theme])
    organisation_in(brittany, kind="lab")
    page = soup_of(client, "/map/?kind=hospital&theme=health-data&measure=density")
    area = page.select_one("a.pv-map-area")
    assert area["aria-label"] == "Bretagne: 1 organisation"
    assert area["href"] == "/map/regions/bretagne/?kind=hospital&theme=health-data&measure=density"
    assert page.select_one("select[name=kind] option[selected]")["value"] == "hospital"


def test_what_cannot_be_asked_is_ignored(client, brittany):
    organisation_in(brittany)
    page = soup_of(client, "/map/?kind=dragon&theme=nothing&measure=x&order=y")
    assert page.select_one("a.pv-map-area")["href"] == "/map/regions/bretagne/"


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", ["Bretagne", "Normandie"]),
        ("-name", ["Normandie", "Bretagne"]),
        ("-count", ["Normandie", "Bretagne"]),
        ("count", ["Bretagne", "Normandie"]),
        ("-density", ["Normandie", "Bretagne"]),
    ],
)
def test_the_table_is_sorted_as_asked(client, brittany, order, names):
    region = RegionFactory(code="28", name="Normandie", slug="normandie")
    for _number in range(2):
        OrganisationFactory(region=region, department=DepartmentFactory(code="14", region=region))
    CommuneFactory(code="14118", department=DepartmentFactory(code="14"), population=1000)
    organisation_in(brittany)
    page = soup_of(client, f"/map/?order={order}")
    assert [row.th.get_text(strip=True) for row in page.select("tbody tr")] == names


def test_organisations_without_a_place_are_said(client, brittany):
    OrganisationFactory()
    assert "1 organisation has no known place here" in " ".join(soup_of(client, "/map/").get_text().split())


def test_a_territory_without_outline_is_in_the_table_only(client):
    region = RegionFactory(code="975", name="Saint-Pierre-et-Miquelon", slug="saint-pierre-et-miquelon")
    department = DepartmentFactory(code="975", name="Saint-Pierre-et-Miquelon", slug="miquelon", region=region)
    OrganisationFactory(region=region, department=department, latitude=46.8, longitude=-56.2)
    page = soup_of(client, "/map/")
    assert "1 territory with organisations has no outline" in " ".join(page.get_text().split())
    below = soup_of(client, "/map/departments/miquelon/")
    assert below.select_one("svg.pv-map") is None
    assert "here is the list alone" in below.get_text()


def test_a_region_opens_to_its_departments(client, brittany):
    organisation_in(brittany)
    area = soup_of(client, "/map/regions/bretagne/").select_one("a.pv-map-area")
    assert area["aria-label"] == "Finistère: 1 organisation"
    assert area["href"] == "/map/departments/finistere/"


def test_a_department_opens_to_points(client, brittany):
    alone = organisation_in(brittany, latitude=48.0, longitude=-4.1, name="Alone")
    organisation_in(brittany)
    organisation_in(brittany)
    page = soup_of(client, "/map/departments/finistere/")
    spots = page.select("a.pv-map-spot")
    assert [spot["href"] for spot in spots] == ["/territories/communes/29019-brest/", alone.get_absolute_url()]
    assert [spot["aria-label"] for spot in spots] == ["Brest: 2 organisations", "Alone"]
    assert len(page.select("#map-list li")) == 3


def test_namesakes_of_no_commune_are_drawn_without_a_link(client, brittany):
    for _number in range(2):
        OrganisationFactory(
            department=brittany.department, region=brittany.department.region, latitude=48, longitude=-4
        )
    page = soup_of(client, "/map/departments/finistere/")
    assert page.select_one("circle.pv-map-spot")
    assert not page.select("a.pv-map-spot")


@pytest.mark.parametrize("path", ["/map/regions/nowhere/", "/map/departments/nowhere/"])
def test_unknown_territories_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_writing_to_the_map_is_refused(client):
    assert client.post("/map/").status_code == 405


@pytest.mark.parametrize("path", ["/map/", "/map/regions/bretagne/", "/map/departments/finistere/"])
def test_more_organisations_never_mean_more_queries(client, brittany, path):
    for latitude in (48.4, 48.4, 48.9):
        organisation_in(brittany, latitude=latitude)
    client.get(path)
    with_one = count_queries(lambda: client.get(path))
    for number in range(3):
        organisation_in(brittany, latitude=48 + number / 10)
        organisation_in(brittany)
    assert count_queries(lambda: client.get(path)) == with_one
    assert with_one <= 12


@pytest.mark.parametrize("path", ["/map/", "/map/regions/bretagne/", "/map/departments/finistere/"])
def test_the_fragment_equals_the_reload(client, brittany, path):
    organisation_in(brittany, kind="hospital")
    organisation_in(brittany)
    narrowed = f"{path}?kind=hospital"
    fragment = client.get(narrowed, headers={"HX-Request": "true", "HX-Target": "map-results"}).content.decode()
    reload = BeautifulSoup(client.get(narrowed).content, "html.parser").select_one("#map-results")
    swapped = BeautifulSoup(swap(client.get(path).content.decode(), fragment, target="#map-results"), "html.parser")
    assert "<html" not in fragment
    assert swapped.select_one("#map-results").get_text(" ", strip=True) == reload.get_text(" ", strip=True)


def test_the_ground_is_geojson_that_may_be_kept(client):
    response = client.get("/map/departments.json")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert "max-age" in response.headers["Cache-Control"]
    assert len(json.loads(response.content)["features"]) == 101
