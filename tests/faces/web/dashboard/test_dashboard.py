"""The dashboard: what waits for an account, by role."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.reference.enums import OrganisationKind
from parvis.faces.web.dashboard.registry import Card, cards, cards_for
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import FoundingMemberFactory
from tests.factories.directory import AccessFactory, ClaimFactory, CorrectionFactory, OrganisationFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def titles(response):
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return [title.get_text(strip=True) for title in page.select(".pv-dashboard .pv-card h2")]


def test_dashboard_is_for_the_signed_in(client):
    response = client.get("/dashboard/")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next=/dashboard/")


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], ["next_steps"]),
        ([Role.REVIEWER], ["reviews"]),
        ([Role.SITE], []),
        ([Role.COMMUNITY], ["requests", "directory"]),
        ([Role.PROGRAMME, Role.REVIEWER], ["requests", "directory", "reviews"]),
        ([Role.ADMINISTRATOR], ["requests", "platform", "directory"]),
    ],
)
def test_cards_follow_the_roles(sign_in, roles, expected):
    user = UserFactory(roles=roles)
    assert [card.name for card in cards_for(user)] == expected
    assert len(titles(sign_in(user).get("/dashboard/"))) == len(expected)


def test_founding_member_and_owner_see_their_organisation(sign_in):
    member = FoundingMemberFactory()
    user = AccessFactory(organisation=member.organisation).user
    assert titles(sign_in(user).get("/dashboard/")) == ["My organisations", "Founding member"]
    stranger = AccessFactory(level=AccessLevel.READER).user
    assert titles(sign_in(stranger).get("/dashboard/")) == ["My organisations"]


def test_what_looks_old_comes_first_and_can_be_confirmed(sign_in):
    user = UserFactory()
    with time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False):
        long_ago = clock.now()
    texts = {"description_fr": "Texte", "description_en": "Text"}
    for name, confirmed_at in (("Alpha", clock.now()), ("Beta", long_ago), ("Gamma", None)):
        organisation = OrganisationFactory(name=name, confirmed_at=confirmed_at, **texts)
        AccessFactory(user=user, organisation=organisation, level=AccessLevel.OWNER)
    rows = BeautifulSoup(sign_in(user).get("/dashboard/").content.decode(), "html.parser").select(".pv-list > li")
    assert [
        (row.select_one(".pv-chip-name").get_text(), "to be confirmed again" in row.get_text()) for row in rows
    ] == [
        ("Beta", True),
        ("Gamma", True),
        ("Alpha", False),
    ]


def test_team_sees_how_much_waits(sign_in):
    ClaimFactory()
    CorrectionFactory.create_batch(2)
    page = BeautifulSoup(sign_in(account_with(Role.COMMUNITY)).get("/dashboard/").content.decode(), "html.parser")
    figures = [value.get_text(strip=True) for value in page.select(".pv-stat-s .pv-stat-value")]
    assert figures == ["1", "2", "0"]


def test_empty_directory_says_what_to_do(sign_in):
    page = sign_in(account_with(Role.ADMINISTRATOR)).get("/dashboard/").content.decode()
    assert "The directory is empty." in page
    OrganisationFactory(kind=OrganisationKind.STARTUP)
    page = sign_in(account_with(Role.ADMINISTRATOR)).get("/dashboard/").content.decode()
    assert "1 start-up without a stage" in page


def test_dashboard_takes_the_same_queries_for_one_and_for_three(sign_in):
    user = account_with(Role.ADMINISTRATOR)
    client = sign_in(user)

    def add():
        AccessFactory(user=user, organisation=FoundingMemberFactory().organisation)
        ClaimFactory()

    add()
    client.get("/dashboard/")
    one = count_queries(lambda: client.get("/dashboard/"))
    add()
    add()
    assert count_queries(lambda: client.get("/dashboard/")) == one


def test_area_adds_a_card_of_its_own(monkeypatch):
    monkeypatch.setattr(cards, "_items", {})
    cards.register("silent", Card("web/dashboard/_reviews.html", lambda _user: True, lambda _user: None, 1))
    cards.register("late", Card("web/dashboard/_reviews.html", lambda _user: True, lambda _user: {"a": 1}, 9))
    cards.register("early", Card("web/dashboard/_reviews.html", lambda _user: True, lambda _user: {}, 2))
    cards.register("hidden", Card("web/dashboard/_reviews.html", lambda _user: False, lambda _user: {}, 3))
    assert [(card.name, card.context) for card in cards_for(UserFactory())] == [("early", {}), ("late", {"a": 1})]
