"""Joint projects as their readers see them: the list, one of them, an organisation's page, machines."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.search.services import indexing
from parvis.domain.joint_projects.enums import Consent, FundingState, ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.search_documents import INDEX
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, editor_of, reader_of
from tests.factories.joint_projects import (
    FundingFactory,
    JointProjectFactory,
    MilestoneFactory,
    NewsFactory,
    PartnerFactory,
)
from tests.factories.projects import ParticipationFactory
from tests.factories.reference import ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

LIST = "/joint-projects/"


@pytest.fixture
def startup():
    """A partner."""
    return OrganisationFactory(name="Alpha")


@pytest.fixture
def project(startup):
    """A running project that every partner agreed to show, with something of each kind."""
    project = JointProjectFactory(
        slug="heart",
        title_en="Heart </script>",
        title_fr="Cœur",
        summary_en="It beats.",
        state=ProjectState.RUNNING,
        readers=Readers.EVERYONE,
        themes=[ThemeFactory(name_en="Robots")],
    )
    for organisation in (startup, OrganisationFactory(name="Hospital")):
        PartnerFactory(project=project, organisation=organisation, consent=Consent.GIVEN)
    MilestoneFactory(project=project, title="First patient")
    FundingFactory(project=project, funder="Agency", amount=123_456, state=FundingState.GRANTED)
    NewsFactory(project=project, text="The wards are ready.")
    return project


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_everyone_reads_what_was_agreed_and_no_more(client, project):
    response = client.get("/joint-projects/heart/")
    page = text_of(response)
    for said in ("It beats.", "Alpha", "Hospital", "Robots", "First patient", "Agency", "running"):
        assert said in page
    for inside in ("123", "The wards are ready.", "Documents", "Who may read this page"):
        assert inside not in page
    data = json.loads(BeautifulSoup(response.content, "html.parser").find("script", type="application/ld+json").string)
    assert (data["@type"], data["name"]) == ("ResearchProject", "Heart </script>")
    assert [member["name"] for member in data["member"]] == ["Alpha", "Hospital"]
    assert "Cœur" in client.get("/joint-projects/heart/?lang=fr").content.decode()


def test_partners_read_what_is_theirs(sign_in, project, startup):
    page = text_of(sign_in(reader_of(startup)).get("/joint-projects/heart/"))
    for inside in ("123,456", "The wards are ready.", "Documents", "Everyone: each partner has agreed."):
        assert inside in page
    assert "Change the partners" not in page
    assert "Change the partners" in text_of(sign_in(editor_of(startup)).get("/joint-projects/heart/"))


def test_a_page_that_waits_for_a_word_is_closed(client, sign_in, project, startup):
    project.partners.exclude(organisation=startup).update(consent=Consent.OPEN)
    outsider = sign_in(reader_of(OrganisationFactory()))
    assert client.get("/joint-projects/heart/").status_code == outsider.get("/joint-projects/heart/").status_code == 404
    page = sign_in(editor_of(startup)).get("/joint-projects/heart/")
    assert "has not answered" in text_of(page)
    assert b"ld+json" not in page.content
    assert b'content="noindex"' in page.content


def test_the_list_finds_and_narrows(client, project):
    JointProjectFactory(title_en="Secret")
    indexing.rebuild(INDEX)
    theme = project.themes.get().code
    for question in ("", "?q=hospital", f"?theme={theme}", "?state=running", "?organisation=" + "nobody", "?year=x"):
        page = text_of(client.get(LIST + question))
        assert "Heart" in page
        assert "Secret" not in page
    for question in ("?q=zebra", "?state=finished"):
        assert "No joint project fits" in text_of(client.get(LIST + question))
    organisation = project.partners.first().organisation
    assert "1 joint project" in text_of(client.get(f"{LIST}?organisation={organisation.slug}"))
    fragment = client.get(LIST, headers={"HX-Request": "true", "HX-Target": "joint-projects"}).content.decode()
    assert "Heart" in fragment
    assert "<html" not in fragment


def test_empty_lists_say_what_comes_next(client, sign_in, startup):
    assert "Sign in to see those" in text_of(client.get(LIST))
    assert "Put the first one on record" in text_of(sign_in(editor_of(startup)).get(LIST))
    assert "Whoever writes in the name" in text_of(sign_in(UserFactory()).get("/joint-projects/mine/"))
    assert "Put on record what you do" in text_of(sign_in(editor_of(startup)).get("/joint-projects/mine/"))
    team = sign_in(account_with(Role.COMMUNITY))
    assert "No joint project yet" in text_of(team.get("/campus/joint-projects/"))
    assert "No joint project fits" in text_of(team.get("/campus/joint-projects/?state=idea"))


def test_the_page_of_an_organisation_names_them(client, sign_in, project, startup):
    ParticipationFactory(organisation=startup)
    hidden = JointProjectFactory(title_en="Secret", partners=[startup])
    page = text_of(client.get(startup.get_absolute_url()))
    assert "What this organisation does together" in page
    assert "1 funded project" in page
    assert "Secret" not in page
    assert hidden.title in text_of(sign_in(reader_of(startup)).get(startup.get_absolute_url()))
    for _n in range(6):
        JointProjectFactory(partners=[startup])
    many = text_of(sign_in(account_with(Role.SITE)).get(startup.get_absolute_url()))
    assert "All joint projects" in many
    alone = OrganisationFactory()
    assert "Joint projects" not in text_of(client.get(alone.get_absolute_url()))


def test_the_sitemap_names_public_ones(client, project):
    JointProjectFactory(slug="secret")
    assert "sitemaps/joint-projects-1.xml" in client.get("/sitemap.xml").content.decode()
    page = client.get("/sitemaps/joint-projects-1.xml").content.decode()
    assert "/joint-projects/heart/" in page
    assert "secret" not in page


def test_queries_do_not_grow(client, sign_in, project, startup):
    team, partner = sign_in(account_with(Role.COMMUNITY)), sign_in(editor_of(startup))
    asked = [
        (client, LIST),
        (client, "/joint-projects/heart/"),
        (partner, "/joint-projects/heart/"),
        (partner, "/joint-projects/heart/partners/"),
        (partner, "/joint-projects/mine/"),
        (partner, "/dashboard/"),
        (team, "/campus/joint-projects/"),
        (client, startup.get_absolute_url()),
    ]
    counts = []
    for _n in range(4):
        PartnerFactory(project=project, consent=Consent.GIVEN)
        other = JointProjectFactory(readers=Readers.EVERYONE, themes=[ThemeFactory()])
        for organisation in (startup, OrganisationFactory()):
            PartnerFactory(project=other, organisation=organisation, consent=Consent.GIVEN)
        MilestoneFactory(project=project)
        FundingFactory(project=project, amount=1)
        NewsFactory(project=project, said_by=UserFactory())
        counts.append([count_queries(lambda one=one, path=path: one.get(path)) for one, path in asked])
    assert counts[1] == counts[3]


def test_a_project_of_a_register_is_taken_over(client, sign_in, startup):
    past = ParticipationFactory(organisation=startup, project__title_en="Old").project
    ParticipationFactory(project=past, name="Nowhere Ltd")
    own = sign_in(editor_of(startup))
    assert "a joint project of ours" not in text_of(client.get(past.get_absolute_url()))
    assert "This is a joint project of ours" in text_of(own.get(past.get_absolute_url()))
    page = reverse("joint_projects:take_over", args=[past.slug])
    assert "Nowhere Ltd" in text_of(own.get(page))
    response = own.post(page)
    project = JointProject.objects.get()
    assert response["Location"] == f"/joint-projects/{project.slug}/edit/"
    assert "In the words of the partners" in text_of(own.get(past.get_absolute_url()))
    assert own.get(page)["Location"] == project.get_absolute_url()
    assert "as a register names it" in text_of(own.get(project.get_absolute_url()))
    nobody = ParticipationFactory(name="Nowhere Ltd").project
    team, empty = sign_in(account_with(Role.COMMUNITY)), reverse("joint_projects:take_over", args=[nobody.slug])
    assert "cannot be taken over" in text_of(team.get(empty))
    assert "Name at least one partner." in text_of(team.post(empty))
