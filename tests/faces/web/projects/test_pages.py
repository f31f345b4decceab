"""The list of projects, one project, and the projects of an organisation."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.domain.projects.enums import Role as Part
from parvis.domain.projects.models import Project
from parvis.domain.projects.selectors.exports import COLUMNS
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.factories.reference import RegionFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def soup_of(client, path, language="en", **headers):
    response = client.get(path, headers={"accept-language": language, **headers})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(client, path, language="en"):
    return " ".join(soup_of(client, path, language).main.get_text(" ").split())


def listed(client, question=""):
    return [link.get_text() for link in soup_of(client, f"/projects/{question}").select("#projects .pv-list strong a")]


@pytest.fixture
def ancestrome():
    project = ProjectFactory(
        code="ANR-10-BINF-0001",
        acronym="ANCESTROME",
        title_fr="Approche de phylogénie",
        abstract_fr="Une science historique.",
        year=2010,
        scheme="PIA/France2030",
        programme="BINF",
        programme_name="Bio-informatique",
        starts_on=dt.date(2012, 1, 1),
        ends_on=dt.date(2016, 12, 31),
        funding=Decimal("2177912.28"),
        is_health=True,
        source_on=dt.date(2026, 11, 1),
        words=" anr 10 binf 0001 ancestrome approche de phylogenie institut pasteur",
    )
    pasteur = OrganisationFactory(name="Institut Pasteur", slug="institut-pasteur", kind="research", city="Paris")
    ParticipationFactory(project=project, key="2", name="INSTITUT PASTEUR", organisation=pasteur, city="Paris")
    ParticipationFactory(project=project, key="3", name="Unité X, Institut Pasteur", organisation=pasteur)
    ParticipationFactory(
        project=project,
        key="9",
        name="LBBE",
        role=Part.COORDINATOR,
        city="Villeurbanne",
        grant=Decimal("250000.40"),
        region=RegionFactory(code="84", name="Auvergne-Rhône-Alpes"),
    )
    ParticipationFactory(project=project, key="4", name="Universität Tübingen", city="Tübingen", country="DE")
    return project


def test_list_shows_who_led_and_forgives_accents(client, ancestrome):
    ProjectFactory(acronym="OTHER", year=2018)
    assert listed(client) == ["OTHER", "ANCESTROME"]
    assert listed(client, "?q=PHYLOGÉNIE+pasteur") == ["ANCESTROME"]
    assert listed(client, "?q=anr-10-binf-0001") == ["ANCESTROME"]
    assert listed(client, "?q=genie") == [], "words are found by their beginning"
    assert "LBBE, and 3 partners" in text_of(client, "/projects/?q=phylogenie")


def test_acronym_that_was_typed_comes_first(client):
    for year, acronym in ((2018, "GENIUS"), (2010, "GENE")):
        ProjectFactory(acronym=acronym, year=year, words=f" {acronym.lower()} gene")
    assert listed(client, "?q=gene") == ["GENE", "GENIUS"]


@pytest.mark.parametrize(
    "question",
    ["?year=2010", "?programme=BINF", "?region=84", "?region=53", "?organisation=institut-pasteur", "?health=on"],
)
def test_filters_narrow(client, ancestrome, question):
    bretagne = RegionFactory(code="53", name="Bretagne")
    ancestrome.participations.filter(key="3").update(organisation=OrganisationFactory(region=bretagne))
    ParticipationFactory(project=ProjectFactory(acronym="OTHER", year=2018, programme="CE07"))
    assert listed(client, question) == ["ANCESTROME"]


def test_all_organisations_of_the_address_took_part(client, ancestrome):
    other = ParticipationFactory(project=ancestrome, organisation=OrganisationFactory(slug="curie"), key="7")
    ParticipationFactory(organisation=other.organisation)
    assert listed(client, "?organisation=curie&organisation=institut-pasteur") == ["ANCESTROME"]
    page = soup_of(client, "/projects/?organisation=curie&organisation=institut-pasteur")
    assert [field["value"] for field in page.select("input[name=organisation]")] == ["curie", "institut-pasteur"]
    assert listed(client, "?organisation=curie&organisation=nobody") == []
    assert "No project fits" in text_of(client, "/projects/?organisation=nobody")


def test_filters_that_make_no_sense_are_left_out(client, ancestrome):
    assert listed(client, "?year=soon&programme=nope&region=99&page=x") == ["ANCESTROME"]


def test_programmes_are_offered_with_their_names_and_numbers(client, ancestrome):
    ProjectFactory(programme="BINF")
    ProjectFactory(programme="CE07")
    options = [o.get_text() for o in soup_of(client, "/projects/").select("select[name=programme] option")]
    assert options == ["all", "BINF · Bio-informatique (2)", "CE07 (1)"]


def test_htmx_gets_the_list_alone(client, ancestrome):
    response = client.get("/projects/", headers={"hx-request": "true", "hx-target": "projects"})
    assert b"<html" not in response.content
    assert b"ANCESTROME" in response.content
    assert "HX-Target" in response["Vary"]


@pytest.mark.parametrize(("role", "sentence"), [(None, "Projects will stand here"), (Role.SITE, "parvis import anr")])
def test_empty_list_says_what_to_do(client, sign_in, role, sentence):
    reader = sign_in(account_with(role)) if role else client
    assert sentence in text_of(reader, "/projects/")


def test_project_that_is_not_public_is_for_the_team_alone(client, sign_in):
    project = ProjectFactory(acronym="SECRET", is_public=False)
    ParticipationFactory(project=project, organisation=OrganisationFactory(slug="curie"))
    team = sign_in(account_with(Role.SITE))
    assert (listed(client), listed(team)) == ([], ["SECRET"])
    assert client.get(project.get_absolute_url()).status_code == 404
    assert "not public" in text_of(team, project.get_absolute_url())
    assert "SECRET" not in text_of(client, "/organisations/curie/")
    assert b"SECRET" not in client.get("/projects/export.json").getvalue()


def test_project_page_says_who_where_when_how_much_and_who_says_so(client, ancestrome):
    text = text_of(client, ancestrome.get_absolute_url())
    for said in (
        "Approche de phylogénie",
        "Une science historique.",
        "Who took part (4)",
        "LBBE Villeurbanne, Auvergne-Rhône-Alpes coordinator 250,000 €",
        "Universität Tübingen Tübingen, Germany",
        "Named there: Unité X, Institut Pasteur",
        "Code ANR-10-BINF-0001",
        "Programme BINF · Bio-informatique",
        "Beginning 1 January 2012",
        "End 31 December 2016",
        "Funding 2,177,912 €",
        "ANR , as of 1 November 2026",
        "Licence Ouverte 2.0",
    ):
        assert said in text
    assert "Named there: INSTITUT PASTEUR" not in text
    assert "Allemagne" in text_of(client, ancestrome.get_absolute_url(), "fr")
    links = soup_of(client, ancestrome.get_absolute_url()).select(".pv-list a")
    assert {link["href"] for link in links} == {"/organisations/institut-pasteur/"}


def test_project_page_of_a_bare_project(client):
    project = ProjectFactory(source="elsewhere", title_en="A title", abstract_en="Abstract.")
    text = text_of(client, project.get_absolute_url(), "fr")
    assert "La source ne nomme personne." in text
    assert "A title" in text
    assert soup_of(client, project.get_absolute_url(), "fr").select_one(".pv-organisation-text")["lang"] == "en"


def test_project_speaks_to_machines(client, ancestrome):
    data = json.loads(soup_of(client, ancestrome.get_absolute_url()).select_one("script[type*=json]").string)
    assert (data["@type"], data["name"], data["foundingDate"]) == ("ResearchProject", "ANCESTROME", "2012-01-01")
    assert data["funding"]["amount"] == {"@type": "MonetaryAmount", "value": "2177912.28", "currency": "EUR"}
    assert [member["name"] for member in data["member"]][:2] == ["LBBE", "Institut Pasteur"]
    assert data["member"][1]["@id"].endswith("/organisations/institut-pasteur/")
    bare = ProjectFactory()
    data = json.loads(soup_of(client, bare.get_absolute_url()).select_one("script[type*=json]").string)
    assert "amount" not in data["funding"]


def test_exports_hold_what_is_seen_in_the_same_order(client, ancestrome):
    ProjectFactory(acronym="NEWER", year=2018)
    content = b"".join(client.get("/projects/export.csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert (list(rows[0]), [row["acronym"] for row in rows]) == (list(COLUMNS), ["NEWER", "ANCESTROME"])
    row = rows[1]
    assert (row["coordinator"], row["funding"], row["starts_on"]) == ("LBBE", "2177912.28", "2012-01-01")
    assert row["participants"] == "LBBE|INSTITUT PASTEUR|Unité X, Institut Pasteur|Universität Tübingen"
    assert (row["organisation_ids"].isdigit(), row["regions"], row["is_health"]) == (True, "84", "yes")
    assert json.loads(client.get("/projects/export.json?year=2018").getvalue())[0]["acronym"] == "NEWER"
    assert client.get("/projects/export.xlsx").getvalue()[:2] == b"PK"
    assert json.loads(client.get("/projects/export.json?organisation=nobody").getvalue()) == []


def test_organisation_page_shows_its_projects_and_partners(client, ancestrome):
    page = text_of(client, "/organisations/institut-pasteur/")
    assert "1 funded project, 2010. ANR · 2026" in page
    assert "Most frequent partners" not in page
    curie = OrganisationFactory(name="Institut Curie", slug="curie")
    for year in (2010, 2014, 2018):
        project = ProjectFactory(year=year)
        for organisation, role in (("institut-pasteur", Part.COORDINATOR), ("curie", Part.PARTNER)):
            slugs = {"institut-pasteur": ancestrome.participations.get(key="2").organisation, "curie": curie}
            ParticipationFactory(project=project, organisation=slugs[organisation], role=role)
    page = text_of(client, "/organisations/institut-pasteur/")
    assert "4 funded projects, 2010–2018, 3 coordinated." in page
    assert "Institut Curie 3 projects · 2010–2018" in page
    partners = soup_of(client, "/organisations/institut-pasteur/partners/")
    shared = partners.select_one(".pv-list li > a:last-child")
    assert " ".join(shared.get_text().split()) == "3 projects, 2010–2018"
    assert len(listed(client, shared["href"].removeprefix("/projects/"))) == 3


def test_long_histories_are_cut_and_lead_on(client):
    organisation = OrganisationFactory(slug="large")
    for _ in range(9):
        project = ParticipationFactory(organisation=organisation).project
        ParticipationFactory(project=project, organisation=OrganisationFactory())
    page = soup_of(client, "/organisations/large/")
    links = [link["href"] for link in page.select("section[aria-labelledby=projects] a")]
    assert "/projects/?organisation=large" in links
    assert "/organisations/large/partners/" in links
    assert "All 9 partners" in page.get_text()
    assert len(page.select("section[aria-labelledby=projects] .pv-organisation-grid li")) == 8


def test_organisation_without_projects_has_no_such_part(client):
    OrganisationFactory(slug="alone")
    assert not soup_of(client, "/organisations/alone/").select("section[aria-labelledby=projects]")
    assert "No partner known" in text_of(client, "/organisations/alone/partners/")


@pytest.mark.parametrize(
    "path",
    [
        "/projects/",
        "/projects/anr-10-binf-0001/",
        "/projects/export.json",
        "/organisations/institut-pasteur/",
        "/organisations/institut-pasteur/partners/",
    ],
)
def test_more_rows_need_no_more_queries(client, ancestrome, path):
    def ask():
        response = client.get(path)
        assert response.status_code == 200
        return b"".join(response.streaming_content) if response.streaming else response.content

    def more():
        pasteur = ancestrome.participations.get(key="2").organisation
        for _ in range(3):
            project = ProjectFactory()
            ParticipationFactory(project=project, organisation=pasteur)
            ParticipationFactory(project=project, organisation=OrganisationFactory(region=RegionFactory()))
            ParticipationFactory(project=ancestrome, organisation=OrganisationFactory())

    more()
    ask()
    few = count_queries(ask)
    more()
    assert count_queries(ask) == few
    assert Project.objects.count() == 7
