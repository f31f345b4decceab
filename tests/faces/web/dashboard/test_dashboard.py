"""The dashboard: what waits for an account, by role."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.domain.campus.selectors.own import to_answer
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.services.organisations import edit_organisation
from parvis.domain.reference.enums import OrganisationKind
from parvis.faces.web.dashboard.registry import Card, cards, cards_for
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import FoundingMemberFactory, SiteFactory
from tests.factories.directory import (
    AccessFactory,
    ClaimFactory,
    CorrectionFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonClaimFactory,
    PersonFactory,
    RelationFactory,
    editor_of,
    owner_of,
    reader_of,
)
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.support.queries import count_queries
from tests.support.world import build_world

pytestmark = pytest.mark.django_db


def titles(response):
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return [title.get_text(strip=True) for title in page.select(".pv-dashboard .pv-card-head h2")]


def test_dashboard_is_for_the_signed_in(client):
    response = client.get("/dashboard/")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next=/dashboard/")


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], ["next_steps"]),
        ([Role.REVIEWER], ["reviews"]),
        ([Role.SITE], ["sites", "directory"]),
        ([Role.COMMUNITY], ["requests", "directory"]),
        ([Role.PROGRAMME, Role.REVIEWER], ["reviews", "requests", "directory"]),
        ([Role.ADMINISTRATOR], ["requests", "sites", "platform", "directory"]),
    ],
)
def test_cards_of_an_empty_campus_follow_the_roles(sign_in, roles, expected):
    user = UserFactory(roles=roles)
    assert [card.name for card in cards_for(user)] == expected
    assert len(titles(sign_in(user).get("/dashboard/"))) == len(expected)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("visitor", ["First steps", "Open calls", "What I have asked for", "Look around"]),
        ("reviewer", ["Reviews", "Open calls", "Look around"]),
        ("founding", ["My organisations", "Juries on which you sit", "Founding member", "Open calls", "Look around"]),
        ("reader", ["My organisations", "Somebody wants to meet you", "Open calls", "On the same themes"]),
        (
            "editor",
            [
                "My applications",
                "My organisations",
                "My joint projects",
                "Somebody wants to meet you",
                "Calls that you would answer",
                "Open calls",
                "On the same themes",
            ],
        ),
        (
            "owner",
            [
                "My applications",
                "My organisations",
                "Applications that wait",
                "Your answer is awaited",
                "My joint projects",
                "Somebody wants to meet you",
                "Waiting for your answer",
                "Calls that you would answer",
                "You in the directory",
                "Open calls",
                "On the same themes",
            ],
        ),
        ("site", ["Sites", "Open calls", "The directory", "Lately in the directory"]),
        (
            "community",
            ["Waiting for the team", "Introductions", "Open calls", "The directory", "Lately in the directory"],
        ),
        (
            "programme",
            [
                "Applications that wait",
                "Waiting for the team",
                "Panels under way",
                "Juries",
                "Start-ups of the directory",
                "Open calls",
                "The directory",
                "Lately in the directory",
            ],
        ),
        (
            "administrator",
            [
                "Applications that wait",
                "Waiting for the team",
                "Introductions",
                "Panels under way",
                "Juries",
                "Start-ups of the directory",
                "Sites",
                "Platform",
                "Open calls",
                "The directory",
                "Lately in the directory",
            ],
        ),
    ],
)
def test_each_role_sees_what_is_of_use_to_it(sign_in, actor, expected):
    world = build_world()
    own = world.of("own").organisation
    ClaimFactory(asked_by=world.users["visitor"])
    PersonFactory(account=world.users["owner"])
    edit_organisation(actor=world.users["owner"], organisation=own, changes=Changes({"kind": OrganisationKind.STARTUP}))
    assert titles(sign_in(world.users[actor]).get("/dashboard/")) == expected


def soup(response):
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_founding_member_sees_what_belongs_to_it_and_who_else_carries_the_campus(sign_in):
    member, other = FoundingMemberFactory(), FoundingMemberFactory()
    RelationFactory.create_batch(2, parent=member.organisation)
    user = AccessFactory(organisation=member.organisation).user
    page = soup(sign_in(user).get("/dashboard/"))
    card = next(card for card in page.select(".pv-card") if "Founding member" in card.h2.get_text())
    assert "2 organisations of the directory belong to it." in card.get_text()
    assert [name.get_text() for name in card.select(".pv-chip-name")] == [
        member.organisation.name,
        other.organisation.name,
    ]


def test_what_looks_old_comes_first_and_can_be_confirmed(sign_in):
    user = UserFactory()
    with time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False):
        long_ago = clock.now()
    texts = {"description_fr": "Texte", "description_en": "Text"}
    for name, confirmed_at in (("Alpha", clock.now()), ("Beta", long_ago), ("Gamma", None)):
        organisation = OrganisationFactory(name=name, confirmed_at=confirmed_at, **texts)
        AccessFactory(user=user, organisation=organisation, level=AccessLevel.OWNER)
    client = sign_in(user)
    page = soup(client.get("/dashboard/"))
    rows = [
        (row.select_one(".pv-chip-name").get_text(), [badge.get_text(strip=True) for badge in row.select(".pv-badge")])
        for row in page.select(".pv-list > li")
    ]
    assert rows == [
        ("Beta", ["owner", "to be confirmed again"]),
        ("Gamma", ["owner", "never confirmed"]),
        ("Alpha", ["owner"]),
    ]
    assert "2 of your organisations wait to be confirmed" in page.get_text()
    for form in page.select('.pv-list form[action$="/confirm/"]'):
        client.post(form["action"])
    assert not soup(client.get("/dashboard/")).select('.pv-list form[action$="/confirm/"]')


def test_row_of_an_organisation_counts_who_is_around_it(sign_in):
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation)
    MembershipFactory(organisation=organisation, ends_on=dt.date(2020, 1, 1))
    for days in (1, -1):
        InvitationFactory(organisation=organisation, expires_at=clock.now() + dt.timedelta(days=days))
    owner, reader = owner_of(organisation), reader_of(organisation)

    def words(user):
        return " ".join(soup(sign_in(user).get("/dashboard/")).select_one(".pv-list > li").get_text().split())

    assert "1 person · 2 accounts with rights · 1 invitation waits" in words(owner)
    assert words(reader).endswith("1 person · 2 accounts with rights History")


def test_owner_answers_for_the_own_organisation_and_for_no_other(sign_in):
    organisation = OrganisationFactory(name="Mine")
    owner, editor = owner_of(organisation), editor_of(organisation)
    claim = PersonClaimFactory(person=MembershipFactory(organisation=organisation).person)
    correction = CorrectionFactory(organisation=organisation)
    PersonClaimFactory(person=MembershipFactory().person)
    CorrectionFactory()
    PersonClaimFactory(person=MembershipFactory(organisation=organisation, ends_on=dt.date(2020, 1, 1)).person)
    assert to_answer(editor) == []
    card = soup(sign_in(owner).get("/dashboard/")).select(".pv-card")[1]
    assert [(link.get_text(), link["href"]) for link in card.select("li > a")] == [
        (f"“This is me” · {claim.person.name}", f"/people/claims/{claim.pk}/"),
        ("Correction · Mine", f"/organisations/{organisation.slug}/corrections/{correction.pk}/"),
    ]


def test_who_asked_sees_what_waits_and_what_was_answered_lately(sign_in):
    user = UserFactory()
    now = clock.now()
    long_ago, lately = now - dt.timedelta(days=40), now - dt.timedelta(days=3)
    ClaimFactory(asked_by=user, organisation=OrganisationFactory(name="Waits"))
    for name, state, decided_at in (
        ("Answered", "refused", lately),
        ("Forgotten", "refused", long_ago),
        ("Withdrawn", "withdrawn", lately),
    ):
        organisation = OrganisationFactory(name=name)
        CorrectionFactory(asked_by=user, organisation=organisation, state=state, decided_at=decided_at, word="Why")
    PersonClaimFactory(asked_by=user, person=PersonFactory(name="Myself"))
    PersonClaimFactory(asked_by=user, state="accepted", decided_at=lately)
    cards_shown = soup(sign_in(user).get("/dashboard/")).select(".pv-card")
    card = next(card for card in cards_shown if card.h2.get_text(strip=True) == "What I have asked for")
    assert [line.a.get_text() for line in card.select("li")] == [
        "“This is me” · Myself",
        "Correction · Answered",
        "To manage · Waits",
    ]
    assert card.get_text().count("Why") == 1


def test_team_sees_how_much_waits_and_the_oldest_of_it(sign_in):
    claim = ClaimFactory()
    corrections = CorrectionFactory.create_batch(3)
    page = soup(sign_in(account_with(Role.COMMUNITY)).get("/dashboard/"))
    card = page.select_one(".pv-card")
    assert [value.get_text(strip=True) for value in card.select(".pv-stat-value")] == ["1", "3", "0"]
    assert [link["href"] for link in card.select("li > a")] == [
        f"/campus/claims/{claim.pk}/",
        *(f"/organisations/{c.organisation.slug}/corrections/{c.pk}/" for c in corrections[:2]),
    ]


def test_programme_manager_sees_start_ups_by_theme_and_stage(sign_in):
    theme = ThemeFactory()
    for stage, status in (("growth", "active"), ("growth", "active"), ("", "active"), ("idea", "closed")):
        OrganisationFactory(kind=OrganisationKind.STARTUP, themes=[theme], stage=stage, status=status)
    OrganisationFactory(themes=[theme])
    page = soup(sign_in(account_with(Role.PROGRAMME)).get("/dashboard/"))
    rows = page.select(".pv-bars tbody tr")
    bars = [(row.th.get_text(strip=True), row.select_one(".pv-number").get_text()) for row in rows]
    assert bars == [(theme.name, "3"), ("growth", "2")]
    assert "1 start-up without a stage" in page.get_text()


def test_site_manager_sees_where_the_campus_is_and_will_be(sign_in):
    commune = CommuneFactory()
    SiteFactory(name="Here", commune=commune)
    SiteFactory(name="Soon", opens_on=clock.today() + dt.timedelta(days=9))
    SiteFactory(name="Once", closes_on=clock.today() - dt.timedelta(days=9))
    card = soup(sign_in(account_with(Role.SITE)).get("/dashboard/")).select_one(".pv-card")
    states = {row.strong.get_text(): row.select_one(".pv-status").get_text(strip=True) for row in card.select("li")}
    assert states.pop("Soon").startswith("opens on ")
    assert states == {"Here": "open", "Once": "closed"}
    assert card.select_one(f'a[href^="/territories/communes/{commune.code}"]') or commune.name in card.get_text()


def test_empty_directory_says_what_to_do(sign_in):
    page = sign_in(account_with(Role.ADMINISTRATOR)).get("/dashboard/").content.decode()
    assert "The directory is empty." in page
    AccessFactory()
    page = sign_in(account_with(Role.ADMINISTRATOR)).get("/dashboard/").content.decode()
    assert "1 managed organisation was never confirmed." in page


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None])
def test_dashboard_takes_the_same_queries_for_one_and_for_three(sign_in, role):
    user = UserFactory(roles=[role] if role else [])
    client = sign_in(user)
    theme = ThemeFactory()
    OrganisationFactory(themes=[theme])
    person = PersonFactory(account=user)

    def add():
        organisation = OrganisationFactory(kind=OrganisationKind.STARTUP, themes=[theme])
        AccessFactory(
            user=user, organisation=FoundingMemberFactory(organisation=organisation).organisation, level="owner"
        )
        MembershipFactory(person=person, organisation=organisation)
        CorrectionFactory(organisation=organisation)
        PersonClaimFactory(person=MembershipFactory(organisation=organisation).person)
        ClaimFactory(asked_by=user)
        CorrectionFactory(asked_by=user)
        SiteFactory(commune=CommuneFactory())
        with transaction.atomic():
            record(actor=UserFactory(), verb="directory.organisation_edited", target=organisation)

    add()
    client.get("/dashboard/")
    one = count_queries(lambda: client.get("/dashboard/"))
    add()
    add()
    assert count_queries(lambda: client.get("/dashboard/")) == one


def test_area_adds_a_card_of_its_own(monkeypatch):
    monkeypatch.setattr(cards, "_items", {})
    cards.register("silent", Card("web/dashboard/_recent.html", lambda _user: True, lambda _user: None, 1))
    cards.register("late", Card("web/dashboard/_recent.html", lambda _user: True, lambda _user: {"a": 1}, 9))
    cards.register("early", Card("web/dashboard/_recent.html", lambda _user: True, lambda _user: {}, 2))
    cards.register("hidden", Card("web/dashboard/_recent.html", lambda _user: False, lambda _user: {}, 3))
    assert [(card.name, card.context) for card in cards_for(UserFactory())] == [("early", {}), ("late", {"a": 1})]
