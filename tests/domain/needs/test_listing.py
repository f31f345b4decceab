"""Lists: filters, words in a forgiving search, orders, and what is an account's own."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.search.services import indexing
from parvis.domain.directory.enums import Status
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import Notice
from parvis.domain.needs.search_documents import NOTICES, OPPORTUNITIES
from parvis.domain.needs.selectors import exporting
from parvis.domain.needs.selectors import opportunities as calls
from parvis.domain.needs.selectors.listing import (
    NoticeFilters,
    all_notice_ids,
    notices_in_order,
    own_notices,
    shown_notice_ids,
)
from parvis.domain.needs.services.notices import NoticeValues, create_notice, remove_draft
from parvis.domain.needs.tasks import repair_search
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory, PersonFactory, owner_of
from tests.factories.needs import InterestFactory, NoticeFactory, OpportunityFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def shown(reader, **filters):
    return [notice.title for notice in notices_in_order(shown_notice_ids(reader, NoticeFilters(**filters)))]


def test_each_filter_narrows(community, today):
    theme, region, other = ThemeFactory(), RegionFactory(), RegionFactory(code="84", name="Auvergne-Rhône-Alpes")
    organisation = OrganisationFactory(slug="pulsia")
    NoticeFactory(title="Need", kind=NoticeKind.DATA, themes=[theme], regions=[region], organisation=organisation)
    NoticeFactory(title="Offer", side=Side.OFFER, kind=NoticeKind.ROOM, regions=[other], state=NoticeState.MET)
    NoticeFactory(title="Anywhere", kind=NoticeKind.ROOM)
    everything = {"state": "any", "order": "name"}
    assert shown(community, **everything) == ["Anywhere", "Need", "Offer"]
    assert shown(community, order="name") == ["Anywhere", "Need"]
    assert shown(community, **everything, side="offer") == ["Offer"]
    assert shown(community, **everything, kind="room") == ["Anywhere", "Offer"]
    assert shown(community, **everything, theme=theme.code) == ["Need"]
    assert shown(community, **everything, region="11") == ["Anywhere", "Need"]
    assert shown(community, **everything, organisation="pulsia") == ["Need"]
    assert shown(community, state="met") == ["Offer"]


def test_list_shows_nothing_that_is_a_matter_of_its_writers(owner, startup, community):
    NoticeFactory(title="Draft", organisation=startup, state=NoticeState.DRAFT)
    NoticeFactory(title="Hidden", organisation=startup, is_hidden=True)
    NoticeFactory(title="Closed", organisation=OrganisationFactory(status=Status.CLOSED))
    NoticeFactory(title="Open", organisation=startup)
    NoticeFactory(title="Public", readers=Readers.EVERYONE)
    assert set(shown(owner, state="any")) == {"Open", "Public"}
    assert shown(AnonymousUser(), state="any") == ["Public"]
    everything = all_notice_ids(community, NoticeFilters(state="any"))
    assert {notice.title for notice in notices_in_order(everything)} == {"Draft", "Hidden", "Closed", "Open", "Public"}


def test_orders(community, today):
    NoticeFactory(title="B", ends_on=today + dt.timedelta(days=9))
    NoticeFactory(title="A", ends_on=today + dt.timedelta(days=20))
    assert shown(community) == ["A", "B"]
    assert shown(community, order="ending") == ["B", "A"]
    assert shown(community, order="name") == ["A", "B"]


def test_search_forgives_and_follows_what_is_written(startup, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = create_notice(
            actor=owner, organisation=startup, values=NoticeValues(title="Hôpital avec neurologie", text="Vingt lits.")
        )
        create_notice(actor=owner, organisation=startup, values=NoticeValues(title="Salle blanche"))
    Notice.objects.update(state=NoticeState.OPEN)
    for text in ("hopital", "neurolojie", "lits vingt", "pulsia neurologie", "besoin neurologie", "need neurologie"):
        assert shown(owner, text=text)[0] == notice.title
    assert shown(owner, text="neurologie", order="name") == [notice.title]
    assert shown(UserFactory(), text="neurologie") == []
    Notice.objects.update(state=NoticeState.DRAFT)
    with django_capture_on_commit_callbacks(execute=True):
        remove_draft(actor=owner, notice=Notice.objects.get(pk=notice.pk))
    Notice.objects.update(state=NoticeState.OPEN)
    assert shown(owner, text="neurologie") == []


def test_repair_finds_what_the_index_missed(startup, owner):
    NoticeFactory(title="Unheard of", organisation=startup)
    OpportunityFactory(title="Twins of livers")
    indexing.rebuild(NOTICES)
    NoticeFactory(title="Later", organisation=startup)
    assert repair_search(None) == {NOTICES: 1, OPPORTUNITIES: 1}
    assert shown(owner, text="later") == ["Later"]


def test_own_list_puts_what_waits_first(startup, owner):
    met = NoticeFactory(organisation=startup, state=NoticeState.MET)
    current = NoticeFactory(organisation=startup)
    draft = NoticeFactory(organisation=startup, state=NoticeState.DRAFT)
    NoticeFactory(readers=Readers.EVERYONE)
    assert list(own_notices(owner)) == [draft, current, met]


def test_list_costs_as_much_with_three_as_with_one(community):
    def ask():
        rows = notices_in_order(shown_notice_ids(community, NoticeFilters()))
        return [(one.organisation.region, list(one.themes.all()), list(one.regions.all())) for one in rows]

    NoticeFactory()
    ask()
    one = count_queries(ask)
    NoticeFactory.create_batch(2)
    assert count_queries(ask) == one


def found(reader, **filters):
    ids = calls.opportunity_ids(reader, calls.OpportunityFilters(**filters))
    return [one.title for one in calls.opportunities_in_order(ids)]


def test_calls_by_deadline_programme_theme_and_order(community, today, settings):
    theme, day = ThemeFactory(), dt.timedelta(days=1)
    soon = today + settings.NEEDS_SOON_DAYS * day
    OpportunityFactory(title="Past", deadline=today - day, programme="Digital Europe")
    OpportunityFactory(title="Long past", deadline=today - 9 * day)
    OpportunityFactory(title="Later", deadline=soon + day, themes=[theme])
    OpportunityFactory(title="Always", deadline=None)
    OpportunityFactory(title="Soon", deadline=soon)
    OpportunityFactory(title="Hidden", deadline=soon, is_hidden=True)
    nobody = AnonymousUser()
    assert found(nobody) == ["Soon", "Later", "Always"]
    assert found(community, when="soon") == ["Soon", "Hidden"]
    assert found(nobody, when="past") == ["Past", "Long past"]
    assert len(found(nobody, when="")) == 5
    assert found(nobody, when="", programme="Digital Europe") == ["Past"]
    assert found(nobody, theme=theme.code) == ["Later"]
    assert found(nobody, order="newest") == ["Soon", "Always", "Later"]
    assert found(nobody, order="name") == ["Always", "Later", "Soon"]
    assert calls.programmes(nobody) == ["Digital Europe", "Horizon Europe"]


def test_calls_are_found_by_words_and_codes(community):
    hearts = OpportunityFactory(title="Twins of hearts", code="HORIZON-HLTH-2027-01-CARE-03")
    OpportunityFactory(title="Soil", text="Mud.")
    indexing.rebuild(OPPORTUNITIES)
    for text in ("twin heart", "hearts proposals", hearts.code):
        assert found(community, text=text) == [hearts.title]
    assert found(community, text="hearts", order="name") == [hearts.title]


def test_who_would_answer_and_what_closes_soon(startup, owner):
    call, other = OpportunityFactory(), OpportunityFactory()
    mine = InterestFactory(opportunity=call, organisation=startup)
    theirs = InterestFactory(opportunity=call)
    assert list(calls.interests_of(call)) == [mine, theirs]
    assert calls.interest_counts([call.pk, other.pk]) == {call.pk: 2}
    assert list(calls.closing_soon_for(owner)) == [call]
    assert list(calls.closing_soon_for(AnonymousUser())) == []


def test_exports_hold_what_the_team_asks_for(today):
    theme = ThemeFactory(name_en="Hearts")
    person = PersonFactory(name="Ada")
    notice = NoticeFactory(title="A", themes=[theme], regions=[RegionFactory()], person=person, ends_on=today)
    draft = NoticeFactory(title="B", state=NoticeState.DRAFT, ends_on=None)
    first, second = exporting.notice_rows([notice.pk, draft.pk, 0])
    assert tuple(first) == exporting.NOTICE_COLUMNS
    assert (first["title"], first["themes"], first["regions"]) == ("A", "Hearts", "Île-de-France")
    assert (first["person"], first["ends_on"], second["published_at"], second["ends_on"]) == (
        "Ada",
        today.isoformat(),
        "",
        "",
    )
    call = OpportunityFactory(themes=[theme], grants=3)
    InterestFactory(opportunity=call)
    (row,) = exporting.opportunity_rows([call.pk])
    assert tuple(row) == exporting.OPPORTUNITY_COLUMNS
    assert (row["code"], row["grants"], row["interests"], row["budget_min"]) == (call.code, "3", "1", "")


def test_organisation_of_another_is_not_ones_own(startup):
    stranger = owner_of(OrganisationFactory())
    NoticeFactory(organisation=startup)
    assert list(own_notices(stranger)) == []
