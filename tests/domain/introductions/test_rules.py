"""Who may do what with introductions: role by state, with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import Answer, IntroductionState, ProposedBy
from parvis.domain.introductions.selectors.introductions import introductions_visible_to
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import PersonFactory, editor_of, owner_of, reader_of
from tests.factories.introductions import IntroductionFactory, first_of, matchmaker, second_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(startup, hospital):
    """What the start-up has proposed, of which somebody was chosen at the hospital."""
    found = IntroductionFactory(first=startup, second=hospital, proposed_by=ProposedBy.FIRST)
    found.sides.filter(position="second").update(account=UserFactory(email="chosen@example.org"))
    return found


@pytest.fixture
def actors(startup, hospital, asked):
    """Everybody who could come by."""
    return {
        "anonymous": AnonymousUser(),
        "outsider": owner_of(first_of(IntroductionFactory()).organisation),
        "inactive": editor_of(startup, is_active=False),
        "programme": account_with(Role.PROGRAMME),
        "matchmaker": matchmaker(),
        "administrator": account_with(Role.ADMINISTRATOR),
        "owner": startup.owner,
        "editor": editor_of(startup),
        "reader": reader_of(startup),
        "chosen": second_of(asked).account,
        "hospital": hospital.owner,
    }


CAMPUS = {"matchmaker", "administrator"}
OWN = {"owner", "editor"}
OTHER = {"chosen", "hospital"}


def who(actors, rule, *arguments):
    return {name for name, actor in actors.items() if rule(actor, *arguments)}


def test_who_introduces_and_proposes(actors, startup):
    assert who(actors, rules.is_matchmaker) == CAMPUS
    assert who(actors, rules.can_propose, startup) == CAMPUS | OWN
    assert who(actors, rules.can_set_cap, startup) == CAMPUS | OWN


def test_who_reads(actors, asked):
    readers = CAMPUS | OWN | OTHER | {"reader"}
    assert who(actors, rules.can_read_introduction, asked) == readers
    assert {name for name, one in actors.items() if asked in introductions_visible_to(one)} == readers


def test_who_answers(actors, asked):
    assert who(actors, rules.can_answer, first_of(asked)) == OWN
    assert who(actors, rules.can_answer, second_of(asked)) == OTHER


def test_person_who_was_chosen_answers_by_their_account(asked):
    user = UserFactory()
    asked.sides.filter(position="second").update(account=None, person=PersonFactory(account=user))
    assert rules.can_answer(user, second_of(asked))
    assert rules.can_read_introduction(user, asked)


@pytest.mark.parametrize("state", IntroductionState)
def test_contacts_are_seen_only_once_both_have_agreed(actors, startup, hospital, asked, state):
    asked.state = state
    assert who(actors, rules.can_see_contacts, asked) == set()
    agreed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.ACCEPTED)
    agreed.state = state
    assert who(actors, rules.can_see_contacts, agreed) == CAMPUS | OWN | {"hospital"}


def test_who_withdraws(actors, asked):
    assert who(actors, rules.can_withdraw, asked) == CAMPUS | OWN
    asked.proposed_by = ProposedBy.SECOND
    assert who(actors, rules.can_withdraw, asked) == CAMPUS | OTHER
    asked.proposed_by = ProposedBy.CAMPUS
    assert who(actors, rules.can_withdraw, asked) == CAMPUS
    asked.state = IntroductionState.ACCEPTED
    assert who(actors, rules.can_withdraw, asked) == set()


def test_who_follows(actors, asked, startup, hospital):
    assert who(actors, rules.can_follow, asked) == CAMPUS | OWN | OTHER
    assert who(actors, rules.can_make_project, asked) == set()
    agreed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.MET)
    assert who(actors, rules.can_make_project, agreed) == CAMPUS | OWN | {"hospital"}


def test_what_is_awaited_and_living(asked):
    assert rules.is_awaited(second_of(asked))
    asked.sides.update(answer=Answer.ACCEPTED)
    assert not rules.is_awaited(second_of(asked))
    asked.sides.update(answer=Answer.OPEN)
    asked.state = IntroductionState.EXPIRED
    asked.save()
    assert not rules.is_awaited(second_of(asked))
    assert not rules.is_living(asked)
