"""The public home page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from parvis.core.memory import forget_everything
from parvis.domain.needs.enums import NoticeState, Readers, Side
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.accounts import UserFactory
from tests.factories.campus import CampusFactory, FoundingMemberFactory, SiteFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import NoticeFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def read(client, **headers):
    return BeautifulSoup(client.get("/", headers=headers).content.decode(), "html.parser")


def test_home_of_an_empty_instance_says_what_will_come(client):
    page = read(client)
    assert page.h1.get_text(strip=True) == "parvis"
    assert "Nothing is open just now" in page.main.get_text()
    assert page.find(id="founding-title") is None


def test_home_counts_who_is_there(client):
    region = RegionFactory()
    theme = ThemeFactory(name_en="Health data")
    OrganisationFactory.create_batch(2, kind=OrganisationKind.LAB, region=region, themes=[theme])
    OrganisationFactory(kind=OrganisationKind.HOSPITAL)
    figures = {
        stat.find(class_="pv-stat-label").get_text(strip=True): stat.find(class_="pv-stat-value").get_text(strip=True)
        for stat in read(client).select(".pv-stat")
    }
    assert figures == {
        "organisations": "3",
        "research labs": "2",
        "hospitals and clinics": "1",
        "start-ups": "0",
        "regions": "1",
    }


def test_home_shows_themes_founding_members_and_sites(client):
    CampusFactory(tagline_en="Meet here", about_en="One.\n\nTwo.", tagline_fr="Rencontrez-vous ici")
    theme = ThemeFactory(name_en="Health data")
    OrganisationFactory(themes=[theme])
    member = FoundingMemberFactory(note_en="Research")
    SiteFactory(name="Val-de-Grâce", opens_on=dt.date(2029, 1, 1))
    page = read(client)
    assert page.h1.get_text(strip=True) == "Meet here"
    assert [p.get_text() for p in page.select(".pv-about-text > p")] == ["One.", "Two."]
    assert page.select_one(".pv-themes a")["href"] == f"/directory/?theme={theme.code}"
    assert page.select_one(".pv-founders a")["href"] == member.organisation.get_absolute_url()
    assert "Val-de-Grâce" in page.select_one(".pv-sites").get_text()


def test_home_shows_the_newest_needs_and_offers_that_are_open_to_everyone(client):
    need = NoticeFactory(title="A hospital for a trial", readers=Readers.EVERYONE)
    offer = NoticeFactory(title="Hours with experts", readers=Readers.EVERYONE, side=Side.OFFER)
    NoticeFactory(title="For the ecosystem")
    NoticeFactory(title="A draft", readers=Readers.EVERYONE, state=NoticeState.DRAFT)
    NoticeFactory(title="Hidden", readers=Readers.EVERYONE, is_hidden=True)
    NoticeFactory(title="Met", readers=Readers.EVERYONE, state=NoticeState.MET)
    page = read(client)
    shown = [link["href"] for link in page.select("section[aria-labelledby=open-title] li strong a")]
    assert shown == [offer.get_absolute_url(), need.get_absolute_url()]
    assert "Nothing is open just now" not in page.main.get_text()


def test_home_speaks_french(client):
    CampusFactory(tagline_fr="Rencontrez-vous ici")
    SiteFactory(opens_on=dt.date(2029, 1, 1))
    page = read(client, **{"accept-language": "fr"})
    assert page.html["lang"] == "fr"
    assert page.h1.get_text().strip() == "Rencontrez-vous ici"


def test_signed_in_readers_are_not_asked_to_create_an_account(client, sign_in):
    assert "Create an account" in read(client).main.get_text()
    assert "Create an account" not in read(sign_in(UserFactory())).main.get_text()


def test_home_takes_the_same_queries_for_one_and_for_three(client):
    def visited():
        forget_everything()
        return count_queries(lambda: client.get("/"))

    CampusFactory()

    def add():
        FoundingMemberFactory()
        SiteFactory()
        OrganisationFactory(themes=[ThemeFactory()])

    add()
    one = visited()
    add()
    add()
    assert visited() == one


def test_home_counts_nothing_again_within_half_a_minute(client, django_assert_num_queries):
    OrganisationFactory()
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/")
