"""Who may do what with calls and applications, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.calls import rules
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import CallState, Right
from parvis.domain.calls.selectors.applications import (
    applications_of_call,
    applications_of_round,
    applications_visible_to,
    applications_written_by,
)
from parvis.domain.calls.selectors.calls import calls_managed_by, calls_visible_to, people_of
from parvis.domain.directory.models import Access
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import ApplicationFactory, CallFactory, CallManagerFactory, CollaboratorFactory, RoundFactory
from tests.factories.campus import FoundingMemberFactory
from tests.factories.directory import AccessFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def people_around(application):
    """One account per part that someone may play around an application."""
    call = application.call
    removed = CollaboratorFactory(application=application, removed_at=clock.now())
    return {
        "anonymous": AnonymousUser(),
        "outsider": UserFactory(),
        "reviewer": account_with(Role.REVIEWER),
        "community": account_with(Role.COMMUNITY),
        "programme": account_with(Role.PROGRAMME),
        "administrator": account_with(Role.ADMINISTRATOR),
        "manager": CallManagerFactory(call=call).user,
        "other manager": CallManagerFactory(call=CallFactory(organiser=call.organiser)).user,
        "creator": application.created_by,
        "colleague": CollaboratorFactory(application=application).user,
        "submitter": CollaboratorFactory(application=application, right=Right.SUBMIT).user,
        "removed": removed.user,
        "owner": AccessFactory(organisation=application.organisation, level="owner").user,
        "editor": AccessFactory(organisation=application.organisation, level="editor").user,
        "closed": UserFactory(is_active=False),
    }


TEAM = {"programme", "administrator", "manager"}
WRITERS = {"creator", "colleague", "submitter", "owner"}
SUBMITTERS = {"creator", "submitter", "owner"}
TABLE = {
    rules.can_see_application: {
        State.DRAFT: WRITERS,
        State.SUBMITTED: TEAM | WRITERS,
        State.IN_REVIEW: TEAM | WRITERS,
        State.DISMISSED: TEAM | WRITERS,
    },
    rules.can_edit_application: {State.DRAFT: WRITERS, State.SUBMITTED: WRITERS, State.IN_REVIEW: set()},
    rules.can_submit_application: {State.DRAFT: SUBMITTERS, State.SUBMITTED: SUBMITTERS, State.ACCEPTED: set()},
    rules.can_withdraw_application: {State.DRAFT: SUBMITTERS, State.IN_REVIEW: SUBMITTERS | TEAM},
    rules.can_screen: {State.DRAFT: set(), State.SUBMITTED: TEAM, State.REJECTED: TEAM},
}


@pytest.mark.parametrize(
    ("rule", "state"), [(rule.__name__, state) for rule, states in TABLE.items() for state in states]
)
def test_who_may_do_what_with_an_application(rule, state):
    rule = getattr(rules, rule)
    application = ApplicationFactory(state=state, call__organiser=OrganisationFactory())
    allowed = {name for name, actor in people_around(application).items() if rule(actor, application)}
    assert allowed == TABLE[rule][state]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ACCEPTED])
def test_the_list_of_applications_is_what_the_rule_says(state):
    application = ApplicationFactory(state=state, call__organiser=OrganisationFactory())
    for name, actor in people_around(application).items():
        seen = set(applications_visible_to(actor)) == {application}
        assert seen is rules.can_see_application(actor, application), name
        assert (set(applications_written_by(actor)) == {application}) is (name in WRITERS), name


def test_what_was_withdrawn_before_it_was_submitted_is_never_shown_to_the_team():
    draft = ApplicationFactory(state=State.WITHDRAWN, version=0)
    late = ApplicationFactory(state=State.WITHDRAWN, call=draft.call)
    programme = account_with(Role.PROGRAMME)
    assert list(applications_visible_to(programme)) == [late]
    assert list(applications_of_call(draft.call)) == [late]
    assert not rules.can_see_application(programme, draft)
    assert rules.can_see_application(programme, late)


def test_applications_of_a_round_leave_drafts_out():
    one = RoundFactory()
    ApplicationFactory(call=one.call, round=one, state=State.DRAFT)
    ApplicationFactory(call=one.call)
    submitted = ApplicationFactory(call=one.call, round=one)
    assert list(applications_of_round(one)) == [submitted]


def test_a_manager_who_left_the_organiser_no_longer_runs_its_call():
    call = CallFactory(organiser=OrganisationFactory(), state=CallState.DRAFT)
    manager = CallManagerFactory(call=call).user
    assert rules.can_manage_call(manager, call)
    assert rules.can_manage_some_call(manager)
    assert people_of(call) == [manager]
    assert list(calls_managed_by(manager)) == list(calls_visible_to(manager)) == [call]
    Access.objects.all().delete()
    assert not rules.can_manage_call(manager, call)
    assert not rules.can_manage_some_call(manager)
    assert people_of(call) == []
    assert not calls_visible_to(manager).exists()


def test_a_call_of_the_campus_may_have_a_manager_from_outside():
    call = CallFactory()
    assert rules.can_manage_call(CallManagerFactory(call=call).user, call)


@pytest.mark.parametrize("state", CallState)
def test_everyone_sees_published_calls_and_the_team_all(state):
    call = CallFactory(state=state)
    public = state != CallState.DRAFT
    for actor in (AnonymousUser(), UserFactory(), account_with(Role.COMMUNITY)):
        assert calls_visible_to(actor).exists() is public
        assert not calls_managed_by(actor).exists()
    programme = account_with(Role.PROGRAMME)
    assert list(calls_visible_to(programme)) == list(calls_managed_by(programme)) == [call]


def test_who_creates_calls_and_appoints_managers():
    people = {"visitor": UserFactory(), "site": account_with(Role.SITE), "programme": account_with(Role.PROGRAMME)}
    for rule in (rules.can_create_call, rules.can_appoint_managers, rules.can_manage_some_call):
        assert [name for name, actor in people.items() if rule(actor)] == ["programme"]
    assert not rules.can_manage_some_call(AnonymousUser())
    assert not rules.can_manage_call(AnonymousUser(), CallFactory())


def test_founding_members_sponsor():
    founder = AccessFactory(organisation=FoundingMemberFactory().organisation, level="reader").user
    assert rules.can_sponsor(founder)
    assert rules.can_sponsor(account_with(Role.PROGRAMME))
    assert not rules.can_sponsor(UserFactory())
    assert not rules.can_sponsor(AnonymousUser())
