"""For the team: residents without ties, who should meet, and the indicators with their public side."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.insight.models import PublicIndicator, Snapshot
from parvis.domain.matchmaking.models import Suggestion
from tests.domain.insight.conftest import funded, resident
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.matchmaking import SuggestionFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

INDICATORS = "/indicators/"


@pytest.fixture
def manager(sign_in):
    """A client signed in as a community manager."""
    CampusFactory(name="Parvis")
    return sign_in(account_with(Role.COMMUNITY))


@pytest.fixture
def outsider(sign_in):
    """A client signed in without any right."""
    return sign_in(UserFactory())


def text_of(response):
    """What the main part of a page says."""
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_residents_without_ties(manager, outsider):
    url = reverse("network:residents")
    assert "No resident yet" in text_of(manager.get(url))
    solia, tied = resident("Solia"), resident("Tied")
    funded(tied, OrganisationFactory())
    text = text_of(manager.get(url))
    assert "1 of 2 residents" in text
    assert "Solia" in text
    assert "Tied" not in text
    found = list(
        csv.DictReader(io.StringIO(b"".join(manager.get(reverse("network:residents_file")).streaming_content).decode()))
    )
    assert [row["slug"] for row in found] == [solia.slug]
    assert outsider.get(url).status_code == 404
    funded(solia, tied, is_public=False)


def test_every_resident_is_tied(manager):
    funded(resident("Tied"), OrganisationFactory())
    assert "Every resident is tied to somebody" in text_of(manager.get(reverse("network:residents")))


def test_queries_of_residents_do_not_grow(manager):
    def count():
        return count_queries(lambda: manager.get(reverse("network:residents")))

    resident("One")
    count()
    first = count()
    resident("Two"), resident("Three")
    assert count() == first


def test_who_should_meet(manager, outsider):
    url = reverse("network:meet")
    assert "No suggestion to follow" in text_of(manager.get(url))
    one = SuggestionFactory(organisation=resident("Solia"), other=OrganisationFactory(name="Hospital", slug="hospital"))
    page = BeautifulSoup(manager.get(url).content, "html.parser")
    assert "One partner in common" in page.main.get_text()
    link = page.main.select_one('a[href*="first=solia"]')
    assert link["href"] == reverse("introductions:propose") + "?first=solia&second=hospital"
    assert outsider.get(url).status_code == 404
    assert Suggestion.objects.get() == one


def kept(name, value, parts=None, days=0, *, public=True):
    """A value that was kept some days ago."""
    if public:
        PublicIndicator.objects.get_or_create(indicator=name)
    day = dt.date(2026, 11, 1) - dt.timedelta(days=days)
    return Snapshot.objects.create(indicator=name, on=day, value=value, parts=parts or {})


def test_public_page_shows_what_the_campus_chose(client, manager):
    assert "No public indicator" in text_of(client.get(INDICATORS))
    kept("regions", 7, {"of": 18, "residents": 62})
    kept("regions", 5, {"of": 18, "residents": 60}, days=30)
    kept("density", 0.123, {"residents": 62, "ties": 8, "pairs": 1891}, public=False)
    kept("introductions", 3, {"helped": 3})
    kept("new_ties", 2, {"joint": 2, "met": 0, "year": 2026, "quarter": 3})
    kept("time_to_answer", 3.5, {"answers": 20, "silent": 0})
    kept("ties_per_resident", 1.25, {"residents": 62, "partners": 77, "without": 3})
    text = text_of(client.get(INDICATORS))
    assert "Regions reached 7" in text
    assert "before: 5" in text
    assert "fewer than 5" in text
    assert "3.5 days" in text
    assert "residents without any tie" not in text
    assert "Density" not in text
    assert client.get("/indicators/density/").status_code == 404
    assert client.get("/indicators/nonsense/").status_code == 404
    team = text_of(manager.get(INDICATORS))
    assert "Density among residents team 12.3%" in team
    assert "residents without any tie: 3" in team
    assert "possible pairs: 1,891" in team
    assert "year: 2026" in team
    assert "not kept yet" in team


def test_page_of_an_indicator_has_its_history_and_definition(client):
    CampusFactory()
    kept("introductions", 12, {"helped": 9, "declined": 3})
    kept("introductions", 3, {"helped": 3}, days=31)
    kept("introductions", 8, {"helped": 8}, days=61)
    response = client.get("/indicators/introductions/")
    text = text_of(response)
    assert "Each introduction counts once" in text
    assert "not told: too small" in text
    assert "fewer than 5" in text
    assert len(BeautifulSoup(response.content, "html.parser").select(".pv-chart-dot")) == 2
    assert "Show it to everyone" not in text


def test_indicator_without_values(manager):
    assert "Nothing is kept yet" in text_of(manager.get("/indicators/density/"))
    kept("density", None)
    assert "nothing to count yet" in text_of(manager.get("/indicators/density/"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_carries_the_definitions(client, kind):
    CampusFactory()
    kept("regions", 7, {"of": 18, "residents": 62})
    response = client.get(reverse("network:indicators_file", args=[kind]))
    content = b"".join(response.streaming_content)
    if kind == "xlsx":
        assert content.startswith(b"PK")
    else:
        (row,) = csv.DictReader(io.StringIO(content.decode()))
        assert (row["indicator"], row["value"], row["figures"]) == ("regions", "7", "of=18|residents=62")
        assert row["definition_fr"].startswith("Dans combien de régions")


def test_team_keeps_values_and_chooses(client, manager, outsider):
    keep = reverse("network:indicators_keep")
    assert "No value is kept yet" in text_of(manager.get(INDICATORS))
    assert "8 indicators are kept." in text_of(manager.post(keep, follow=True))
    assert "The indicators of today are kept already." in text_of(manager.post(keep, follow=True))
    assert outsider.post(keep).status_code == 404
    publish, withdraw = (
        reverse(f"network:indicator_{act}", args=["joint_projects"]) for act in ("publish", "withdraw")
    )
    assert outsider.post(publish).status_code == 404
    assert "Everyone reads this indicator now." in text_of(manager.post(publish, follow=True))
    assert "Joint projects under way 0" in text_of(client.get(INDICATORS))
    assert "for the team alone now" in text_of(manager.post(withdraw, follow=True))
    assert client.get("/indicators/joint_projects/").status_code == 404
    assert manager.post("/indicators/nonsense/publish/").status_code == 404


def test_queries_of_indicators_do_not_grow(client):
    CampusFactory()

    def count():
        return count_queries(lambda: client.get(INDICATORS))

    kept("regions", 7, {"residents": 62})
    count()
    first = count()
    kept("regions", 8, {"residents": 62}, days=30)
    kept("departments", 8, {"residents": 62})
    assert count() == first
