"""Late accesses taken up, deadlines that are reminded of, and what is kept about those who apply."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.base.accounts.enums import Role
from parvis.base.accounts.registry import personal_data, retentions
from parvis.base.accounts.services.personal_data import erase_account
from parvis.base.accounts.tokens import hash_of
from parvis.base.forms.models import AnswerSheet
from parvis.base.forms.selectors import answers_of, kept_texts
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import InvalidTransition
from parvis.domain.applying.selectors.late import late_access_by_token, own_late_access
from parvis.domain.applying.selectors.own import own_applications, standings_of
from parvis.domain.applying.services.late import take_late_access
from parvis.domain.applying.services.presence import note_presence
from parvis.domain.applying.services.reminding import remind_of_deadlines
from parvis.domain.applying.services.settling import settle_recent, settle_unsent
from parvis.domain.applying.services.submitting import submit_application
from parvis.domain.applying.services.writing import attach_file, detach_file
from parvis.domain.applying.sheets import may_read_answer
from parvis.domain.calls.enums import ApplicationAction, ApplicationState, Right
from parvis.domain.calls.models import Application, Collaborator, LateAccess
from parvis.domain.calls.services.moving import move_application
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CollaboratorFactory, LateAccessFactory
from tests.support.applying import DECK, NEED, a_call, a_draft, fill, write
from tests.support.meanwhile import meanwhile
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def late_for(call, **values):
    """A late access whose link carries "late"."""
    return LateAccessFactory(round=call.rounds.get(), token_hash=hash_of("late"), **values)


def submitted():
    """An application that was submitted once."""
    application = fill(a_draft())
    submit_application(actor=application.created_by, application=application)
    return Application.objects.get(pk=application.pk)


def test_a_link_belongs_to_whoever_opens_it_first():
    late, user = late_for(a_call()), UserFactory()
    assert late_access_by_token("late") == late
    assert take_late_access(actor=user, token="late").used_by == user
    assert own_late_access(user, late.call) == late
    take_late_access(actor=user, token="late")
    with pytest.raises(InvalidTransition):
        take_late_access(actor=UserFactory(), token="late")


def test_a_link_that_is_over_revoked_or_unknown_opens_nothing():
    late = late_for(a_call())
    with time_machine.travel(late.until, tick=False), pytest.raises(InvalidTransition):
        take_late_access(actor=UserFactory(), token="late")
    LateAccess.objects.update(revoked_at=clock.now())
    for token in ("late", "unknown"):
        with pytest.raises(InvalidTransition):
            take_late_access(actor=UserFactory(), token=token)


def test_a_link_counts_for_the_one_draft_that_its_reader_has_and_for_those_who_write_it():
    draft = a_draft()
    late_for(draft.call)
    assert take_late_access(actor=draft.created_by, token="late").application == draft
    colleague = CollaboratorFactory(application=draft).user
    assert take_late_access(actor=colleague, token="late").application == draft


def test_a_link_that_was_revoked_at_that_moment_is_bound_to_nothing():
    draft = a_draft()
    late = late_for(draft.call)

    def revoke():
        LateAccess.objects.filter(pk=late.pk).update(revoked_at=clock.now())

    with meanwhile(revoke, before='UPDATE "calls_lateaccess"'):
        assert take_late_access(actor=draft.created_by, token="late").application is None


@pytest.mark.parametrize(("left", "mails"), [(8, 0), (6, 1), (0.5, 1)])
def test_a_draft_is_reminded_a_week_and_a_day_before_the_deadline(left, mails):
    draft = a_draft()
    with time_machine.travel(draft.round.closes_at - dt.timedelta(days=left), tick=False):
        assert remind_of_deadlines() == mails
        assert remind_of_deadlines() == 0
    assert Mail.objects.filter(kind="applying.draft_reminder").count() == mails


def test_both_reminders_come_and_a_draft_that_has_just_begun_gets_none():
    draft = a_draft()
    for left, reminded in ((6, 1), (0.9, 2)):
        with time_machine.travel(draft.round.closes_at - dt.timedelta(days=left), tick=False):
            assert remind_of_deadlines() == reminded
            a_draft(call=draft.call)
            assert remind_of_deadlines() == 0


def test_only_what_was_changed_since_is_reminded_of_where_it_was_submitted():
    application = submitted()
    with time_machine.travel(application.round.closes_at - dt.timedelta(hours=3), tick=False):
        assert remind_of_deadlines() == 0
        write(application, NEED, "Changed", revision=1)
        assert remind_of_deadlines() == 1
    assert Mail.objects.get(kind="applying.changes_reminder").to == application.created_by.email


def test_a_reminder_that_another_worker_sends_is_not_sent_twice():
    draft = a_draft()

    def other_worker():
        Application.objects.update(reminded_at=clock.now())

    with (
        time_machine.travel(draft.round.closes_at - dt.timedelta(hours=3), tick=False),
        meanwhile(other_worker, before='UPDATE "calls_application"'),
    ):
        assert remind_of_deadlines() == 0


def test_a_late_access_has_a_deadline_of_its_own():
    draft = a_draft()
    with time_machine.travel(draft.round.closes_at + dt.timedelta(days=1), tick=False):
        assert remind_of_deadlines() == 0
        LateAccessFactory(round=draft.round, application=draft, until=clock.now() + dt.timedelta(hours=5))
        assert remind_of_deadlines() == 1


def test_the_end_of_a_round_says_nothing_to_whoever_may_submit_much_later():
    draft = a_draft()
    late_for(draft.call, application=draft, until=draft.round.closes_at + dt.timedelta(days=30))
    with time_machine.travel(draft.round.closes_at - dt.timedelta(days=3), tick=False):
        assert remind_of_deadlines() == 0
    assert not Mail.objects.filter(kind="applying.draft_reminder").exists()


def test_an_answer_that_was_taken_away_comes_back_and_leaves_nothing_to_keep():
    application = submitted()
    write(application, NEED, "", revision=1)
    with time_machine.travel(application.round.closes_at + dt.timedelta(hours=1), tick=False):
        assert settle_unsent(application=application) == [NEED]
    assert answers_of(application.sheet)[NEED] == "Beds are short."
    assert NEED not in kept_texts(application.sheet)


def test_what_was_not_submitted_is_settled_when_somebody_looks_at_it(django_capture_on_commit_callbacks):
    application = submitted()
    write(application, NEED, "Changed", revision=1)
    with django_capture_on_commit_callbacks(execute=True):
        move_application(actor=None, application=application, action=ApplicationAction.ADMIT)
    assert answers_of(application.sheet)[NEED] == "Beds are short."
    assert kept_texts(application.sheet)[NEED][0].value == "Changed"


def test_what_was_not_submitted_is_settled_after_the_deadline():
    application = submitted()
    write(application, NEED, "Changed", revision=1)
    assert settle_recent() == 0
    with time_machine.travel(application.round.closes_at, tick=False):
        write(application, NEED, "Changed again", revision=2)
        assert settle_recent() == 0
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    assert settle_recent() == 1
    assert settle_recent() == 0


def test_files_are_put_back_as_they_were_submitted():
    application = fill(a_draft())
    who = {"actor": application.created_by, "application": application, "key": DECK}
    attach_file(**who, upload=SimpleUploadedFile("one.pdf", PDF))
    version = submit_application(actor=application.created_by, application=application)
    detach_file(**who, file_id=version.answers[DECK][0]["file"])
    attach_file(**who, upload=SimpleUploadedFile("two.pdf", PDF + b"\n"))
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    assert settle_unsent(application=application) == [DECK]
    assert answers_of(application.sheet)[DECK] == version.answers[DECK]
    assert kept_texts(application.sheet)[DECK][0].value[0]["name"] == "two.pdf"


def test_answers_are_read_by_writers_and_once_submitted_by_those_who_run_the_call():
    draft, manager = a_draft(), account_with(Role.PROGRAMME)
    readers = (draft.created_by, manager, UserFactory())
    assert [may_read_answer(reader, draft.sheet, None) for reader in readers] == [True, False, False]
    Application.objects.update(state=ApplicationState.SUBMITTED, version=1)
    assert [may_read_answer(reader, draft.sheet, None) for reader in readers] == [True, True, False]
    assert not may_read_answer(manager, AnswerSheet.objects.create(version=draft.sheet.version), None)


@pytest.mark.parametrize("number", [1, 3])
def test_where_applications_stand_takes_the_same_queries_for_one_and_for_three(number):
    user = UserFactory()
    for _ in range(number):
        application = fill(a_draft(actor=user))
        submit_application(actor=user, application=application)
        write(application, NEED, "Changed", revision=1)
    standings = []
    queries = count_queries(lambda: standings.extend(standings_of(own_applications(user), clock.now())))
    assert [one.is_unsent for one in standings] == [True] * number
    assert queries == 9


def test_export_has_what_the_account_writes_and_submitted_and_its_invitations():
    user = UserFactory(email="me@example.org")
    application = fill(a_draft(actor=user))
    submit_application(actor=user, application=application)
    CollaboratorFactory(application=a_draft(), user=None, email="me@example.org")
    told = personal_data.get("applying").export(user)
    assert [row["reference"] for row in told["applications"]] == [application.reference]
    assert [row["answers"][NEED] for row in told["submitted"]] == ["Beds are short."]
    assert [row["email"] for row in told["invitations"]] == ["me@example.org"]


def test_erasure_removes_lonely_drafts_and_invitations_and_leaves_what_was_submitted():
    user = UserFactory(email="me@example.org")
    lonely, shared = a_draft(actor=user), a_draft(actor=user)
    write(lonely, NEED, "Alone")
    colleague = CollaboratorFactory(application=shared).user
    sent = fill(a_draft(actor=user))
    submit_application(actor=user, application=sent)
    CollaboratorFactory(application=a_draft(), user=None, email="me@example.org")
    LateAccessFactory(round=lonely.round, application=lonely)
    note_presence(user=user, application=shared)
    sentences = erase_account(actor=user, user=user)
    assert set(Application.objects.all()) >= {shared, sent}
    assert not Application.objects.filter(pk=lonely.pk).exists()
    assert not AnswerSheet.objects.filter(pk=lonely.sheet_id).exists()
    assert not Collaborator.objects.filter(email="me@example.org").exists()
    assert [one.user for one in Collaborator.objects.filter(application=shared)] == [colleague]
    assert any("Applications that you submitted" in sentence for sentence in sentences)


def test_erasure_says_nothing_to_whoever_never_applied():
    user = UserFactory()
    assert not any("Applications" in sentence for sentence in erase_account(actor=user, user=user))


def test_old_drafts_go_and_what_was_submitted_or_written_lately_stays():
    old, written, sent = a_draft(), a_draft(), submitted()
    before = clock.now() + dt.timedelta(hours=1)
    with time_machine.travel(before + dt.timedelta(hours=1), tick=False):
        write(written, NEED, "Lately")
        assert retentions.get("applying.drafts").prune(before) == 1
    assert not Application.objects.filter(pk=old.pk).exists()
    assert set(Application.objects.all()) == {written, sent}


def test_invitations_that_came_to_nothing_go():
    draft = a_draft()
    accepted = CollaboratorFactory(application=draft, right=Right.SUBMIT)
    CollaboratorFactory(application=draft, user=None)
    CollaboratorFactory(application=draft, removed_at=clock.now())
    assert retentions.get("applying.invitations").prune(clock.now() + dt.timedelta(days=30)) == 2
    assert Collaborator.objects.get() == accepted
