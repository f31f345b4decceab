"""Results of a search as a map."""

import pytest
from bs4 import BeautifulSoup

from parvis.base.search.services.indexing import rebuild
from parvis.faces.web.map import located, points
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def brest():
    region = RegionFactory(code="53", name="Bretagne", slug="bretagne")
    department = DepartmentFactory(code="29", name="Finistère", slug="finistere", region=region)
    return CommuneFactory(code="29019", name="Brest", department=department, latitude=48.4, longitude=-4.5)


def organisation_in(commune, **values):
    placed = {"latitude": commune.latitude, "longitude": commune.longitude} | values
    return OrganisationFactory(
        commune=commune, department=commune.department, region=commune.department.region, **placed
    )


def found(client, query=""):
    rebuild("organisations")
    response = client.get(f"/map/points.json?{query}")
    assert response.status_code == 200
    return response.json()


def test_points_are_those_of_the_search(client, brest):
    organisation_in(brest, name="Hôpital de Brest", slug="hopital", kind="hospital")
    organisation_in(brest, name="Laboratoire", kind="lab")
    OrganisationFactory(name="Hôpital sans lieu", kind="hospital")
    answer = found(client, "q=hopital&kind=hospital")
    assert (answer["total"], answer["placed"], answer["cut"]) == (2, 1, False)
    assert answer["places"] == [
        {"at": [48.4, -4.5], "count": 1, "names": [["Hôpital de Brest", "/organisations/hopital/"]]}
    ]


def test_organisations_at_the_same_place_are_one_point_the_important_first(client, brest):
    for number in range(7):
        organisation_in(brest, name=f"Organisation {number}", weight=number / 10)
    (place,) = found(client)["places"]
    assert place["count"] == 7
    assert [name for name, _url in place["names"]] == [f"Organisation {number}" for number in (6, 5, 4, 3, 2)]
    assert place["more"] == ["Brest", "/territories/communes/29019-brest/"]


def test_a_directory_too_large_to_keep_says_the_same(client, brest, monkeypatch):
    for number in range(3):
        organisation_in(brest, latitude=48 + number / 10)
    OrganisationFactory(kind="university", latitude=47.0, longitude=2.0)
    few = found(client, "kind=lab")
    monkeypatch.setattr(located, "MOST_KEPT", 1)
    assert found(client, "kind=lab") == few


def test_too_many_points_are_refused_with_a_word(client, brest, monkeypatch):
    monkeypatch.setattr(points, "MOST", 1)
    organisation_in(brest)
    organisation_in(brest)
    assert found(client) == {"total": 2, "placed": 0, "cut": True, "places": []}


def test_nothing_found_is_no_point(client, brest):
    organisation_in(brest)
    assert found(client, "kind=dragon")["places"] == []


def test_more_points_never_mean_more_queries(client, brest):
    for _number in range(6):
        organisation_in(brest)
    found(client)
    one = count_queries(lambda: client.get("/map/points.json"))
    for number in range(12):
        organisation_in(brest, latitude=48 + number % 2 / 10)
    found(client)
    assert count_queries(lambda: client.get("/map/points.json")) == one


def test_what_is_kept_follows_the_directory(client, brest):
    organisation = organisation_in(brest, name="Ancien nom", slug="brest")
    assert found(client)["places"][0]["names"] == [["Ancien nom", "/organisations/brest/"]]
    type(organisation).objects.filter(pk=organisation.pk).update(name="Nouveau nom", latitude=48.5)
    (place,) = found(client)["places"]
    assert (place["at"], place["names"][0][0]) == ([48.5, -4.5], "Nouveau nom")


def test_names_are_written_as_json(client, brest):
    organisation_in(brest, name='Institut "A\\B" <é>', slug="ab")
    assert found(client)["places"][0]["names"] == [['Institut "A\\B" <é>', "/organisations/ab/"]]


def test_the_map_of_the_directory_offers_its_results_as_points(client, brest):
    organisation_in(brest, name="Institut Curie")
    rebuild("organisations")
    page = BeautifulSoup(client.get("/directory/?q=curie&kind=lab&view=map&order=name").content, "html.parser")
    box = page.select_one("[data-parvis-map]")
    assert box["data-points"] == "/map/points.json?q=curie&kind=lab"
    assert page.find(id=box["data-fallback"]).select_one("a.pv-map-area")
    assert box.select_one("[data-parvis-map-canvas]").has_attr("hidden")
    assert client.get(box["data-points"]).json()["total"] == 1
