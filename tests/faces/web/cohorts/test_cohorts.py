"""Cohorts: the public page, its preparation, the figures of the selection."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.cohorts.enums import CohortState, DecisionState, Outcome
from parvis.domain.cohorts.models import Cohort, CohortMember
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallManagerFactory, RoundFactory
from tests.factories.campus import CampusFactory
from tests.factories.cohorts import CohortFactory, CohortMemberFactory, DecisionFactory, JuryFactory, before
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A published cohort with a start-up under a theme, and one without."""
    CampusFactory(name="Parvis")
    cohort = CohortFactory(state=CohortState.PUBLISHED, text_en="We begin.", name_en="Spring", round=RoundFactory())
    theme = ThemeFactory(name_en="Hearts")
    alpha = OrganisationFactory(name="Alpha", region=RegionFactory())
    CohortMemberFactory(cohort=cohort, organisation=alpha, themes=[theme], pitch_en="Reads </script> hearts.")
    CohortMemberFactory(cohort=cohort, organisation=OrganisationFactory(name="Beta"))
    return cohort


@pytest.fixture
def manager(sign_in):
    """A client signed in as a programme manager."""
    return sign_in(account_with(Role.PROGRAMME))


def test_everyone_reads_a_published_cohort_in_both_languages(client, published):
    before(JuryFactory(round=published.round))
    page = client.get(published.get_absolute_url()).content.decode()
    assert "We begin." in page
    assert "Reads &lt;/script&gt; hearts." in page
    assert "submitted to the call" in page
    french = client.get(published.get_absolute_url() + "?lang=fr").content.decode()
    assert published.name_fr in french
    assert "Ensemble sur le campus" in french


def test_start_ups_are_shown_by_theme(client, published):
    theme = published.members.first().themes.get()
    page = BeautifulSoup(client.get(published.get_absolute_url()).content, "html.parser")
    assert [heading.get_text() for heading in page.select("section h2")] == ["Hearts", "Other start-ups"]
    shown = client.get(published.get_absolute_url() + f"?theme={theme.code}").content.decode()
    assert "Alpha" in shown
    assert "Beta" not in BeautifulSoup(shown, "html.parser").main.get_text()
    assert "No start-up here" in client.get(published.get_absolute_url() + "?theme=nothing").content.decode()


def test_machines_read_the_same(client, published):
    page = BeautifulSoup(client.get(published.get_absolute_url()).content, "html.parser")
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert (data["@type"], data["numberOfItems"]) == ("ItemList", 2)
    assert data["itemListElement"][0]["item"]["name"] == "Alpha"
    assert "Reads </script> hearts." in data["itemListElement"][0]["item"]["description"]


def test_draft_is_for_those_who_prepare_it(client, manager):
    draft = CohortFactory()
    assert client.get(draft.get_absolute_url()).status_code == 404
    page = manager.get(draft.get_absolute_url()).content.decode()
    assert "only the team sees this page" in page
    assert "application/ld+json" not in page
    assert 'content="noindex"' in page


def test_list_shows_published_cohorts(client, published):
    CohortFactory(name_en="Secret")
    page = client.get(reverse("cohorts:cohorts")).content.decode()
    assert "Spring" in page
    assert "2 start-ups" in page
    assert "Secret" not in page


def test_empty_lists_say_what_will_stand_there(client, manager):
    assert "No cohort yet" in client.get(reverse("cohorts:cohorts")).content.decode()
    assert "Make one from a round" in manager.get(reverse("cohorts:index")).content.decode()


def test_queries_do_not_grow(client, published):
    addresses = (published.get_absolute_url(), reverse("cohorts:cohorts"))
    counts = []
    for _n in range(4):
        CohortMemberFactory(cohort=published, themes=[ThemeFactory()])
        CohortFactory(state=CohortState.PUBLISHED)
        counts.append([count_queries(lambda address=address: client.get(address)) for address in addresses])
    assert counts[1] == counts[3]


def test_organisation_says_of_which_cohort_it_is(client, published):
    page = client.get(OrganisationFactory._meta.model.objects.get(name="Alpha").get_absolute_url()).content.decode()
    assert "Spring" in page
    assert published.get_absolute_url() in page


def test_cohort_is_made_worded_filled_and_published(manager):
    jury = JuryFactory()
    DecisionFactory(jury=jury, state=DecisionState.CONFIRMED)
    assert str(jury.round) in manager.get(reverse("cohorts:new") + f"?round={jury.round_id}").content.decode()
    given = {"round": jury.round_id, "name_fr": "Printemps", "name_en": "", "starts_on": "2026-03-01"}
    manager.post(reverse("cohorts:new"), given)
    cohort = Cohort.objects.get()
    page = reverse("cohorts:manage", args=[cohort.pk])
    assert cohort.members.count() == 1
    DecisionFactory(jury=jury, state=DecisionState.CONFIRMED)
    assert "1 start-up has confirmed and is not in the cohort" in manager.get(page).content.decode()
    manager.post(reverse("cohorts:fill", args=[cohort.pk]))
    assert cohort.members.count() == 2
    texts = {"name_fr": "Été", "name_en": "Summer", "starts_on": "2026-06-01", "text_fr": "A", "text_en": "B"}
    assert manager.post(page, texts).status_code == 302
    assert manager.post(page, {**texts, "name_fr": "\u00a0"}).status_code == 422
    manager.post(reverse("cohorts:publish", args=[cohort.pk]))
    cohort.refresh_from_db()
    assert (cohort.name_en, cohort.state) == ("Summer", CohortState.PUBLISHED)
    assert "Public since" in manager.get(page).content.decode()
    manager.post(reverse("cohorts:remove", args=[cohort.pk]))
    manager.post(reverse("cohorts:unpublish", args=[cohort.pk]))
    assert manager.post(reverse("cohorts:remove", args=[cohort.pk])).headers["Location"] == reverse("cohorts:index")
    assert not Cohort.objects.exists()


def test_members_are_looked_up_worded_and_taken_out(manager):
    cohort, theme = CohortFactory(), ThemeFactory()
    organisation = OrganisationFactory(name="Heartbeat Labs")
    page = reverse("cohorts:manage", args=[cohort.pk])
    assert "Heartbeat Labs" in manager.get(page + "?q=heartbeat+labs").content.decode()
    manager.post(reverse("cohorts:member_add", args=[cohort.pk]), {"organisation": organisation.slug})
    manager.post(reverse("cohorts:fill", args=[cohort.pk]))
    assert "comes from no call" in manager.get(page).content.decode()
    member = CohortMember.objects.get()
    address = reverse("cohorts:member", args=[cohort.pk, member.pk])
    assert manager.get(address).status_code == 200
    given = {"pitch_fr": "Lit", "pitch_en": "Reads", "themes": [theme.pk], "joined_on": ""}
    assert manager.post(address, given).status_code == 302
    member.refresh_from_db()
    assert (member.pitch_fr, list(member.themes.all())) == ("Lit", [theme])
    assert manager.post(address, {**given, "pitch_fr": "x" * 301}).status_code == 422
    manager.post(reverse("cohorts:member_remove", args=[cohort.pk, member.pk]))
    assert not CohortMember.objects.exists()


def test_partner_s_manager_makes_cohorts_of_its_own_calls_only(sign_in):
    one = RoundFactory()
    client = sign_in(CallManagerFactory(call=one.call).user)
    given = {"round": "", "name_fr": "P", "starts_on": "2026-03-01"}
    assert client.post(reverse("cohorts:new"), given).status_code == 422
    assert client.post(reverse("cohorts:new"), {**given, "round": one.pk}).status_code == 302
    assert client.get(reverse("cohorts:manage", args=[CohortFactory().pk])).status_code == 404
    assert Cohort.objects.filter(round=one).exists()
    assert sign_in(UserFactory()).get(reverse("cohorts:new")).status_code == 404
    assert sign_in(UserFactory()).get(reverse("cohorts:index")).status_code == 404


def test_figures_of_the_selection(manager):
    jury = JuryFactory()
    theme = ThemeFactory(name_en="Hearts")
    DecisionFactory(
        jury=jury, state=DecisionState.CONFIRMED, application=before(jury, themes=[theme], state="accepted")
    )
    DecisionFactory(jury=jury, outcome=Outcome.REJECT, state=DecisionState.NOTIFIED)
    page = BeautifulSoup(manager.get(reverse("cohorts:figures", args=[jury.round_id])).content, "html.parser")
    rows = {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in page.select("tr:has(td)")}
    assert rows["Hearts"] == ["1", "1", "1", "0", "1", "1"]
    assert "days: the median" in page.get_text()
    response = manager.get(reverse("cohorts:figures_export", args=[jury.round_id, "csv"]))
    lines = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert (lines[0]["group"], lines[0]["begun"], lines[0]["confirmed"]) == ("all", "2", "1")
    assert {line["name"] for line in lines if line["group"] == "theme"} == {"Hearts", "no theme"}


def test_figures_of_a_round_without_a_jury(manager):
    page = manager.get(reverse("cohorts:figures", args=[RoundFactory().pk])).content.decode()
    assert "No applicant was told a decision yet." in page
