"""What everyone reads of calls: list, page, calendars, sitemap and home page."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.calls.enums import CallState
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallFactory, CallFormFactory, RoundFactory
from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import small_form
from tests.factories.reference import ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DEADLINE = dt.datetime(2026, 3, 31, 21, 59, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _now(time_machine):
    CampusFactory()
    time_machine.move_to(NOW, tick=False)


def soup_of(client, path, language="en"):
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(client, path, language="en"):
    return " ".join(soup_of(client, path, language).main.get_text(" ").split())


@pytest.fixture
def open_round():
    return RoundFactory(
        opens_at=NOW - dt.timedelta(days=5),
        closes_at=DEADLINE,
        decides_on=dt.date(2026, 5, 15),
        places=12,
        call__slug="summer",
        call__title_fr="Appel d’été",
        call__title_en="Summer call",
        call__contact_email="calls@example.org",
    )


def test_list_says_what_is_open_soon_and_past(client, open_round):
    RoundFactory(call__title_en="Autumn call", opens_at=NOW + dt.timedelta(days=9), closes_at=None)
    CallFactory(title_en="Old call", state=CallState.CLOSED)
    CallFactory(title_en="Secret call", state=CallState.DRAFT)
    page = soup_of(client, "/calls/")
    order = [heading.get_text(" ", strip=True) for heading in page.main.find_all(["h2", "h3"])]
    assert order == ["Open now", "Summer call", "Soon", "Autumn call", "Past calls"]
    text = text_of(client, "/calls/")
    assert "29 days left" in text
    assert "Old call" in text
    assert "Secret" not in text


def test_list_without_calls_says_what_to_do(client):
    assert "Subscribe to the calendar" in text_of(client, "/calls/")
    RoundFactory(opens_at=NOW + dt.timedelta(days=9), closes_at=None)
    assert "The next one opens soon" in text_of(client, "/calls/")


def test_list_costs_the_same_with_one_call_and_with_three(client, open_round):
    client.get("/calls/")
    one = count_queries(lambda: client.get("/calls/"))
    for _ in range(2):
        RoundFactory(call__themes=[ThemeFactory()], call__organiser=OrganisationFactory())
    assert count_queries(lambda: client.get("/calls/")) == one


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Summer call", "31 March 2026, 23:59", "Paris time", "15 May 2026", "12", "29 days left"]),
        ("fr", ["Appel d’été", "31 mars 2026 à 23:59", "heure de Paris", "15 mai 2026", "29 jours restants"]),
    ],
)
def test_page_tells_the_deadline_in_the_time_of_the_call(client, open_round, language, words):
    text = text_of(client, "/calls/summer/", language)
    assert [word for word in words if word not in text] == []
    assert "calls@example.org" in text


def test_times_are_those_of_another_zone_too(client, open_round):
    open_round.call.timezone = "America/Martinique"
    open_round.call.save()
    text = text_of(client, "/calls/summer/")
    assert "31 March 2026, 17:59 (Martinique time)" in text


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-03-29T12:00", "2 days left"),
        ("2026-03-30T23:30", "less"),
        ("2026-03-30T12:00", "until tomorrow"),
        ("2026-03-31T10:00", "11 hours left"),
        ("2026-03-31T21:30", "less than an hour left"),
    ],
)
def test_time_left_is_counted_as_the_calendar_does(client, open_round, time_machine, now, left):
    time_machine.move_to(dt.datetime.fromisoformat(f"{now}+00:00"), tick=False)
    if left == "less":
        left = "22 hours left"
    assert left in text_of(client, "/calls/summer/")


def test_page_shows_the_published_questions(client, open_round):
    version = small_form()
    CallFormFactory(call=open_round.call, form=version.form)
    page = soup_of(client, "/calls/summer/")
    asked = page.find(id="asked").find_parent("section")
    assert asked.select_one("li").get_text(" ", strip=True).startswith("Name")
    assert "(needs an answer)" in asked.get_text()
    assert "Only for some answers" in asked.get_text()


def test_page_of_a_call_without_a_form_of_its_own_yet(client, open_round):
    assert soup_of(client, "/calls/summer/").find(id="asked") is None


def test_page_before_and_after_says_what_one_can_do(client, open_round, time_machine):
    time_machine.move_to(NOW - dt.timedelta(days=30), tick=False)
    assert "You will be able to apply from" in text_of(client, "/calls/summer/")
    time_machine.move_to(DEADLINE, tick=False)
    assert "This call is over" in text_of(client, "/calls/summer/")


def test_rolling_call_has_no_deadline_and_several_rounds_are_listed(client):
    call = CallFactory(slug="rolling", is_rolling=True, after_en="We read every month.")
    RoundFactory(call=call, opens_at=NOW + dt.timedelta(days=1), closes_at=NOW + dt.timedelta(days=9), places=3)
    RoundFactory(call=call, opens_at=NOW + dt.timedelta(days=20), closes_at=None)
    text = text_of(client, "/calls/rolling/")
    assert "You can apply at any time." in text
    assert "We read every month." in text
    assert "All rounds of this call" in text


def test_drafts_are_for_those_who_run_them(client, sign_in):
    call = CallFactory(slug="draft", state=CallState.DRAFT)
    assert client.get("/calls/draft/").status_code == 404
    assert sign_in(UserFactory()).get("/calls/draft/").status_code == 404
    text = text_of(sign_in(account_with(Role.PROGRAMME)), f"/calls/{call.slug}/")
    assert "Only those who run it see it now" in text


def test_machines_read_the_deadline(client, open_round):
    data = json.loads(soup_of(client, "/calls/summer/").find("script", type="application/ld+json").string)
    assert data["applicationDeadline"] == DEADLINE.isoformat()
    assert (data["name"], data["maximumEnrollment"]) == ("Summer call", 12)
    assert data["provider"]["name"] == "Campus of the tests"


def test_machines_read_who_organises(client):
    call = CallFactory(organiser=OrganisationFactory(name="A partner"))
    data = json.loads(soup_of(client, call.get_absolute_url()).find("script", type="application/ld+json").string)
    assert data["provider"]["name"] == "A partner"
    assert "applicationDeadline" not in data


def events_of(client, path):
    response = client.get(path, headers={"accept-language": "en"})
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_calendar_holds_deadlines_in_the_time_of_the_call(client, open_round):
    RoundFactory(call__state=CallState.CLOSED)
    opening, deadline = events_of(client, "/calls/deadlines.ics")
    assert str(deadline["summary"]).startswith("Deadline: Summer call")
    assert deadline["dtend"].dt == DEADLINE
    assert deadline["dtend"].params["TZID"] == "Europe/Paris"
    assert str(opening["summary"]).startswith("Opening: Summer call")
    assert "/calls/summer/" in str(deadline["description"])
    assert [entry["uid"] for entry in events_of(client, "/calls/summer/deadlines.ics")] == [
        opening["uid"],
        deadline["uid"],
    ]


def test_entry_keeps_its_identity_when_the_deadline_moves(client, open_round):
    before = events_of(client, "/calls/summer/deadlines.ics")[1]
    open_round.closes_at = DEADLINE + dt.timedelta(days=7)
    open_round.save()
    after = events_of(client, "/calls/summer/deadlines.ics")[1]
    assert before["uid"] == after["uid"]
    assert before["dtend"].dt != after["dtend"].dt


def test_calendar_of_a_round_without_deadline_or_of_a_hidden_call(client):
    call = RoundFactory(closes_at=None, name_fr="", name_en="").call
    assert [str(entry["summary"]) for entry in events_of(client, f"/calls/{call.slug}/deadlines.ics")] == [
        f"Opening: {call.title}"
    ]
    draft = CallFactory(state=CallState.DRAFT)
    assert client.get(f"/calls/{draft.slug}/deadlines.ics").status_code == 404


def test_sitemap_and_home_page_know_calls(client, open_round):
    CallFactory(slug="secret", state=CallState.DRAFT)
    assert "/calls/summer/" in client.get("/sitemaps/calls-1.xml").content.decode()
    assert "secret" not in client.get("/sitemaps/calls-1.xml").content.decode()
    home = soup_of(client, "/")
    section = home.find(id="open-title").find_parent("section")
    assert "Summer call" in section.get_text()
    assert clock.now() == NOW
