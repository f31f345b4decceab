"""Partners put projects on record, change them, and answer by the links of mails."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.joint_projects.enums import Consent, ProjectState, Readers
from parvis.domain.joint_projects.links import consent_link, news_link
from parvis.domain.joint_projects.models import Document, Funding, JointProject, Milestone, News
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import MembershipFactory, OrganisationFactory, owner_of
from tests.factories.joint_projects import JointProjectFactory, PartnerFactory
from tests.support.files import store

__all__ = ["store"]

pytestmark = pytest.mark.django_db

HEART = "/joint-projects/heart/"


@pytest.fixture
def startup():
    """A partner."""
    return OrganisationFactory(name="Alpha")


@pytest.fixture
def hospital():
    """The other one."""
    return OrganisationFactory(name="Hospital")


@pytest.fixture
def project(startup, hospital):
    """An idea of the two."""
    return JointProjectFactory(slug="heart", title_en="Heart", partners=[startup, hospital])


@pytest.fixture
def owner(startup):
    """Who owns the start-up."""
    return owner_of(startup)


@pytest.fixture
def own(sign_in, owner):
    """Their client."""
    return sign_in(owner)


@pytest.fixture
def team(sign_in):
    """A client of a community manager."""
    return sign_in(account_with(Role.COMMUNITY))


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def path_of(link):
    return "/" + link.split("/", 3)[3]


def test_a_partner_puts_a_project_on_record(own, startup):
    assert "Alpha" in text_of(own.get("/joint-projects/new/"))
    given = {"title_fr": "", "title_en": "", "readers": "partners", "state": "forming", "role": "coordinator"}
    refused = own.post("/joint-projects/new/", given)
    assert refused.status_code == 422
    assert "Give the project a title" in text_of(refused)
    answer = own.post("/joint-projects/new/", {**given, "title_fr": "New"})
    project = JointProject.objects.get()
    assert (project.slug, project.state) == ("new-2", "forming")
    assert (project.partners.get().organisation, answer["Location"]) == (startup, "/joint-projects/new-2/partners/")


def test_the_campus_looks_the_first_partner_up(team, own, startup, hospital):
    assert "Which organisation takes part?" in text_of(team.get("/joint-projects/new/"))
    assert "Alpha" in text_of(team.get("/joint-projects/new/?q=Alpha"))
    fragment = team.get("/joint-projects/new/?q=Nowhere", headers={"HX-Request": "true", "HX-Target": "found"})
    assert "No organisation of the directory" in fragment.content.decode()
    assert "Alpha" in text_of(team.get(f"/joint-projects/new/?organisation={startup.slug}"))
    assert own.get(f"/joint-projects/new/?organisation={hospital.slug}").status_code == 404


def test_texts_and_readers_are_changed(own, project):
    assert "Heart" in own.get(f"{HEART}edit/").content.decode()
    answer = own.post(f"{HEART}edit/", {"title_en": "Beat", "readers": "everyone"})
    project.refresh_from_db()
    assert (answer.status_code, project.title, project.readers) == (302, "Beat", "everyone")
    assert own.post(f"{HEART}edit/", {"title_en": "", "readers": "everyone"}).status_code == 422
    assert "has not answered" in text_of(own.get(HEART))
    assert "was asked within the last week" in text_of(own.post(f"{HEART}ask/", follow=True))
    project.partners.update(consent_asked_at=None)
    assert "1 partner is asked again" in text_of(own.post(f"{HEART}ask/", follow=True))


def test_the_state_moves_on_with_a_reason(own, project):
    assert "It is abandoned" in text_of(own.get(f"{HEART}state/"))
    refused = own.post(f"{HEART}state/", {"action": "abandon", "reason": ""})
    assert (refused.status_code, "Say why it is abandoned" in text_of(refused)) == (422, True)
    own.post(f"{HEART}state/", {"action": "abandon", "reason": "No data."})
    assert "No data." in text_of(own.get(HEART))
    assert "Why, when it is abandoned" not in text_of(own.get(f"{HEART}state/"))


def test_a_mistake_is_removed(own, team, project):
    assert own.post(f"{HEART}remove/").status_code == 404
    assert "Remove from the record" in text_of(team.get(HEART))
    assert "everything that belongs to it goes, for good" in text_of(team.get(f"{HEART}remove/"))
    assert JointProject.objects.filter(pk=project.pk).exists()
    assert "The project is removed." in text_of(team.post(f"{HEART}remove/", follow=True))


def test_partners_come_and_go(own, project, hospital):
    lab = OrganisationFactory(name="Laboratory")
    page = f"{HEART}partners/"
    assert "Laboratory" in text_of(own.get(f"{page}?q=Laboratory"))
    found = own.get(f"{page}?q=Hospital", headers={"HX-Request": "true", "HX-Target": "found"}).content.decode()
    assert "No organisation of the directory" in found
    assert "Laboratory takes part." in text_of(
        own.post(f"{page}add/", {"organisation": lab.slug, "role": "x"}, follow=True)
    )
    assert own.post(f"{page}add/", {"organisation": "nobody"}).status_code == 404
    partner = project.partners.get(organisation=lab)
    person = MembershipFactory(organisation=lab).person
    one = f"{page}{partner.pk}/"
    assert person.name in own.get(one).content.decode()
    own.post(one, {"role": "data", "part": "Holds data", "person": person.pk})
    assert own.post(one, {"role": "nothing"}).status_code == 422
    assert "Holds data" in text_of(own.get(HEART))
    assert "This is not a day" in text_of(own.post(f"{one}leave/", {"on": "x"}, follow=True))
    assert "Laboratory has left" in text_of(own.post(f"{one}leave/", follow=True))
    assert "Took part before" in text_of(own.get(HEART))
    own.post(f"{one}remove/")
    assert project.partners.count() == 2


def test_whoever_takes_their_own_organisation_out_sees_their_list(own, project, startup):
    partner = project.partners.get(organisation=startup)
    answer = own.post(f"{HEART}partners/{partner.pk}/leave/")
    assert answer["Location"] == "/joint-projects/mine/"
    assert own.get(HEART).status_code == 404


def test_milestones(own, project):
    refused = own.post(f"{HEART}milestones/", {"milestone-title": ""})
    assert refused.status_code == 422
    own.post(f"{HEART}milestones/", {"milestone-title": "First", "milestone-due_on": "2020-01-01"})
    milestone = Milestone.objects.get()
    assert "late" in text_of(own.get(HEART))
    page = f"{HEART}milestones/{milestone.pk}/"
    assert "First" in own.get(page).content.decode()
    own.post(page, {"title": "Second"})
    assert own.post(page, {"title": "\u00a0"}).status_code == 422
    assert "Reached: Second" in text_of(own.post(f"{page}reach/", follow=True))
    assert "The milestone is removed." in text_of(own.post(f"{page}remove/", follow=True))


def test_money(own, project):
    page = f"{HEART}funding/"
    assert "Funder" in text_of(own.get(page))
    assert own.post(page, {"funder": "\u00a0", "state": "asked"}).status_code == 422
    own.post(page, {"funder": "Agency", "amount": "1000", "state": "asked"})
    funding = Funding.objects.get()
    agency = OrganisationFactory(name="Agency")
    Funding.objects.update(organisation=agency)
    own.post(f"{page}{funding.pk}/", {"funder": "Agency", "amount": "1200", "state": "granted"})
    funding.refresh_from_db()
    assert (funding.amount, funding.organisation) == (1200, agency)
    assert "1,200" in text_of(own.get(HEART))
    assert own.get(f"{page}{funding.pk}/").status_code == 200
    assert "The funding is removed." in text_of(own.post(f"{page}{funding.pk}/remove/", follow=True))


def test_documents(own, client, project):
    file = SimpleUploadedFile("plan.txt", b"What we plan.")
    own.post(f"{HEART}documents/", {"document-file": file, "document-title": "The plan"})
    document = Document.objects.get()
    assert "The plan" in text_of(own.get(HEART))
    response = own.get(f"/files/{document.file_id}/")
    assert b"".join(response.streaming_content) == b"What we plan."
    assert client.get(f"/files/{document.file_id}/").status_code == 404
    wrong = SimpleUploadedFile("page.html", b"<html><script>alert(1)</script></html>")
    refused = own.post(f"{HEART}documents/", {"document-file": wrong})
    assert (refused.status_code, "not of a kind" in text_of(refused)) == (422, True)
    assert "is removed for all partners, for good" in text_of(own.get(f"{HEART}documents/{document.pk}/remove/"))
    assert "The document is removed." in text_of(own.post(f"{HEART}documents/{document.pk}/remove/", follow=True))


def test_news(own, sign_in, project, hospital):
    assert own.post(f"{HEART}news/", {"text": " "}).status_code == 422
    assert own.post(f"{HEART}news/", {"text": "x" * 5_001}).status_code == 422
    own.post(f"{HEART}news/", {"text": "The protocol is written."})
    news = News.objects.get()
    assert sign_in(owner_of(hospital)).post(f"{HEART}news/{news.pk}/remove/").status_code == 404
    assert "The news is taken back." in text_of(own.post(f"{HEART}news/{news.pk}/remove/", follow=True))


def test_consent_is_given_signed_in(own, project, startup):
    JointProject.objects.update(readers=Readers.EVERYONE)
    partner = project.partners.get(organisation=startup)
    page = f"{HEART}partners/{partner.pk}/consent/"
    assert "Answer" in text_of(own.get("/joint-projects/mine/"))
    assert "One page waits" in text_of(own.get("/dashboard/"))
    assert "What everyone would read" in text_of(own.get(page))
    own.post(page, {"answer": "maybe"})
    assert project.partners.get(organisation=startup).consent == Consent.OPEN
    own.post(page, {"answer": "no"})
    assert project.partners.get(organisation=startup).consent == Consent.REFUSED
    assert "Change the answer" in text_of(own.get(HEART))


def test_consent_is_given_by_the_link_of_a_mail(client, project, owner, startup):
    JointProject.objects.update(readers=Readers.EVERYONE)
    partner = project.partners.get(organisation=startup)
    page = path_of(consent_link(partner, owner))
    for _scanner in range(2):
        assert "What everyone would read" in text_of(client.get(page))
    assert project.partners.get(organisation=startup).consent == Consent.OPEN
    assert "Your answer is noted" in text_of(client.post(page, {"answer": "yes"}))
    partner.refresh_from_db()
    assert (partner.consent, partner.consent_by) == (Consent.GIVEN, owner)
    over = client.post(page, {"answer": "no"})
    assert (over.status_code, "This link is over" in text_of(over)) == (410, True)
    assert project.partners.get(organisation=startup).consent == Consent.GIVEN
    assert client.get("/joint-projects/consent/made-up/").status_code == 410


def test_a_link_is_worth_what_its_account_may(client, project, owner, startup):
    JointProject.objects.update(readers=Readers.EVERYONE)
    page = path_of(consent_link(project.partners.get(organisation=startup), owner))
    startup.accesses.all().delete()
    assert client.post(page, {"answer": "yes"}).status_code == 410


def test_news_are_given_by_the_link_of_a_mail(client, project, owner):
    page = path_of(news_link(project, owner))
    assert "How does “Heart” go?" in text_of(client.get(page))
    assert client.post(page, {"text": ""}).status_code == 422
    assert client.post(page, {"text": "x" * 5_001}).status_code == 422
    assert not News.objects.exists()
    with_news = client.post(page, {"text": "It goes well."})
    assert "Thank you for the news" in text_of(with_news)
    assert News.objects.get().said_by == owner
    JointProject.objects.update(news_at=clock.now() + dt.timedelta(seconds=5))
    assert client.post(page, {"text": "Again."}).status_code == 410
    assert client.get("/joint-projects/news/made-up/").status_code == 410
    assert News.objects.count() == 1


def test_the_campus_sees_silent_ones_first_and_takes_them_along(team, project):
    fresh = JointProjectFactory(title_en="Fresh", title_fr="=1+1")
    old = clock.now() - dt.timedelta(days=300)
    JointProject.objects.filter(pk=project.pk).update(news_at=old, asks=3, state=ProjectState.RUNNING)
    page = team.get("/campus/joint-projects/")
    rows = [row.th.get_text(strip=True) for row in BeautifulSoup(page.content, "html.parser").select("tbody tr")]
    assert rows == ["Heart", "Fresh"]
    assert "did not answer" in text_of(page)
    assert "Silent joint projects" in text_of(team.get("/dashboard/"))
    content = b"".join(team.get("/campus/joint-projects/export.csv").streaming_content).decode()
    first, second = csv.DictReader(io.StringIO(content))
    assert (first["slug"], first["partners"], second["slug"]) == ("heart", "Alpha|Hospital", fresh.slug)
    assert second["title_fr"].startswith("'=")
    workbook = team.get("/campus/joint-projects/export.xlsx")
    workbook.close()
    assert workbook.status_code == 200


def test_outsiders_find_nothing(client, sign_in, project):
    outsider = sign_in(UserFactory())
    partner = project.partners.first()
    for path in ("", "edit/", "state/", "partners/", f"partners/{partner.pk}/", f"partners/{partner.pk}/consent/"):
        assert outsider.get(f"{HEART}{path}").status_code == 404
    other = PartnerFactory()
    team = sign_in(account_with(Role.COMMUNITY))
    assert team.get(f"{HEART}partners/{other.pk}/").status_code == 404
    assert outsider.get("/joint-projects/new/").status_code == 404
