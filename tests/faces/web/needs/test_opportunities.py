"""Calls to partner for: the list, the calendar, one call, interests, entering and importing."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from parvis.core import clock
from parvis.domain.needs.models import Interest, Opportunity, OpportunityImport
from parvis.faces.web.needs.reading import blocks_of, in_two
from tests.factories.needs import InterestFactory, OpportunityFactory
from tests.factories.reference import ThemeFactory
from tests.support.queries import count_queries

LIST = reverse("needs:opportunities")


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def in_days(number):
    return clock.today() + dt.timedelta(days=number)


def test_everyone_reads_open_calls_and_those_who_act_see_interests(client, other):
    one = OpportunityFactory(title="Twins", deadline=in_days(3))
    OpportunityFactory(title="Long ago", deadline=in_days(-3))
    InterestFactory(opportunity=one, text="We bring patients.")
    assert "Twins" in text_of(client.get(LIST))
    assert "Long ago" not in text_of(client.get(LIST))
    assert "Long ago" in text_of(client.get(LIST, {"when": "past"}))
    assert "interested" not in text_of(client.get(LIST))
    assert "1 organisation interested" in text_of(other.get(LIST))
    page = text_of(client.get(one.get_absolute_url()))
    assert "3 days left" in page
    assert "We bring patients." not in page
    assert "We bring patients." in text_of(other.get(one.get_absolute_url()))


def test_list_is_filtered_and_empty_ones_say_so(client, team):
    assert "Calls will stand here" in text_of(client.get(LIST))
    assert "Import the calls" in text_of(team.get(LIST))
    OpportunityFactory(title="Twins", deadline=None)
    assert "no deadline" in text_of(client.get(LIST, {"programme": "Horizon Europe", "order": "name"}))
    assert "No call fits" in text_of(client.get(LIST, {"when": "soon"}))
    fragment = client.get(LIST, headers={"HX-Request": "true", "HX-Target": "opportunities"})
    assert "<html" not in fragment.content.decode()


def test_queries_do_not_grow(team):
    counts = []
    for _n in range(4):
        one = OpportunityFactory(themes=[ThemeFactory()])
        InterestFactory(opportunity=one)
        addresses = (LIST, reverse("needs:deadlines"))
        counts.append([count_queries(lambda address=address: team.get(address)) for address in addresses])
    assert counts[1] == counts[3]
    first = Opportunity.objects.order_by("pk").first()
    counts = []
    for _n in range(3):
        InterestFactory(opportunity=first)
        counts.append(count_queries(lambda: team.get(first.get_absolute_url())))
    assert counts[0] == counts[2]


def test_deadlines_are_a_calendar(client):
    one = OpportunityFactory(title="Twins", deadline=in_days(3))
    OpportunityFactory(deadline=None)
    response = client.get(reverse("needs:deadlines"))
    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert (str(entry["summary"]), entry["dtstart"].dt) == ("Deadline: Twins", one.deadline)


def test_call_that_is_over_takes_no_interest(writer):
    one = OpportunityFactory(deadline=in_days(-1))
    page = text_of(writer.get(one.get_absolute_url()))
    assert "This call is over" in page
    assert "We would take part" not in page
    refused = writer.post(reverse("needs:interest", args=[one.slug]), {"organisation": "pulsia", "role": "partner"})
    assert refused.status_code == 422
    assert "Closes today" in text_of(writer.get(OpportunityFactory(deadline=in_days(0)).get_absolute_url()))


def test_interest_is_said_and_taken_back(writer, other, visitor, startup):
    one = OpportunityFactory()
    say = reverse("needs:interest", args=[one.slug])
    assert visitor.post(say).status_code == 404
    assert writer.post(say, {"organisation": "hospital", "role": "partner"}).status_code == 422
    said = writer.post(say, {"organisation": "pulsia", "role": "coordinator", "text": "We lead."}, follow=True)
    assert "We lead." in text_of(said)
    row = Interest.objects.get()
    assert "Calls that you would answer" in text_of(writer.get(reverse("dashboard:dashboard")))
    take = reverse("needs:take_back", args=[one.slug, row.pk])
    assert other.post(take).status_code == 404
    assert "Nobody has said so yet" in text_of(writer.post(take, follow=True))
    assert "ask to manage it" in text_of(visitor.get(one.get_absolute_url()))


def test_hidden_call_is_not_there(client, other, team):
    one = OpportunityFactory()
    team.post(reverse("needs:opportunity_hide", args=[one.slug]))
    for reader in (client, other):
        assert reader.get(one.get_absolute_url()).status_code == 404
    assert "hidden" in text_of(team.get(one.get_absolute_url()))
    team.post(reverse("needs:opportunity_show", args=[one.slug]))
    assert client.get(one.get_absolute_url()).status_code == 200
    assert other.post(reverse("needs:opportunity_hide", args=[one.slug])).status_code == 404


def test_team_enters_and_edits_a_call(team, other):
    new = reverse("needs:opportunity_new")
    assert other.get(new).status_code == 404
    assert team.post(new, {"title": "", "language": "en"}).status_code == 422
    given = {"title": "Regional call", "language": "fr", "budget_max": "100000", "budget_min": "", "text": "A\n\nB"}
    assert "Regional call" in text_of(team.post(new, given, follow=True))
    one = Opportunity.objects.get()
    edit = reverse("needs:opportunity_edit", args=[one.slug])
    assert "Regional call" in team.get(edit).content.decode()
    assert team.post(edit, {**given, "opens_on": "2027-02-01", "deadline": "2027-01-01"}).status_code == 422
    team.post(edit, {**given, "title": "Changed"})
    one.refresh_from_db()
    assert (one.title, one.language) == ("Changed", "fr")


def test_imported_call_is_given_themes_with_a_hint(team):
    theme = ThemeFactory(name_en="Hearts and lungs", name_fr="Cœurs et poumons")
    ThemeFactory(name_en="Soil", name_fr="Sols")
    one = OpportunityFactory(title="Twins of hearts")
    edit = reverse("needs:opportunity_edit", args=[one.slug])
    page = text_of(team.get(edit))
    assert "Hearts and lungs: hearts" in page
    assert "the next import would undo" in page
    team.post(edit, {"themes": [theme.pk]})
    assert list(one.themes.all()) == [theme]
    assert "Words of these themes" not in text_of(team.get(edit))


def test_file_is_looked_at_and_taken_over(team, other):
    OpportunityFactory(code="B", title="Old", budget_max=None, is_announced=True)
    rows = [{"topicId": "A", "title": "New one"}, {"topicId": "B", "title": "Now", "budgetMax": 5}, {"topicId": "C"}]
    imports = reverse("needs:imports")
    assert other.get(imports).status_code == 404
    broken = team.post(imports, {"file": SimpleUploadedFile("a.json", b"<html>")})
    assert (broken.status_code, "not a file in JSON" in text_of(broken)) == (422, True)
    file = SimpleUploadedFile("calls.json", json.dumps(rows).encode())
    page = text_of(team.post(imports, {"file": file, "as_of": "2026-03-01"}, follow=True))
    for words in ("New one", "Old", "Now", "This is missing", "highest grant", "yes no"):
        assert words in page
    staged = OpportunityImport.objects.get()
    apply = reverse("needs:import_apply", args=[staged.pk])
    assert "Some calls were refused" in text_of(team.post(apply, follow=True))
    assert "taken over" in text_of(team.post(apply, {"skip_bad": "on"}, follow=True))
    assert Opportunity.objects.count() == 2
    assert "calls.json" in text_of(team.get(imports))


def test_file_is_set_aside(team):
    file = SimpleUploadedFile("calls.json", b'[{"topicId": "A", "title": "B"}]')
    team.post(reverse("needs:imports"), {"file": file})
    staged = OpportunityImport.objects.get()
    team.post(reverse("needs:import_discard", args=[staged.pk]))
    assert "set aside" in text_of(team.get(reverse("needs:staged", args=[staged.pk])))


def test_files_of_calls(team, other):
    OpportunityFactory(title="=1+1")
    address = reverse("needs:opportunity_export", args=["csv"])
    assert "'=1+1" in b"".join(team.get(address).streaming_content).decode()
    assert other.get(address).status_code == 404


@pytest.mark.parametrize(("number", "begun"), [(3, 3), (40, 20)])
def test_long_texts_come_in_two(number, begun):
    blocks = blocks_of("\n\n".join(["x" * 100] * number))
    first, rest = in_two(blocks)
    assert (len(first), len(first) + len(rest)) == (begun - 1 if rest else begun, number) or len(first) == begun


def test_headings_stay_with_their_text():
    blocks = blocks_of("\n\n".join(["x" * 2_000, "Scope", "y" * 2_000]))
    first, rest = in_two(blocks)
    assert ([one.is_heading for one in first], [one.is_heading for one in rest]) == ([False], [True, False])


@pytest.mark.parametrize(("stage", "words"), [("two-stage", "In two stages"), ("two rounds", "Two rounds"), ("", None)])
def test_the_stages_of_a_call_are_told_in_words(client, stage, words):
    page = client.get(OpportunityFactory(stage=stage).get_absolute_url())
    shown = [one.get_text(strip=True) for one in BeautifulSoup(page.content, "html.parser").select("dt, dd")]
    assert ("Stages" in shown, words in shown) == (words is not None, words is not None)
