"""The network drawn: around an organisation, of a theme, of a territory, what it hangs on."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from parvis.domain.insight.selectors.ties import register_ties
from parvis.domain.reference.enums import OrganisationKind
from tests.domain.insight.conftest import funded, met, resident, together
from tests.factories.accounts import UserFactory
from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory, editor_of
from tests.factories.reference import DepartmentFactory, RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    """A lab with a partner, and the partner of that one."""
    CampusFactory(name="Parvis")
    lab = OrganisationFactory(name="Lab of light", slug="lab")
    hospital = OrganisationFactory(name="Hospital", slug="hospital", kind=OrganisationKind.HOSPITAL, city="Lyon")
    funded(lab, hospital, year=2012)
    funded(lab, hospital, year=2014)
    funded(hospital, OrganisationFactory(name="<b>Far</b> away", slug="far"), year=2016)
    return lab


def soup(response):
    """The page to be looked into."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def around(organisation, query=""):
    """The page around an organisation."""
    return reverse("network:organisation", args=[organisation.slug]) + query


def rows(page):
    """The table as texts."""
    return [" ".join(row.get_text(" ").split()) for row in page.select("#network-table tbody tr")]


def test_drawing_and_table_say_the_same(client, lab):
    page = soup(client.get(around(lab)))
    nodes = page.select("svg.pv-network .pv-network-node")
    assert [node["href"] for node in nodes] == [
        around(lab),
        "/network/organisations/hospital/",
        "/network/organisations/far/",
    ]
    assert nodes[1]["aria-label"] == "2. Hospital, hospital or clinic, 2 ties"
    assert [text.get_text() for text in page.select(".pv-network-number")] == ["1", "2", "3"]
    assert [text.get_text() for text in page.select(".pv-network-name")] == [
        "Lab of light",
        "Hospital",
        "<b>Far</b> away",
    ]
    assert len(page.select(".pv-network-ties line")) == 2
    assert rows(page)[1].startswith("2 Hospital Lyon hospital or clinic partner 2 2")
    assert "2012–2014" in rows(page)[0]
    total = " ".join(page.select_one(".pv-network-total").get_text().split())
    assert total == "3 organisations, 2 ties between them."


def test_page_is_whole_in_french(client, lab):
    with translation.override("fr"):
        page = soup(client.get(around(lab, "?lang=fr")))
    assert "Les partenaires de cette organisation" in page.get_text()
    assert (
        page.select("svg.pv-network .pv-network-node")[1]["aria-label"] == "2. Hospital, hôpital ou clinique, 2 liens"
    )


def test_table_is_sorted_as_asked(client, lab):
    def names(order):
        return [row.split()[1] for row in rows(soup(client.get(around(lab, f"?order={order}"))))]

    assert names("name") == ["<b>Far</b>", "Hospital", "Lab"]
    assert names("-ties") == ["Lab", "Hospital", "<b>Far</b>"]
    assert names("nonsense") == names("number") == ["Lab", "Hospital", "<b>Far</b>"]
    for order in ("kind", "partners", "last", "between"):
        assert len(names(order)) == 3


def test_filters_are_kept_on_the_way(client, lab):
    page = soup(client.get(around(lab, "?since=2013&kind=register")))
    links = [node["href"] for node in page.select("svg.pv-network .pv-network-node")]
    assert links[1] == "/network/organisations/hospital/?kind=register&since=2013"
    assert rows(page)[0].split()[-3] != "2012–2014"
    page = soup(client.get(around(lab, "?since=2099")))
    assert "Take a filter away" in page.get_text()
    page = soup(client.get(around(lab, "?since=x&kind=nonsense&health=on")))
    assert "Take a filter away" in page.get_text()


def test_fragment_is_what_the_page_holds(client, lab):
    page = soup(client.get(around(lab)))
    fragment = client.get(around(lab), headers={"HX-Request": "true", "HX-Target": "network"})
    assert "<html" not in fragment.content.decode()
    assert "HX-Target" in fragment.headers["Vary"]
    assert (
        BeautifulSoup(fragment.content, "html.parser").select_one("svg.pv-network .pv-network-node")["href"]
        == page.select_one("svg.pv-network .pv-network-node")["href"]
    )


def test_organisation_without_ties_says_what_to_do(client):
    CampusFactory()
    page = soup(client.get(around(OrganisationFactory(slug="alone"))))
    assert "No tie to be seen" in page.get_text()
    assert client.get("/network/organisations/nobody/").status_code == 404


def test_outsider_sees_neither_the_partner_nor_the_number(client, sign_in, lab):
    secret = OrganisationFactory(name="Secret partner", slug="secret")
    project = together(lab, secret)
    partner, outsider = sign_in(editor_of(secret)), sign_in(UserFactory())
    for reader in (client, outsider):
        page = soup(reader.get(around(lab)))
        assert "Secret partner" not in page.get_text()
        assert len(rows(page)) == 3
        assert "Secret partner" not in body(reader.get(reverse("network:organisation_file", args=["lab"])))
        assert "Secret partner" not in soup(reader.get(reverse("network:structure"))).get_text()
        assert "No tie to be seen" in soup(reader.get(around(secret))).get_text()
    assert "Secret partner" in soup(partner.get(around(lab))).get_text()
    assert soup(partner.get(around(lab))).select_one(".pv-network-joint")
    assert project.readers == "partners"


def body(response):
    """What a file says."""
    return b"".join(response.streaming_content).decode()


def test_file_has_everyone_and_no_formula(client, lab):
    funded(lab, OrganisationFactory(name="=1+1", slug="formula"))
    response = client.get(reverse("network:organisation_file", args=["lab"]))
    assert response.headers["Content-Type"].startswith("text/csv")
    found = list(csv.DictReader(io.StringIO(body(response))))
    assert [(row["slug"], row["step"], row["ties"]) for row in found] == [
        ("lab", "0", "3"),
        ("hospital", "1", "2"),
        ("formula", "1", "1"),
        ("far", "2", "0"),
    ]
    assert found[2]["name"] == "'=1+1"


@pytest.fixture
def placed(lab):
    """The lab and the hospital in a theme, a region and a department."""
    theme, department = ThemeFactory(code="hearts", name_en="Hearts"), DepartmentFactory()
    for slug in ("lab", "hospital"):
        found = type(lab).objects.get(slug=slug)
        found.themes.add(theme)
        found.region, found.department = RegionFactory(), department
        found.save()
    return {"theme": "hearts", "region": "region-11", "department": "department-75"}


@pytest.mark.parametrize("kind", ["theme", "region", "department"])
def test_groups_show_their_own(client, placed, kind):
    page = soup(client.get(reverse(f"network:{kind}", args=[placed[kind]])))
    assert {row.split()[1] for row in rows(page)} == {"Lab", "Hospital"}
    assert not page.select(f'[name="{"theme" if kind == "theme" else "region"}"]')
    found = list(csv.DictReader(io.StringIO(body(client.get(reverse(f"network:{kind}_file", args=[placed[kind]]))))))
    assert {row["slug"] for row in found} == {"lab", "hospital"}
    empty = soup(client.get(reverse(f"network:{kind}", args=[placed[kind]]) + "?until=1960"))
    assert "Nobody here is tied to anybody else here" in empty.get_text()


def test_group_without_ties_says_what_to_do(client, lab):
    ThemeFactory(code="nothing")
    page = soup(client.get(reverse("network:theme", args=["nothing"])))
    assert "Look at a single organisation instead" in page.get_text()
    assert client.get(reverse("network:theme", args=["unknown"])).status_code == 404


def test_large_network_says_what_is_not_drawn(client, lab):
    partners = [OrganisationFactory(name=f"Partner {number:02}") for number in range(30)]
    funded(lab, *partners)
    funded(partners[0], *[OrganisationFactory() for _number in range(30)])
    page = soup(client.get(around(lab)))
    text = " ".join(page.select_one(".pv-network-total").get_text(" ").split())
    assert "strongest ties are drawn" in text
    assert "7 further partners are not drawn" in text
    assert "15 partners of partners are left out" in text
    assert len(page.select("svg.pv-network .pv-network-node")) == 41


def test_queries_do_not_grow_with_the_network(client, lab):
    def count():
        register_ties.forget()
        return count_queries(lambda: client.get(around(lab)))

    count()
    first = count()
    for number in range(3):
        funded(lab, OrganisationFactory(name=f"More {number}"))
    assert count() == first


def test_index_leads_into_the_network(client, lab, placed):
    page = soup(client.get(reverse("network:index")))
    assert "3 organisations are tied to at least one other; there are 2 pairs." in page.get_text()
    assert page.select_one(f'a[href="{around(lab)}"]')
    assert page.select_one('a[href="/network/themes/hearts/"]')
    assert page.select_one('a[href="/network/regions/region-11/"]')
    assert "No organisation of that name" in soup(client.get(reverse("network:index") + "?q=zzz")).get_text()


def test_index_of_an_empty_house(client):
    CampusFactory()
    assert "No tie yet" in soup(client.get(reverse("network:index"))).get_text()


def test_bridges_and_islands(client, lab):
    funded(OrganisationFactory(name="Island one"), OrganisationFactory(name="Island two"))
    funded(type(lab).objects.get(slug="far"), OrganisationFactory(name="End", slug="end"))
    page = soup(client.get(reverse("network:structure")))
    text = " ".join(page.get_text(" ").split())
    assert "Island one" in text
    crossings = page.select("div:has(> #crossings) tbody tr")
    assert [row.th.get_text() for row in crossings] == ["Hospital", "<b>Far</b> away"]
    assert len(page.select("div:has(> #bridges) tbody tr")) == 1
    found = list(csv.DictReader(io.StringIO(body(client.get(reverse("network:structure_file"))))))
    assert [(row["what"], row["cut_off"], row["size"]) for row in found] == [
        ("crossing", "1", ""),
        ("crossing", "1", ""),
        ("bridge", "2", ""),
        ("island", "", "4"),
        ("island", "", "2"),
    ]
    empty = soup(client.get(reverse("network:structure") + "?since=2099"))
    assert "No tie to be seen" in empty.get_text()


def test_network_without_weak_points(client):
    CampusFactory()
    funded(*[OrganisationFactory() for _number in range(3)])
    text = soup(client.get(reverse("network:structure"))).get_text()
    assert "None: whoever leaves" in text


def test_page_of_an_organisation_leads_to_its_network(client, sign_in, lab):
    assert soup(client.get(lab.get_absolute_url())).select_one(f'a[href="{around(lab)}"]')
    alone, other = resident("Solia"), OrganisationFactory()
    met(alone, other)
    assert not soup(client.get(alone.get_absolute_url())).select_one(f'a[href="{around(alone)}"]')
    assert soup(sign_in(editor_of(alone)).get(alone.get_absolute_url())).select_one(f'a[href="{around(alone)}"]')
