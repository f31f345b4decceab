"""Say what a suggestion is worth, see it, take it back; what the team sees of it; the weekly mail."""

import csv
import io
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.matchmaking.enums import DownReason, Subject, Thumb
from parvis.domain.matchmaking.models import Opinion
from parvis.domain.matchmaking.selectors.digests import wants_digest
from parvis.domain.matchmaking.services.digests import stop_url, token_of
from tests.factories.accounts import account_with
from tests.factories.matchmaking import OpenNoticeFactory, OpinionFactory, SuggestionFactory
from tests.factories.projects import ParticipationFactory
from tests.support.queries import count_queries


@pytest.fixture
def one(owner):
    """A suggestion to the organisation."""
    return SuggestionFactory(organisation=owner.organisation, other__name="Heart lab", other__slug="heart-lab")


SAY = "/suggestions/organisations/cardiolux/opinions/say/"
LIST = "/suggestions/organisations/cardiolux/opinions/"
OWN = "/suggestions/organisations/cardiolux/"


def test_a_thumb_up_counts_at_once(owner, one):
    assert owner.post(SAY, {"other": "heart-lab", "thumb": "up", "back": OWN})["Location"] == OWN
    assert Opinion.objects.get().thumb == Thumb.UP
    assert "Heart lab" in owner.get(OWN).content.decode()


def test_a_thumb_down_asks_why_and_is_respected_until_taken_back(owner, one):
    notice = OpenNoticeFactory(organisation=owner.organisation)
    question = owner.get(SAY, {"other": "heart-lab", "notice": notice.slug}).content.decode()
    assert "Why is it not useful?" in question
    asked = {"other": "heart-lab", "notice": notice.slug, "text": ""}
    assert owner.post(SAY, asked).status_code == 422
    said = {**asked, "reason": DownReason.COMPETITOR, "text": "Same market", "back": "https://evil.example/"}
    assert owner.post(SAY, said)["Location"] == OWN
    opinion = Opinion.objects.get()
    assert (opinion.reason, opinion.text, opinion.notice) == (DownReason.COMPETITOR, "Same market", notice)
    assert "Heart lab" not in owner.get(OWN).content.decode()
    assert "Same market" in owner.get(LIST).content.decode()
    back = reverse("matchmaking:take_back", args=["cardiolux", opinion.pk])
    assert owner.post(back)["Location"] == LIST
    assert owner.post(back).status_code == 404
    assert "Heart lab" in owner.get(OWN).content.decode()
    assert "Nothing was said yet" in owner.get(LIST).content.decode()


def test_what_cannot_be_said_is_refused(owner, outsider, one):
    own = {"other": "cardiolux", "reason": DownReason.KNOWN, "text": ""}
    assert "never suggested to itself" in owner.post(SAY, own, follow=True).content.decode()
    assert outsider.post(SAY, {"other": "heart-lab", "thumb": "up"}).status_code == 404
    assert owner.post(SAY, {"other": "heart-lab", "notice": "nowhere", "thumb": "up"}).status_code == 404
    assert outsider.get(LIST).status_code == 404
    assert not Opinion.objects.exists()


def test_opinions_take_the_same_queries_for_one_and_three(owner, team):
    OpinionFactory(organisation=owner.organisation)
    addresses = {owner: LIST, team: reverse("matchmaking:team_opinions")}
    for client, address in addresses.items():
        client.get(address)
    before = [count_queries(lambda c=client, a=address: c.get(a)) for client, address in addresses.items()]
    OpinionFactory.create_batch(2, organisation=owner.organisation)
    assert [count_queries(lambda c=client, a=address: c.get(a)) for client, address in addresses.items()] == before


def test_the_team_sees_who_should_meet_who_has_nobody_and_what_was_said(team, owner, one):
    OpinionFactory(reason=DownReason.TRIED)
    notice = OpenNoticeFactory(organisation=owner.organisation, title="A cardiologist")
    page = team.get(reverse("matchmaking:team")).content.decode()
    for text in ("Heart lab", "Organisations with suggestions: 1 of 1.", notice.title, "Tried, without success · 1"):
        assert text in page
    assert "Nothing was worked out yet" not in page
    assert owner.get(reverse("matchmaking:team")).status_code == 404


def test_the_page_of_the_team_is_useful_while_it_is_empty(team):
    page = team.get(reverse("matchmaking:team")).content.decode()
    assert "Nothing was worked out yet" in page
    assert "No run yet." in page
    assert "listed here" in team.get(reverse("matchmaking:team_opinions")).content.decode()


def test_the_page_of_the_team_takes_the_same_queries_for_one_and_three(team):
    address = reverse("matchmaking:team")

    def more():
        SuggestionFactory()
        OpenNoticeFactory()
        OpinionFactory(reason=DownReason.TRIED)

    more()
    team.get(address)
    before = count_queries(lambda: team.get(address))
    more()
    more()
    assert count_queries(lambda: team.get(address)) == before


def test_everybody_is_worked_out_again_by_who_keeps_the_directory(team, sign_in):
    address = reverse("matchmaking:everybody_again")
    assert "/campus/jobs/" in team.post(address)["Location"]
    assert "uggestions of the week" in team.get(reverse("matchmaking:team")).content.decode()
    assert sign_in(account_with(Role.SITE)).post(address).status_code == 404


def test_what_was_said_is_exported_without_formulas(team, owner):
    OpinionFactory(text="=HYPERLINK(1)", organisation=owner.organisation)
    address = reverse("matchmaking:opinions_export", args=["csv"])
    rows = list(csv.DictReader(io.StringIO(b"".join(team.get(address).streaming_content).decode())))
    assert rows[0]["organisation"] == "cardiolux"
    assert rows[0]["text"] == "'=HYPERLINK(1)"
    assert owner.get(address).status_code == 404


def test_the_history_is_exported_for_the_engine(team, owner):
    ParticipationFactory(organisation=owner.organisation)
    address = reverse("matchmaking:training_export", args=["participations"])
    rows = list(csv.DictReader(io.StringIO(b"".join(team.get(address).streaming_content).decode())))
    assert [row["organisation"] for row in rows] == ["cardiolux"]
    assert owner.get(address).status_code == 404


def test_the_weekly_mail_is_chosen_in_the_account(owner):
    address = reverse("matchmaking:digest")
    assert address in owner.get(reverse("account:account")).content.decode()
    assert "You get the weekly mail." in owner.get(address).content.decode()
    owner.post(address, {"digest": "off"})
    assert not wants_digest(owner.user)
    assert "You get no weekly mail." in owner.get(address).content.decode()
    owner.post(address, {"digest": "on"})
    assert wants_digest(owner.user)


def test_the_link_of_a_mail_turns_it_off_when_it_is_confirmed_only(client, owner):
    address = reverse("matchmaking:digest_off", args=[token_of(owner.user)])
    assert "Do you want no weekly mail any more?" in client.get(address).content.decode()
    assert wants_digest(owner.user)
    assert "You get no weekly mail any more." in client.post(address).content.decode()
    assert not wants_digest(owner.user)
    assert client.get(reverse("matchmaking:digest_off", args=["1:forged"])).status_code == 404


def test_a_mail_program_turns_it_off_in_one_click_without_a_session(owner):
    program = Client(enforce_csrf_checks=True)
    program.post(urlsplit(stop_url(token_of(owner.user))).path, {"List-Unsubscribe": "One-Click"})
    assert not wants_digest(owner.user)


def test_a_suggestion_for_a_call_can_be_turned_down_too(owner):
    call = SuggestionFactory(organisation=owner.organisation, subject=Subject.OPPORTUNITY)
    owner.post(SAY, {"other": call.other.slug, "reason": DownReason.NOT_OUR_SUBJECT, "text": ""})
    assert Opinion.objects.get().other == call.other
