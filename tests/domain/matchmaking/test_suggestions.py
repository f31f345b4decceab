"""Suggestions as they are read: by whom, and only those that still hold."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.directory.selectors.hanging import what_hangs_on
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.matchmaking.enums import Subject, Thumb
from parvis.domain.matchmaking.selectors.suggestions import (
    suggestions_for_notice,
    suggestions_for_opportunity,
    suggestions_for_organisation,
    who_should_meet,
)
from parvis.domain.needs.enums import NoticeState, Readers
from tests.factories.accounts import account_with
from tests.factories.directory import AccessFactory, MembershipFactory, OrganisationFactory
from tests.factories.matchmaking import (
    OpenNoticeFactory,
    OpenOpportunityFactory,
    OpinionFactory,
    SuggestionFactory,
    introduced,
)
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def access():
    """An organisation with an editor."""
    return AccessFactory()


@pytest.fixture
def team():
    """The community manager."""
    return account_with(Role.COMMUNITY)


def test_an_organisation_reads_its_own_best_first(access):
    second = SuggestionFactory(organisation=access.organisation, rank=2)
    first = SuggestionFactory(organisation=access.organisation, rank=1)
    SuggestionFactory()
    assert list(suggestions_for_organisation(access.user, access.organisation)) == [first, second]


@pytest.mark.parametrize("who", ["outsider", "anonymous"])
def test_others_read_none(access, who):
    actor = AccessFactory().user if who == "outsider" else AnonymousUser()
    notice = OpenNoticeFactory(organisation=access.organisation)
    call = OpenOpportunityFactory()
    SuggestionFactory(organisation=access.organisation)
    SuggestionFactory(organisation=access.organisation, subject=Subject.NOTICE, notice=notice)
    SuggestionFactory(organisation=access.organisation, subject=Subject.OPPORTUNITY, opportunity=call)
    SuggestionFactory(organisation=None, subject=Subject.OPPORTUNITY, opportunity=call)
    assert not suggestions_for_organisation(actor, access.organisation).exists()
    assert not suggestions_for_notice(actor, notice).exists()
    assert not suggestions_for_opportunity(actor, call, access.organisation).exists()
    assert not suggestions_for_opportunity(actor, call).exists()
    assert who_should_meet(actor, 5) == []


def test_one_that_was_turned_down_is_gone_until_that_is_taken_back(access):
    one = SuggestionFactory(organisation=access.organisation)
    opinion = OpinionFactory(organisation=access.organisation, other=one.other)
    assert not suggestions_for_organisation(access.user, access.organisation).exists()
    opinion.taken_back_at = clock.now()
    opinion.save()
    assert suggestions_for_organisation(access.user, access.organisation).get() == one


def test_a_thumb_up_and_one_of_another_organisation_change_nothing(access):
    one = SuggestionFactory(organisation=access.organisation)
    OpinionFactory(organisation=access.organisation, other=one.other, thumb=Thumb.UP)
    OpinionFactory(other=one.other)
    assert suggestions_for_organisation(access.user, access.organisation).count() == 1


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (IntroductionState.PROPOSED, False),
        (IntroductionState.MET, False),
        (IntroductionState.DECLINED, False),
        (IntroductionState.CLOSED, True),
        (IntroductionState.EXPIRED, True),
    ],
)
def test_those_who_are_being_introduced_are_not_suggested(access, state, holds):
    one = SuggestionFactory(organisation=access.organisation)
    introduced(one.other, access.organisation, state=state)
    assert suggestions_for_organisation(access.user, access.organisation).exists() is holds


def test_one_that_was_merged_into_another_is_gone(access):
    one = SuggestionFactory(organisation=access.organisation)
    one.other.merged_into = OrganisationFactory()
    one.other.save()
    assert not suggestions_for_organisation(access.user, access.organisation).exists()


def test_a_notice_that_was_found_must_still_be_open_and_readable(access):
    notice = OpenNoticeFactory(organisation=access.organisation)
    found = OpenNoticeFactory()
    SuggestionFactory(organisation=access.organisation, subject=Subject.NOTICE, notice=notice, found=found)
    rows = suggestions_for_notice(access.user, notice)
    assert rows.count() == 1
    found.readers = Readers.TEAM
    found.save()
    assert rows.all().count() == 0
    found.readers, found.state = Readers.EVERYONE, NoticeState.MET
    found.save()
    assert rows.all().count() == 0


def test_people_are_suggested_to_those_who_may_see_them(access, team):
    notice = OpenNoticeFactory(organisation=access.organisation)
    membership = MembershipFactory(is_public=False)
    SuggestionFactory(organisation=access.organisation, subject=Subject.NOTICE, notice=notice, person=membership.person)
    assert not suggestions_for_notice(access.user, notice).exists()
    assert suggestions_for_notice(team, notice).exists()
    membership.is_public = True
    membership.save()
    assert suggestions_for_notice(access.user, notice).exists()


def test_a_notice_of_the_team_has_suggestions_for_the_team_only(access, team):
    notice = OpenNoticeFactory(organisation=access.organisation, readers=Readers.TEAM)
    SuggestionFactory(organisation=access.organisation, subject=Subject.NOTICE, notice=notice)
    assert not suggestions_for_notice(access.user, notice).exists()
    assert suggestions_for_notice(team, notice).exists()


def test_a_call_has_partners_for_an_organisation_and_for_the_team(access, team):
    call = OpenOpportunityFactory()
    own = SuggestionFactory(organisation=access.organisation, subject=Subject.OPPORTUNITY, opportunity=call)
    every = SuggestionFactory(organisation=None, subject=Subject.OPPORTUNITY, opportunity=call)
    assert suggestions_for_opportunity(access.user, call, access.organisation).get() == own
    assert not suggestions_for_opportunity(access.user, call).exists()
    assert suggestions_for_opportunity(team, call).get() == every


def test_who_should_meet_names_each_once_the_best_first(team):
    one, other, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    SuggestionFactory(organisation=one, other=other, score=0.9)
    SuggestionFactory(organisation=other, other=one, score=0.8)
    SuggestionFactory(organisation=one, other=third, score=0.7)
    last = SuggestionFactory(score=0.1)
    found = who_should_meet(team, 5)
    assert [(meeting.first, meeting.second) for meeting in found] == [(one, other), (last.organisation, last.other)]
    assert found[0].sentences() == ["one partner in common"]
    with translation.override("fr"):
        assert found[0].sentences() == ["un partenaire commun"]
    assert len(who_should_meet(team, 1)) == 1


def test_who_worked_together_need_nobody_to_meet(team):
    SuggestionFactory(score=0.9, reasons=[{"kind": "joint", "weight": 1.0, "fr": "", "en": ""}])
    assert who_should_meet(team, 5) == []


def test_one_row_or_three_take_the_same_queries(access, team):
    SuggestionFactory(organisation=access.organisation)

    def read():
        rows = suggestions_for_organisation(access.user, access.organisation)
        return [(row.other.name, row.found, row.person, row.other.region) for row in rows]

    read()
    who_should_meet(team, 5)
    one, of_team = count_queries(read), count_queries(lambda: who_should_meet(team, 5))
    SuggestionFactory.create_batch(2, organisation=access.organisation)
    SuggestionFactory.create_batch(2)
    assert count_queries(read) == one
    assert count_queries(lambda: who_should_meet(team, 5)) == of_team


def test_a_suggestion_keeps_no_organisation_from_going_with_its_import():
    one = SuggestionFactory()
    assert what_hangs_on([one.other.pk, one.organisation.pk], registers=()) == {}
