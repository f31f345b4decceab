"""What robots read."""

import xml.etree.ElementTree as ET

import pytest

from parvis.faces.web.seo import sitemap
from parvis.faces.web.seo.structured import script, without_empty
from tests.factories.calls import CallFactory
from tests.factories.cohorts import CohortFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory
from tests.factories.joint_projects import PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.reference import CommuneFactory, DepartmentFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def french_instance(settings):
    settings.LANGUAGE_CODE = "fr"


def xml_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)  # noqa: S314 -- our own text


def locations(root):
    return [element.text for element in root.findall("*/s:loc", SITEMAP)]


def test_robots_names_the_sitemap_and_closes_what_is_private(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "Disallow: /campus/" in text
    assert "Disallow: /organisations" not in text


def test_the_index_names_files_that_exist(client):
    OrganisationFactory()
    MembershipFactory(is_public=True)
    CommuneFactory()
    files = locations(xml_of(client, "/sitemap.xml"))
    assert [name.rsplit("/", 1)[1] for name in files] == [
        "site-1.xml",
        "regions-1.xml",
        "departments-1.xml",
        "organisations-1.xml",
        "people-1.xml",
    ]
    for address in files:
        assert locations(xml_of(client, address.removeprefix("http://localhost:8000")))


def test_every_address_of_the_sitemap_answers(client):
    department = DepartmentFactory()
    commune = CommuneFactory(department=department)
    OrganisationFactory(commune=commune, department=department, region=department.region)
    MembershipFactory(is_public=True)
    ProjectFactory()
    CallFactory()
    CohortFactory(state="published")
    PartnerFactory(project__readers="everyone", consent="given")
    for name in sitemap.SECTIONS:
        for address in locations(xml_of(client, f"/sitemaps/{name}-1.xml")):
            assert client.get(address.removeprefix("http://localhost:8000")).status_code == 200, address


def test_an_organisation_is_listed_with_its_languages_and_its_day(client):
    organisation = OrganisationFactory(slug="institut-curie")
    root = xml_of(client, "/sitemaps/organisations-1.xml")
    assert locations(root) == ["http://localhost:8000/organisations/institut-curie/"]
    assert root.find("*/s:lastmod", SITEMAP).text[:10] == f"{organisation.updated_at:%Y-%m-%d}"
    languages = {link.get("hreflang"): link.get("href") for link in root.findall("*/x:link", SITEMAP)}
    assert set(languages) == {"fr", "en", "x-default"}
    assert languages["en"].endswith("?lang=en")


def test_people_without_a_public_function_are_not_listed(client):
    MembershipFactory(is_public=False)
    assert client.get("/sitemaps/people-1.xml").status_code == 404


def test_long_sections_are_cut_into_files(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGE_SIZE", 2)
    OrganisationFactory.create_batch(3)
    files = [address for address in locations(xml_of(client, "/sitemap.xml")) if "organisations" in address]
    assert [address.rsplit("/", 1)[1] for address in files] == ["organisations-1.xml", "organisations-2.xml"]
    assert len(locations(xml_of(client, "/sitemaps/organisations-1.xml"))) == 2
    assert len(locations(xml_of(client, "/sitemaps/organisations-2.xml"))) == 1


@pytest.mark.parametrize(
    "path", ["/sitemaps/dragons-1.xml", "/sitemaps/organisations-0.xml", "/sitemaps/organisations-9.xml"]
)
def test_unknown_files_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_more_organisations_never_mean_more_queries(client):
    OrganisationFactory()
    with_one = count_queries(lambda: client.get("/sitemaps/organisations-1.xml"))
    OrganisationFactory.create_batch(2)
    assert count_queries(lambda: client.get("/sitemaps/organisations-1.xml")) == with_one


def test_structured_data_cannot_leave_its_element():
    html = script({"name": "</script><script>alert(1)</script>", "note": "a & b", "empty": ""})
    assert html.count("</script>") == 1
    assert "&" not in html.replace("\\u0026", "")
    assert "empty" not in html


def test_what_says_nothing_is_left_out_but_zero_says_something():
    assert without_empty({"a": "", "b": [None, {}], "c": {"d": []}, "e": 0, "f": ["x", ""]}) == {"e": 0, "f": ["x"]}
