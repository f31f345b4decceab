"""Applications change their state in one place, and say it."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.activity.registry import verbs
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ENDED, ApplicationAction, ApplicationState
from parvis.domain.calls.events import ApplicationMoved
from parvis.domain.calls.models import Application, CurrentApplication
from parvis.domain.calls.selectors.applications import members_of, members_of_applications, sponsors_of
from parvis.domain.calls.services.moving import PAST, move_application
from parvis.domain.calls.workflow import TRANSITIONS
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import ApplicationFactory, CollaboratorFactory, SponsorshipFactory
from tests.factories.directory import AccessFactory

pytestmark = pytest.mark.django_db
Act, State = ApplicationAction, ApplicationState


@pytest.mark.parametrize(("old", "action"), [(old, act) for old in State for act in Act], ids=str)
def test_table_of_states_holds(old, action):
    application = ApplicationFactory(state=old)
    new = TRANSITIONS.get((old, action))
    if new is None:
        with pytest.raises(InvalidTransition):
            move_application(actor=None, application=application, action=action)
        assert not application.moves.exists()
        return
    move_application(actor=None, application=application, action=action)
    application.refresh_from_db()
    assert application.state == new
    assert CurrentApplication.objects.filter(application=application).exists() is (new not in ENDED)


def test_move_is_kept_logged_and_published(django_capture_on_commit_callbacks):
    team = account_with(Role.PROGRAMME)
    application = ApplicationFactory()
    with bus.hold(ApplicationMoved) as held, django_capture_on_commit_callbacks(execute=True):
        move = move_application(
            actor=team, application=application, action=Act.DISMISS, reason="Out of scope", message="Sorry"
        )
    assert (move.old, move.new, move.reason, move.message, move.moved_by) == (
        State.SUBMITTED,
        State.DISMISSED,
        "Out of scope",
        "Sorry",
        team,
    )
    assert held == [ApplicationMoved(application.pk, "submitted", "dismissed")]
    entry = Entry.objects.get(verb="calls.application_dismissed")
    assert entry.data == {"call": application.call_id, "old": "submitted", "new": "dismissed"}
    assert [concern.user for concern in entry.concerns.all()] == [application.created_by]


def test_every_act_has_words_in_the_log():
    assert {verbs.find(f"calls.application_{past}") is not None for past in PAST.values()} == {True}
    assert set(PAST) == set(Act)


@pytest.mark.parametrize(
    ("action", "who"),
    [
        (Act.ADMIT, "visitor"),
        (Act.ADMIT, "creator"),
        (Act.SUBMIT, "programme"),
        (Act.WITHDRAW, "visitor"),
        (Act.WITHDRAW, "colleague"),
    ],
    ids=str,
)
def test_move_is_refused_to_whoever_may_not(action, who):
    application = ApplicationFactory()
    actor = {
        "visitor": UserFactory(),
        "programme": account_with(Role.PROGRAMME),
        "creator": application.created_by,
        "colleague": CollaboratorFactory(application=application).user,
    }[who]
    with pytest.raises(NotAllowed):
        move_application(actor=actor, application=application, action=action)
    assert Application.objects.get().state == State.SUBMITTED


def test_applicant_withdraws():
    application = ApplicationFactory()
    move_application(actor=application.created_by, application=application, action=Act.WITHDRAW)
    assert Application.objects.get().state == State.WITHDRAWN


def test_two_who_move_at_once_cannot_both_win():
    application = ApplicationFactory(state=State.IN_REVIEW)
    stale = Application.objects.get(pk=application.pk)
    move_application(actor=None, application=application, action=Act.ACCEPT)
    with pytest.raises(Conflict):
        move_application(actor=None, application=stale, action=Act.REJECT)
    assert Application.objects.get().state == State.ACCEPTED


def test_further_fields_are_written_in_the_same_update():
    application = ApplicationFactory()
    move_application(actor=None, application=application, action=Act.SUBMIT, values={"version": 2})
    assert application.version == Application.objects.get().version == 2


def test_recalled_application_is_under_way_again_unless_another_one_is():
    application = ApplicationFactory(state=State.DISMISSED)
    other = ApplicationFactory(call=application.call, organisation=application.organisation, state=State.DRAFT)
    with pytest.raises(Conflict):
        move_application(actor=None, application=application, action=Act.RECALL)
    assert Application.objects.get(pk=application.pk).state == State.DISMISSED
    CurrentApplication.objects.filter(application=other).delete()
    move_application(actor=None, application=Application.objects.get(pk=application.pk), action=Act.RECALL)
    assert CurrentApplication.objects.get().application == application


def test_members_are_creator_colleagues_and_owners_once_each():
    application = ApplicationFactory()
    colleague = CollaboratorFactory(application=application).user
    CollaboratorFactory(application=application, user=None)
    owner = AccessFactory(organisation=application.organisation, level="owner").user
    AccessFactory(organisation=application.organisation, level="owner", user=colleague)
    AccessFactory(organisation=application.organisation, level="editor")
    AccessFactory(organisation=application.organisation, level="owner", user=UserFactory(is_active=False))
    orphan = ApplicationFactory(created_by=None)
    expected = [application.created_by, colleague, owner]
    assert members_of(application) == expected
    assert members_of(orphan) == []
    assert members_of_applications([application, orphan]) == {application.pk: expected, orphan.pk: []}


def test_sponsors_by_application(django_assert_num_queries):
    sponsored, alone = SponsorshipFactory(), ApplicationFactory()
    with django_assert_num_queries(1):
        found = sponsors_of([sponsored.application_id, alone.pk])
    assert found == {sponsored.application_id: [sponsored.sponsor], alone.pk: []}
