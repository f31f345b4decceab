"""Who reads suggestions, asks for them, and says what they think of them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.matchmaking import rules
from parvis.domain.needs.enums import Readers
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpinionFactory

pytestmark = pytest.mark.django_db

TEAM = {"site", "community", "programme", "administrator"}
KEEPERS = TEAM - {"site"}
READERS = TEAM | {"owner", "editor", "reader"}
WRITERS = KEEPERS | {"owner", "editor"}


@pytest.fixture
def organisation():
    """The organisation that is asked about."""
    return OrganisationFactory()


@pytest.fixture
def actors(organisation):
    """One account of each kind, an outsider who acts for another organisation, and nobody."""
    found = {level.value: AccessFactory(organisation=organisation, level=level).user for level in AccessLevel}
    found |= {role.value: account_with(role) for role in Role}
    return found | {"outsider": AccessFactory().user, "visitor": UserFactory(), "anonymous": AnonymousUser()}


def allowed(rule, actors, *things):
    """Who may."""
    return {name for name, actor in actors.items() if rule(actor, *things)}


def test_suggestions_are_read_by_the_organisation_and_the_team(actors, organisation):
    assert allowed(rules.can_read_suggestions, actors, organisation) == READERS


def test_all_suggestions_are_read_by_the_team(actors):
    assert allowed(rules.can_read_all_suggestions, actors) == TEAM


@pytest.mark.parametrize(("readers", "who"), [(Readers.ECOSYSTEM, READERS), (Readers.TEAM, TEAM)])
def test_suggestions_for_a_notice_are_read_as_the_notice_is(actors, organisation, readers, who):
    notice = OpenNoticeFactory(organisation=organisation, readers=readers)
    assert allowed(rules.can_read_suggestions_for, actors, notice) == who


def test_opinions_are_said_and_suggestions_asked_for_by_who_writes(actors, organisation):
    assert allowed(rules.can_say_opinion, actors, organisation) == WRITERS
    assert allowed(rules.can_ask, actors, organisation) == WRITERS


def test_those_for_all_are_asked_for_by_who_keeps_the_directory(actors):
    assert allowed(rules.can_ask_for_all, actors) == KEEPERS


def test_an_opinion_is_taken_back_once(actors, organisation):
    opinion = OpinionFactory(organisation=organisation)
    assert allowed(rules.can_take_back, actors, opinion) == WRITERS
    opinion.taken_back_at = clock.now()
    assert allowed(rules.can_take_back, actors, opinion) == set()
