"""Who may ask for what, and who decides: role by state, always with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.domain.directory import rules as directory_rules
from parvis.domain.directory.enums import Status, Visibility
from parvis.domain.reference.rules import can_edit_themes
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    ClaimFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    editor_of,
    owner_of,
    reader_of,
)

pytestmark = pytest.mark.django_db

PEOPLE = {
    "anonymous": lambda o: AnonymousUser(),
    "outsider": lambda o: UserFactory(),
    "inactive": lambda o: owner_of(o, is_active=False),
    "owner of another": lambda o: owner_of(OrganisationFactory()),
    "reader": reader_of,
    "editor": editor_of,
    "owner": owner_of,
    "reviewer": lambda o: account_with(Role.REVIEWER),
    "site": lambda o: account_with(Role.SITE),
    "community": lambda o: account_with(Role.COMMUNITY),
    "programme": lambda o: account_with(Role.PROGRAMME),
    "administrator": lambda o: account_with(Role.ADMINISTRATOR),
}
KEEPERS = {"community", "programme", "administrator"}
TEAM = KEEPERS | {"site"}
ACCOUNTS = set(PEOPLE) - {"anonymous", "inactive"}
STATES = (Status.ACTIVE, Status.DORMANT, Status.CLOSED)

ORGANISATION_RULES = {
    directory_rules.can_edit: {
        Status.ACTIVE: KEEPERS | {"owner", "editor"},
        Status.DORMANT: KEEPERS | {"owner", "editor"},
        Status.CLOSED: KEEPERS | {"owner"},
    },
    directory_rules.can_manage_access: dict.fromkeys(STATES, KEEPERS | {"owner"}),
    directory_rules.can_see_history: dict.fromkeys(STATES, TEAM | {"owner", "editor", "reader"}),
    rules.can_decide_corrections: dict.fromkeys(STATES, KEEPERS | {"owner"}),
    rules.can_claim: {
        Status.ACTIVE: ACCOUNTS - {"owner"},
        Status.DORMANT: ACCOUNTS - {"owner"},
        Status.CLOSED: set(),
    },
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("rule", ORGANISATION_RULES, ids=lambda rule: rule.__name__)
def test_rules_about_organisations(rule, state, who):
    organisation = OrganisationFactory(status=state)
    assert rule(PEOPLE[who](organisation), organisation) == (who in ORGANISATION_RULES[rule][state])


@pytest.mark.parametrize("who", PEOPLE)
def test_rules_about_nothing_in_particular(who):
    actor = PEOPLE[who](OrganisationFactory())
    assert rules.can_suggest(actor) == (who in ACCOUNTS)
    assert rules.can_decide_claims(actor) == (who in KEEPERS)
    assert directory_rules.can_create_organisation(actor) == (who in KEEPERS)
    assert can_edit_themes(actor) == (who == "administrator")


PERSON_STATES = ("free", "linked", "past")
PERSON_RULES = {
    directory_rules.can_edit_person: {
        "free": KEEPERS | {"owner", "editor"},
        "linked": KEEPERS | {"own"},
        "past": KEEPERS,
    },
    directory_rules.can_remove_person: {
        "free": KEEPERS | {"owner", "editor"},
        "linked": KEEPERS | {"own"},
        "past": KEEPERS,
    },
    rules.can_decide_person_claims: {"free": KEEPERS | {"owner"}, "linked": KEEPERS | {"owner"}, "past": KEEPERS},
    rules.can_say_this_is_me: {"free": ACCOUNTS, "linked": set(), "past": ACCOUNTS},
    rules.can_unlink_person: {"free": set(), "linked": KEEPERS | {"own"}, "past": set()},
}


@pytest.mark.parametrize("who", [*PEOPLE, "own"])
@pytest.mark.parametrize("state", PERSON_STATES)
@pytest.mark.parametrize("rule", PERSON_RULES, ids=lambda rule: rule.__name__)
def test_rules_about_people(rule, state, who):
    organisation = OrganisationFactory()
    own = UserFactory()
    person = PersonFactory(account=own if state == "linked" else None)
    ended = {"ends_on": "2020-01-01"} if state == "past" else {}
    MembershipFactory(person=person, organisation=organisation, **ended)
    actor = own if who == "own" else PEOPLE[who](organisation)
    expected = PERSON_RULES[rule][state] | (
        {"own"} if rule is rules.can_say_this_is_me and state != "linked" else set()
    )
    assert rule(actor, person) == (who in expected)


CONTACT = {
    Visibility.PUBLIC: set(PEOPLE) | {"own"},
    Visibility.SIGNED_IN: ACCOUNTS | {"own"},
    Visibility.TEAM: TEAM | {"owner", "editor", "reader", "own"},
}


@pytest.mark.parametrize("who", [*PEOPLE, "own"])
@pytest.mark.parametrize("visibility", CONTACT)
def test_who_sees_contact_details(visibility, who):
    organisation, own = OrganisationFactory(), UserFactory()
    person = PersonFactory(account=own, contact_visibility=visibility)
    MembershipFactory(person=person, organisation=organisation)
    actor = own if who == "own" else PEOPLE[who](organisation)
    assert directory_rules.can_see_contact(actor, person) == (who in CONTACT[visibility])


@pytest.mark.parametrize("state", RequestState)
def test_only_who_asked_withdraws_while_it_waits(state):
    claim = ClaimFactory(state=state)
    assert rules.can_withdraw(claim.asked_by, claim) == (state == RequestState.PENDING)
    assert not rules.can_withdraw(UserFactory(), claim)
    assert not rules.can_withdraw(AnonymousUser(), claim)
    assert not rules.can_withdraw(account_with(Role.ADMINISTRATOR), claim)


def test_a_person_with_two_organisations_is_removed_by_the_team_alone():
    organisation = OrganisationFactory()
    person = MembershipFactory(organisation=organisation).person
    MembershipFactory(person=person)
    assert not directory_rules.can_remove_person(owner_of(organisation), person)
    assert directory_rules.can_remove_person(account_with(Role.COMMUNITY), person)


def test_the_member_may_end_their_own_membership():
    account = UserFactory()
    membership = MembershipFactory(person__account=account)
    assert directory_rules.can_end_membership(account, membership)
    assert not directory_rules.can_end_membership(UserFactory(), membership)
