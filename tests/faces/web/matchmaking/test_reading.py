"""Suggestions for an organisation, a notice, a call; the dashboard; working them out again."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.needs.enums import NoticeState, Side
from tests.factories.accounts import UserFactory
from tests.factories.directory import AccessFactory, MembershipFactory, OrganisationFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpenOpportunityFactory, SuggestionFactory
from tests.support.queries import count_queries


def page_of(client, name, *arguments, query=""):
    """The address, and what the page says."""
    response = client.get(reverse(f"matchmaking:{name}", args=arguments) + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(*arguments, **values):
    """The words of the page in one line."""
    return " ".join(page_of(*arguments, **values).main.get_text().split())


def for_notice(notice, **values):
    """A suggestion for a notice."""
    return SuggestionFactory(organisation=notice.organisation, subject=Subject.NOTICE, notice=notice, **values)


def test_an_organisation_reads_whom_it_should_meet_and_why_in_both_languages(owner):
    one = SuggestionFactory(organisation=owner.organisation, other__name="Heart lab", other__city="Lille")
    page = page_of(owner, "organisation", "cardiolux")
    assert "Heart lab" in page.main.get_text()
    assert "Lille" in page.main.get_text()
    assert "One partner in common" in page.main.get_text()
    propose = page.find("a", href=lambda href: href and href.startswith(reverse("introductions:propose")))
    assert f"first=cardiolux&second={one.other.slug}&reason=one+partner+in+common" in propose["href"]
    assert "Un partenaire commun" in text_of(owner, "organisation", "cardiolux", query="?lang=fr")


@pytest.mark.parametrize("name", ["organisation", "notice", "opportunity"])
def test_outsiders_and_visitors_find_nothing(owner, outsider, client, name):
    notice, call = OpenNoticeFactory(organisation=owner.organisation), OpenOpportunityFactory()
    slug = {"organisation": "cardiolux", "notice": notice.slug, "opportunity": call.slug}[name]
    address = reverse(f"matchmaking:{name}", args=[slug]) + ("?as=cardiolux" if name == "opportunity" else "")
    assert outsider.get(address).status_code == 404
    assert reverse("account_login") in client.get(address)["Location"]
    assert owner.get(address).status_code == 200
    again = reverse(f"matchmaking:{name}_again", args=[slug])
    assert outsider.post(again, {"as": "cardiolux"}).status_code == 404
    assert not Job.objects.exists()


def test_pages_say_what_to_do_when_there_is_nobody(owner):
    notice, call = OpenNoticeFactory(organisation=owner.organisation), OpenOpportunityFactory()
    closed = OpenNoticeFactory(organisation=owner.organisation, state=NoticeState.MET)
    assert "add a description" in text_of(owner, "organisation", "cardiolux")
    assert "wider territory" in text_of(owner, "notice", notice.slug)
    assert "while a need or an offer is open" in text_of(owner, "notice", closed.slug)
    assert "say that you would answer" in text_of(owner, "opportunity", call.slug, query="?as=cardiolux")


def test_a_page_says_that_suggestions_are_being_worked_out_and_shows_them_by_htmx(owner):
    notice = OpenNoticeFactory(organisation=owner.organisation)
    address = reverse("matchmaking:notice", args=[notice.slug])
    assert owner.post(reverse("matchmaking:notice_again", args=[notice.slug]))["Location"] == address
    assert "being worked out" in text_of(owner, "notice", notice.slug)
    for_notice(notice, other__name="Heart lab")
    Job.objects.update(state=JobState.DONE)
    fragment = owner.get(address, headers={"HX-Request": "true", "HX-Target": "suggestions"}).content.decode()
    assert "Heart lab" in fragment
    assert "<html" not in fragment
    assert "every 4s" not in fragment


def test_a_notice_shows_what_fits_by_its_kind(owner):
    notice = OpenNoticeFactory(organisation=owner.organisation, title="A cardiologist")
    offer = OpenNoticeFactory(side=Side.OFFER, title="Cardiology advice")
    alike = OpenNoticeFactory(title="A heart expert")
    person = MembershipFactory(person__name="Ada Lovelace").person
    for_notice(notice, other=offer.organisation, found=offer)
    for_notice(notice, other=alike.organisation, found=alike)
    for_notice(notice, person=person)
    for_notice(notice)
    page = page_of(owner, "notice", notice.slug)
    assert [heading.get_text() for heading in page.main.find_all("h2")] == [
        "Offers that fit",
        "Organisations",
        "People",
        "Needs alike",
    ]
    for name in ("Cardiology advice", "Ada Lovelace", "A heart expert"):
        assert name in page.main.get_text()
    propose = page.find("a", href=lambda href: href and f"offer={offer.slug}" in href)
    assert f"need={notice.slug}" in propose["href"]


def test_who_looks_comes_first_when_an_offer_is_proposed(owner):
    offer = OpenNoticeFactory(organisation=owner.organisation, side=Side.OFFER)
    one = for_notice(offer)
    page = page_of(owner, "notice", offer.slug)
    assert page.find("a", href=lambda href: href and f"first={one.other.slug}&second=cardiolux" in href)
    assert page.h1.get_text() == "Who could use this?"


def test_members_ask_for_one_of_their_organisations(owner, sign_in):
    call = OpenOpportunityFactory(title="Horizon hearts")
    assert "?as=cardiolux" in str(page_of(owner, "opportunity", call.slug).main)
    one = SuggestionFactory(
        organisation=owner.organisation, subject=Subject.OPPORTUNITY, opportunity=call, other__name="Heart lab"
    )
    page = page_of(owner, "opportunity", call.slug, query="?as=cardiolux")
    assert "Heart lab" in page.main.get_text()
    assert page.find("a", href=lambda href: href and f"opportunity={call.slug}" in href)
    assert one.other.slug in str(page)
    address = reverse("matchmaking:opportunity_again", args=[call.slug])
    assert owner.post(address, {"as": "cardiolux"})["Location"].endswith("?as=cardiolux")
    assert sign_in(UserFactory()).get(reverse("matchmaking:opportunity", args=[call.slug])).status_code == 404


def test_the_team_asks_who_should_answer_a_call(team):
    call = OpenOpportunityFactory()
    SuggestionFactory(organisation=None, subject=Subject.OPPORTUNITY, opportunity=call, other__name="Heart lab")
    assert "Heart lab" in text_of(team, "opportunity", call.slug)
    address = reverse("matchmaking:opportunity_again", args=[call.slug])
    assert team.post(address)["Location"] == reverse("matchmaking:opportunity", args=[call.slug])
    assert Job.objects.get().arguments == {"opportunity": call.pk, "organisation": None}


def test_the_overview_lists_own_organisations_and_notices(owner, sign_in):
    SuggestionFactory(organisation=owner.organisation)
    notice = OpenNoticeFactory(organisation=owner.organisation, title="A cardiologist")
    text = text_of(owner, "index")
    assert "1 suggestion" in text
    assert notice.title in text
    assert "ask to manage it" in text_of(sign_in(UserFactory()), "index")


def test_the_dashboard_and_the_page_of_an_organisation_lead_to_suggestions(owner, outsider):
    SuggestionFactory(organisation=owner.organisation, other__name="Heart lab")
    assert "Heart lab" in owner.get(reverse("dashboard:dashboard")).content.decode()
    address = reverse("matchmaking:organisation", args=["cardiolux"])
    assert address in owner.get(owner.organisation.get_absolute_url()).content.decode()
    assert address not in outsider.get(owner.organisation.get_absolute_url()).content.decode()


def test_suggestions_are_worked_out_again_for_an_organisation(owner):
    address = reverse("matchmaking:organisation_again", args=["cardiolux"])
    assert owner.post(address)["Location"] == reverse("matchmaking:organisation", args=["cardiolux"])
    assert "being worked out" in text_of(owner, "organisation", "cardiolux")


def test_one_row_or_three_take_the_same_queries(owner):
    notice, call = OpenNoticeFactory(organisation=owner.organisation), OpenOpportunityFactory()

    def more():
        SuggestionFactory(organisation=owner.organisation)
        for_notice(notice)
        for_notice(notice, person=MembershipFactory().person)
        for_notice(notice, found=OpenNoticeFactory(side=Side.OFFER))
        SuggestionFactory(organisation=owner.organisation, subject=Subject.OPPORTUNITY, opportunity=call)
        AccessFactory(user=owner.user, organisation=OrganisationFactory())

    addresses = [
        reverse("matchmaking:index"),
        reverse("matchmaking:organisation", args=["cardiolux"]),
        reverse("matchmaking:notice", args=[notice.slug]),
        reverse("matchmaking:opportunity", args=[call.slug]) + "?as=cardiolux",
    ]
    more()
    before = []
    for address in addresses:
        owner.get(address)
        before.append(count_queries(lambda address=address: owner.get(address)))
    more()
    more()
    assert [count_queries(lambda address=address: owner.get(address)) for address in addresses] == before
