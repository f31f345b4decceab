"""Who writes, reads, manages and reports needs and offers: role by role, the rule and the selector alike."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import Status
from parvis.domain.needs import rules
from parvis.domain.needs.enums import NoticeState, Readers
from parvis.domain.needs.selectors.notices import notices_of, notices_visible_to, open_notices
from parvis.domain.needs.selectors.opportunities import open_opportunities, opportunities_visible_to
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, editor_of, owner_of, reader_of
from tests.factories.needs import NoticeFactory, OpportunityFactory

pytestmark = pytest.mark.django_db

READ_BY = {
    "anonymous": {Readers.EVERYONE},
    "visitor": {Readers.EVERYONE},
    "left": {Readers.EVERYONE},
    "reader elsewhere": {Readers.EVERYONE},
    "editor elsewhere": {Readers.EVERYONE, Readers.ECOSYSTEM},
    "site manager": {Readers.EVERYONE, Readers.ECOSYSTEM, Readers.TEAM},
}
"""What those read that have nothing to do with the organisation, as long as it is shown."""


def actor(name, organisation):
    """An account in this role."""
    made = {
        "anonymous": AnonymousUser,
        "visitor": UserFactory,
        "left": lambda: owner_of(OrganisationFactory(), is_active=False),
        "reader elsewhere": lambda: reader_of(OrganisationFactory()),
        "editor elsewhere": lambda: editor_of(OrganisationFactory()),
        "site manager": lambda: account_with(Role.SITE),
        "owner": lambda: owner_of(organisation),
        "editor": lambda: editor_of(organisation),
        "reader": lambda: reader_of(organisation),
        "community": lambda: account_with(Role.COMMUNITY),
        "programme": lambda: account_with(Role.PROGRAMME),
        "administrator": lambda: account_with(Role.ADMINISTRATOR),
    }
    return made[name]()


@pytest.fixture
def notices(startup):
    """One in each state for each kind of readers, shown and hidden."""
    combinations = itertools.product(NoticeState, Readers, (False, True))
    return [
        NoticeFactory(organisation=startup, state=state, readers=readers, is_hidden=hidden)
        for state, readers, hidden in combinations
    ]


@pytest.mark.parametrize("name", READ_BY)
def test_others_read_what_is_shown_and_for_them(name, startup, notices):
    reader = actor(name, startup)
    shown = {NoticeState.OPEN, NoticeState.MET, NoticeState.EXPIRED}
    sees_hidden = name == "site manager"
    expected = {
        notice.pk
        for notice in notices
        if notice.state in shown and notice.readers in READ_BY[name] and (sees_hidden or not notice.is_hidden)
    }
    assert {notice.pk for notice in notices if rules.can_read_notice(reader, notice)} == expected
    assert {notice.pk for notice in notices_visible_to(reader)} == expected


@pytest.mark.parametrize("name", ["owner", "editor", "reader", "community", "programme", "administrator"])
def test_own_people_and_the_team_read_everything(name, startup, notices):
    reader = actor(name, startup)
    NoticeFactory(state=NoticeState.DRAFT)
    everything = {notice.pk for notice in notices}
    assert {notice.pk for notice in notices if rules.can_read_notice(reader, notice)} == everything
    assert {notice.pk for notice in notices_of(reader, startup)} == everything


WRITES = {
    "anonymous": False,
    "visitor": False,
    "left": False,
    "editor elsewhere": False,
    "site manager": False,
    "reader": False,
    "editor": True,
    "owner": True,
    "community": True,
    "programme": True,
    "administrator": True,
}


@pytest.mark.parametrize(("name", "writes"), WRITES.items())
def test_who_writes_for_an_organisation(name, writes, startup):
    account, notice = actor(name, startup), NoticeFactory(organisation=startup)
    assert rules.can_write_notice(account, startup) is writes
    assert rules.can_manage_notice(account, notice) is writes
    assert rules.can_say_interest(account, startup) is writes


def test_whoever_speaks_for_a_founding_member_writes_for_it(founder, startup):
    speaker = reader_of(founder)
    assert rules.can_write_notice(speaker, founder)
    assert not rules.can_write_notice(speaker, startup)


def test_editors_write_no_more_for_a_closed_organisation():
    closed = OrganisationFactory(status=Status.CLOSED)
    assert not rules.can_write_notice(editor_of(closed), closed)
    assert rules.can_write_notice(owner_of(closed), closed)


def test_who_reports_and_who_looks_at_reports(startup, owner, community):
    notice = NoticeFactory(organisation=startup)
    other = editor_of(OrganisationFactory())
    assert rules.can_report_notice(other, notice)
    assert not rules.can_report_notice(owner, notice)
    assert not rules.can_report_notice(UserFactory(), notice)
    assert not rules.can_report_notice(AnonymousUser(), NoticeFactory(readers=Readers.EVERYONE))
    for rule in (rules.can_moderate_notices, rules.can_run_opportunities):
        assert [rule(who) for who in (community, other, AnonymousUser())] == [True, False, False]
    assert [rules.can_see_interests(who) for who in (community, other, UserFactory())] == [True, True, False]


def test_open_notices_are_open_shown_and_of_the_living(startup):
    here = NoticeFactory(organisation=startup)
    NoticeFactory(state=NoticeState.MET)
    NoticeFactory(is_hidden=True)
    NoticeFactory(organisation=OrganisationFactory(status=Status.CLOSED))
    assert list(open_notices()) == [here]


def test_opportunities_are_open_until_their_last_day(community, today):
    last, without = OpportunityFactory(deadline=today), OpportunityFactory(deadline=None)
    past = OpportunityFactory(deadline=today.replace(year=today.year - 1))
    hidden = OpportunityFactory(is_hidden=True)
    assert set(open_opportunities()) == {last, without}
    assert set(opportunities_visible_to(AnonymousUser())) == {last, without, past}
    assert set(opportunities_visible_to(community)) == {last, without, past, hidden}
