"""The page of an organisation."""

import datetime as dt
import json
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.activity.services.record import record
from parvis.domain.directory.enums import NameKind, Scheme
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    ClaimFactory,
    IdentifierFactory,
    LinkFactory,
    MembershipFactory,
    NameFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    editor_of,
)
from tests.factories.reference import CommuneFactory, SectorFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def curie():
    commune = CommuneFactory()
    return OrganisationFactory(
        name="Institut Curie",
        slug="institut-curie",
        kind="hospital",
        description_fr="Centre de lutte contre le cancer.",
        address="26 rue d'Ulm",
        postcode="75005",
        city="Paris",
        commune=commune,
        department=commune.department,
        region=commune.department.region,
        latitude=48.84,
        longitude=2.34,
        founded_year=1909,
        website="https://curie.fr",
        sector=SectorFactory(),
        themes=[ThemeFactory(code="ai", name_en="Artificial intelligence")],
        provenance={
            "address": {"source": "hospitals", "on": "2019-12-31"},
            "website": {"source": "human", "on": "2026-01-01"},
        },
        sources=["hospitals"],
    )


def soup_of(client, path="/organisations/institut-curie/", language="en"):
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(page):
    return " ".join(page.main.get_text(" ").split())


def data_of(page):
    return json.loads(page.find("script", type="application/ld+json").string)


def test_the_page_says_who_where_and_what(client, curie):
    NameFactory(organisation=curie, text="IC", kind=NameKind.ACRONYM)
    NameFactory(organisation=curie, text="Institut du radium", kind=NameKind.FORMER)
    LinkFactory(organisation=curie, url="https://example.org/curie", title="The museum")
    page = soup_of(client)
    text = text_of(page)
    for said in (
        "Institut Curie",
        "IC",
        "Institut du radium",
        "hospital or clinic",
        "1909",
        "26 rue d'Ulm",
        "The museum",
    ):
        assert said in text
    assert page.title.string.startswith("Institut Curie (IC)")
    assert page.find("a", href="/territories/communes/75056-paris/")
    assert page.select_one(".pv-map[role=img]")["aria-label"] == "Institut Curie on the map of the department Paris"


def test_each_fact_names_its_source_and_what_is_old_looks_old(client, curie):
    address = soup_of(client).find("address")
    source = address.select_one(".pv-source")
    assert "2019" in source.get_text()
    assert "pv-source-old" in source["class"]
    website = soup_of(client).find("a", href="https://curie.fr").find_parent("dd")
    assert website.select_one(".pv-source-human")


@pytest.mark.parametrize(("language", "shown"), [("fr", "Présentation"), ("en", "About")])
def test_the_description_is_in_the_language_of_the_reader(client, language, shown):
    OrganisationFactory(slug="institut-curie", description_fr="Présentation", description_en="About")
    block = soup_of(client, language=language).select_one(".pv-organisation-text")
    assert block["lang"] == language
    assert block.get_text(strip=True) == shown


def test_the_other_language_stands_in_and_is_marked(client, curie):
    page = soup_of(client)
    assert page.select_one(".pv-organisation-text")["lang"] == "fr"
    assert "There is no description in your language yet." in text_of(page)


def test_numbers_lead_to_their_register(client, curie):
    IdentifierFactory(organisation=curie, scheme=Scheme.ROR, value="04t0gwh46")
    assert soup_of(client).find("a", href="https://ror.org/04t0gwh46")


def test_the_family_is_shown_page_by_page(client, curie):
    parent = OrganisationFactory(name="The parent")
    RelationFactory(child=curie, parent=parent)
    for number in range(27):
        RelationFactory(parent=curie, child=OrganisationFactory(name=f"Lab {number:02}"))
    first, second = soup_of(client), soup_of(client, "/organisations/institut-curie/?children=2")
    assert "The parent" in text_of(first)
    assert "(27)" in first.select_one("#children").get_text()
    assert first.select_one("a[rel=next]")["href"] == "?children=2#children"
    assert second.select_one("a[rel=prev]")["href"] == "?children=1#children"
    assert "Lab 26" in text_of(second)
    assert "Lab 26" not in text_of(first)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 5000])
def test_a_page_of_the_family_that_is_not_there_is_the_nearest_one(client, curie, number):
    assert client.get(f"/organisations/institut-curie/?children={number}").status_code == 200


def test_neighbours_by_theme_and_place_are_named(client, curie):
    OrganisationFactory(name="Same theme", themes=list(curie.themes.all()))
    OrganisationFactory(name="Same place", commune=curie.commune, department=curie.department)
    text = text_of(soup_of(client))
    assert "Same theme" in text
    assert "Same place" in text


def test_only_people_whom_the_reader_may_see_are_shown(client, sign_in, curie):
    MembershipFactory(organisation=curie, person=PersonFactory(name="Public Person"), ends_on=dt.date(2020, 1, 1))
    MembershipFactory(organisation=curie, person=PersonFactory(name="Hidden Person"), is_public=False)
    assert "Public Person" in text_of(soup_of(client))
    assert "Hidden Person" not in text_of(soup_of(client))
    assert "Hidden Person" in text_of(soup_of(sign_in(editor_of(curie))))


def test_contact_details_are_for_those_who_may_see_them(client, sign_in, curie):
    MembershipFactory(organisation=curie, person=PersonFactory(email="ada@example.org", phone="01 02 03 04 05"))
    outsider = UserFactory()
    assert "ada@example.org" not in str(soup_of(client))
    assert "ada@example.org" not in str(soup_of(sign_in(outsider)))
    team = sign_in(account_with(Role.COMMUNITY))
    assert "ada@example.org" in str(soup_of(team))
    assert "ada@example.org" not in str(data_of(soup_of(team)))


def test_the_history_is_for_the_team_and_those_with_a_right(client, sign_in, curie):
    with transaction.atomic():
        record(actor=UserFactory(name="Grace"), verb="directory.organisation_edited", target=curie)
    assert not soup_of(client).select_one("#history")
    assert not soup_of(sign_in(UserFactory())).select_one("#history")
    for reader in (account_with(Role.COMMUNITY), editor_of(curie)):
        page = soup_of(sign_in(reader))
        assert "Grace" in page.select_one("#history").parent.get_text()


def test_a_waiting_claim_is_said_to_who_made_it(sign_in, curie):
    claim = ClaimFactory(organisation=curie)
    assert "Your request to manage it is waiting" in text_of(soup_of(sign_in(claim.asked_by)))


def test_an_invented_organisation_says_so(client):
    OrganisationFactory(slug="institut-curie", is_invented=True)
    assert "invented for the demonstration" in text_of(soup_of(client))


def test_structured_data_says_what_the_page_says(client, curie):
    IdentifierFactory(organisation=curie, scheme=Scheme.ROR, value="04t0gwh46")
    IdentifierFactory(organisation=curie, scheme=Scheme.VAT, value="FR03784257164")
    RelationFactory(child=curie, parent=OrganisationFactory(name="The parent"))
    MembershipFactory(organisation=curie, person=PersonFactory(name="Ada"))
    MembershipFactory(organisation=curie, person=PersonFactory(name="Hidden"), is_public=False)
    NameFactory(organisation=curie, text="</script><b>", kind=NameKind.ALIAS)
    data = data_of(soup_of(client))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Hospital"
    assert data["url"] == "http://localhost:8000/organisations/institut-curie/"
    assert data["address"]["postalCode"] == "75005"
    assert data["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 48.84, "longitude": 2.34}
    assert data["parentOrganization"][0]["name"] == "The parent"
    assert data["sameAs"] == ["https://curie.fr", "https://ror.org/04t0gwh46"]
    assert data["identifier"] == [{"@type": "PropertyValue", "propertyID": "ROR", "value": "04t0gwh46"}]
    assert data["vatID"] == "FR03784257164"
    assert [person["name"] for person in data["member"]] == ["Ada"]
    assert data["alternateName"] == ["</script><b>"]


def test_structured_data_of_a_bare_organisation_holds_no_empty_value(client):
    OrganisationFactory(slug="institut-curie", kind="other")
    data = data_of(soup_of(client))
    assert data["@type"] == "Organization"
    assert not {"address", "location", "logo", "alternateName", "sameAs"} & set(data)


def test_the_page_can_be_shared(client, settings, curie):
    settings.LANGUAGE_CODE = "fr"
    page = soup_of(client, language="fr")
    assert page.find("link", rel="canonical")["href"] == "http://localhost:8000/organisations/institut-curie/"
    assert page.find("meta", property="og:title")["content"] == "Institut Curie"
    assert page.find("meta", property="og:description")["content"] == "Centre de lutte contre le cancer."
    assert page.find("meta", attrs={"name": "description"})["content"] == "Centre de lutte contre le cancer."


def test_an_unknown_organisation_is_not_found(client):
    assert client.get("/organisations/nobody/").status_code == 404


def test_more_rows_never_mean_more_queries(client, sign_in, curie):
    def add(number):
        for _number in range(number):
            RelationFactory(parent=curie)
            RelationFactory(child=curie)
            MembershipFactory(organisation=curie)
            NameFactory(organisation=curie)
            IdentifierFactory(organisation=curie)
            LinkFactory(organisation=curie)
            OrganisationFactory(commune=curie.commune, department=curie.department, themes=list(curie.themes.all()))

    add(1)
    path = "/organisations/institut-curie/"
    team = sign_in(account_with(Role.COMMUNITY))

    def counts():
        return [count_queries(partial(reader.get, path)) for reader in (client, team)]

    counts()
    one = counts()
    add(3)
    assert counts() == one
    assert max(one) <= 29
