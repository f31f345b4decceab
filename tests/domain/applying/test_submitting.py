"""Submitting: versions, receipts, the deadline, two at once; withdrawing; corrections and later forms."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection, connections

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.forms.enums import Kept
from parvis.base.forms.selectors import answers_of, kept_texts
from parvis.base.messaging.models import Mail
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed, ParvisError
from parvis.domain.applying.selectors.receipts import receipt_pdf
from parvis.domain.applying.selectors.submitted import (
    changed_keys,
    differences,
    latest_version_of,
    unsent_keys,
    version_of,
    versions_of,
    whole_reading,
)
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.applying.services.settling import settle_unsent
from parvis.domain.applying.services.submitting import (
    answer_correction,
    submit_application,
    submit_later_form,
    withdraw_application,
)
from parvis.domain.calls.enums import ApplicationState, FormStage, Right
from parvis.domain.calls.events import ApplicationSubmitted
from parvis.domain.calls.models import (
    Application,
    ApplicationVersion,
    CorrectionRequest,
    CurrentApplication,
    StageSheet,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CollaboratorFactory, CorrectionRequestFactory, RoundFactory
from tests.support.applying import MARKET, NEED, a_call, a_draft, asked_later, fill, write
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def submit(application, actor=None, **values):
    """Submit as whoever began it."""
    return submit_application(actor=actor or application.created_by, application=application, **values)


def submitted():
    """An application that was submitted once."""
    application = fill(a_draft())
    submit(application)
    return Application.objects.get(pk=application.pk)


def test_submitting_keeps_a_version_tells_those_who_write_it_and_publishes(django_capture_on_commit_callbacks):
    application = fill(a_draft())
    colleague = CollaboratorFactory(application=application).user
    with bus.hold(ApplicationSubmitted) as news, django_capture_on_commit_callbacks(execute=True):
        version = submit(application, seen=0)
    application.refresh_from_db()
    assert (application.state, application.version) == (ApplicationState.SUBMITTED, 1)
    assert application.submitted_by == application.created_by
    assert (version.number, version.answers[NEED], version.form_version) == (
        1,
        "Beds are short.",
        application.sheet.version,
    )
    mails = Mail.objects.filter(kind="applying.receipt")
    assert {mail.to for mail in mails} == {application.created_by.email, colleague.email}
    assert f"/applications/{application.reference}/versions/1/receipt/" in mails[0].text
    assert Entry.objects.filter(verb="calls.application_submitted", actor=application.created_by).exists()
    assert news == [ApplicationSubmitted(application.pk, 1)]


def test_what_is_missing_is_said_question_by_question_and_nothing_is_submitted():
    application = a_draft()
    write(application, MARKET, "many")
    with pytest.raises(InvalidInput) as refusal:
        submit(application)
    assert list(refusal.value.fields) == ["_title", "_themes", NEED, MARKET]
    assert not ApplicationVersion.objects.exists()


def test_who_may_only_write_does_not_submit_and_a_stranger_neither():
    application = fill(a_draft())
    with pytest.raises(NotAllowed):
        submit(application, actor=CollaboratorFactory(application=application).user)
    with pytest.raises(NotAllowed):
        submit(application, actor=UserFactory())
    submit(application, actor=CollaboratorFactory(application=application, right=Right.SUBMIT).user)


def test_after_the_deadline_nothing_is_submitted_and_the_second_before_it_is():
    application = fill(a_draft())
    closes = application.round.closes_at
    with time_machine.travel(closes, tick=False), pytest.raises(InvalidTransition):
        submit(application)
    with time_machine.travel(closes - dt.timedelta(seconds=1), tick=False):
        assert submit(application).submitted_at == closes - dt.timedelta(seconds=1)


def test_an_application_that_is_being_read_is_not_submitted_again():
    application = submitted()
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    with pytest.raises(NotAllowed):
        submit(application)


def test_changes_before_the_deadline_make_further_versions_that_can_be_compared():
    application = submitted()
    write(application, NEED, "Beds are very short.", revision=1)
    assert unsent_keys(application) == [NEED]
    submit(application, seen=1)
    application.refresh_from_db()
    assert [version.number for version in versions_of(application)] == [2, 1]
    assert unsent_keys(application) == []
    readings = [whole_reading(application, one.form_version, one.answers) for one in reversed(versions_of(application))]
    ((section, (change,)),) = differences(*readings)
    assert (section, change.before.text, change.after.text) == (
        "Project",
        "Beds are short.",
        "Beds are very short.",
    )
    assert version_of(application, 3) is None


def test_a_question_that_is_no_longer_shown_is_a_difference_too():
    application = submitted()
    reading = whole_reading(application, application.sheet.version, answers_of(application.sheet))
    ((label, rows),) = differences(reading, reading[:1])
    assert label == "Project"
    assert [row.after for row in rows] == [None, None, None]
    assert changed_keys({"a": 1, "b": 2}, {"b": 2, "c": 3}) == ["a", "c"]


def test_whoever_submits_is_told_when_a_colleague_was_faster():
    application = submitted()
    other = CollaboratorFactory(application=application, right=Right.SUBMIT).user
    with pytest.raises(Conflict, match=application.submitted_by.display_name):
        submit(application, actor=other, seen=0)
    Application.objects.update(submitted_by=None)
    with pytest.raises(Conflict, match="a colleague"):
        submit(application, actor=other, seen=0)


def test_a_draft_of_a_past_round_is_submitted_to_the_open_one():
    application = fill(a_draft())
    with time_machine.travel(application.round.closes_at + dt.timedelta(days=1), tick=False):
        following = RoundFactory(call=application.call)
        submit(application)
    application.refresh_from_db()
    assert application.round == following


def test_a_rolling_application_stays_without_a_round():
    application = fill(a_draft(call=a_call(is_rolling=True)))
    submit(application)
    application.refresh_from_db()
    assert application.round is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_two_who_submit_at_the_same_moment_make_one_version():
    application = fill(a_draft())
    other = CollaboratorFactory(application=application, right=Right.SUBMIT).user
    outcomes = at_once(
        *(
            lambda actor=actor: submit_application(actor=actor, application=fresh(application), seen=0)
            for actor in (application.created_by, other)
        )
    )
    assert sorted(outcomes) == ["ApplicationVersion", "Conflict"]
    assert ApplicationVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_a_text_that_arrives_while_it_is_submitted_is_in_the_version_or_unsent():
    application = fill(a_draft())
    outcomes = at_once(
        lambda: submit_application(actor=application.created_by, application=fresh(application)),
        lambda: write(fresh(application), NEED, "At the same moment", revision=1),
    )
    assert sorted(outcomes) == ["ApplicationVersion", "Written"]
    assert answers_of(application.sheet)[NEED] == "At the same moment"
    in_version = ApplicationVersion.objects.get().answers[NEED] == "At the same moment"
    assert in_version or unsent_keys(fresh(application)) == [NEED]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_of_two_who_save_one_field_at_the_same_moment_one_is_told():
    application = fill(a_draft())
    other = CollaboratorFactory(application=application).user
    outcomes = []

    def save(actor, text):
        outcomes.append(write(fresh(application), NEED, text, actor=actor, revision=1).overtaken is not None)

    at_once(lambda: save(application.created_by, "Mine"), lambda: save(other, "Theirs"))
    assert sorted(outcomes) == [False, True]
    stands = answers_of(application.sheet)[NEED]
    (kept,) = kept_texts(application.sheet)[NEED]
    assert {stands, kept.value} == {"Mine", "Theirs"}


def fresh(application):
    """As another request would read it."""
    return Application.objects.select_related("call", "created_by").get(pk=application.pk)


def at_once(*acts):
    """Do these at the same moment, each in its own connection; returns the names of what came of them."""
    together, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        together.wait()
        try:
            outcomes.append(type(act()).__name__)
        except ParvisError as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_withdrawing_ends_it_and_tells_the_team_only_what_was_submitted():
    manager = account_with(Role.PROGRAMME)
    draft, application = a_draft(), submitted()
    withdraw_application(actor=draft.created_by, application=draft)
    assert not Mail.objects.filter(to=manager.email).exists()
    withdraw_application(actor=application.created_by, application=application, reason=" We moved. ")
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert application.moves.last().reason == "We moved."
    assert not CurrentApplication.objects.exists()
    assert "We moved." in Mail.objects.get(to=manager.email).text
    with pytest.raises(InvalidTransition):
        withdraw_application(actor=application.created_by, application=application)


def test_whoever_may_only_write_does_not_withdraw():
    application = a_draft()
    with pytest.raises(NotAllowed):
        withdraw_application(actor=CollaboratorFactory(application=application).user, application=application)


def test_answering_a_correction_makes_a_version_and_tells_the_team():
    manager = account_with(Role.PROGRAMME)
    application = submitted()
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    request = CorrectionRequestFactory(application=application, questions=[NEED])
    write(application, NEED, "Corrected", revision=1)
    version = answer_correction(actor=application.created_by, application=application, seen=1)
    request.refresh_from_db()
    application.refresh_from_db()
    assert (version.number, version.answers[NEED]) == (2, "Corrected")
    assert (application.version, application.state) == (2, ApplicationState.IN_REVIEW)
    assert request.answered_at == version.submitted_at
    assert Mail.objects.filter(to=manager.email, kind="applying.correction_answered").exists()
    with pytest.raises(InvalidTransition):
        answer_correction(actor=application.created_by, application=application)


def test_a_further_version_before_the_deadline_answers_a_correction_too():
    application = submitted()
    request = CorrectionRequestFactory(application=application, questions=[NEED])
    write(application, NEED, "Corrected", revision=1)
    submit(application)
    request.refresh_from_db()
    assert request.answered_at


def test_a_correction_that_was_taken_back_at_that_moment_is_not_sent():
    application = submitted()
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    request = CorrectionRequestFactory(application=application, questions=[NEED])

    def take_back():
        CorrectionRequest.objects.filter(pk=request.pk).update(closed_at=clock.now())

    with meanwhile(take_back, before='UPDATE "calls_correctionrequest"'), pytest.raises(Conflict):
        answer_correction(actor=application.created_by, application=application)
    assert ApplicationVersion.objects.count() == 1


def test_a_later_form_that_a_colleague_sent_at_that_moment_is_not_sent_twice():
    application = submitted()
    asked_later(application.call)
    ask_for_form(actor=None, application=application, stage=FormStage.INTERVIEW)
    write(application, "slot", "Monday", stage=FormStage.INTERVIEW)

    def send():
        StageSheet.objects.update(submitted_at=clock.now())

    with meanwhile(send, before='UPDATE "calls_stagesheet"'), pytest.raises(Conflict):
        submit_later_form(actor=application.created_by, application=application, stage=FormStage.INTERVIEW)


def test_a_correction_is_not_sent_incomplete_or_twice():
    application = submitted()
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    CorrectionRequestFactory(application=application, questions=[NEED])
    write(application, NEED, "", revision=1)
    with pytest.raises(InvalidInput):
        answer_correction(actor=application.created_by, application=application)
    with pytest.raises(Conflict):
        answer_correction(actor=application.created_by, application=application, seen=0)


def test_a_later_form_is_asked_submitted_and_told():
    manager = account_with(Role.PROGRAMME)
    application = submitted()
    asked_later(application.call)
    with pytest.raises(NotAllowed):
        ask_for_form(actor=application.created_by, application=application, stage=FormStage.INTERVIEW)
    with pytest.raises(InvalidTransition):
        ask_for_form(actor=manager, application=application, stage=FormStage.ACCEPTANCE)
    with pytest.raises(InvalidInput):
        ask_for_form(actor=manager, application=application, stage=FormStage.INTERVIEW, due_at=clock.now())
    ask_for_form(actor=manager, application=application, stage=FormStage.INTERVIEW)
    with pytest.raises(Conflict):
        ask_for_form(actor=manager, application=application, stage=FormStage.INTERVIEW)
    assert Mail.objects.filter(kind="applying.later_form_asked", to=application.created_by.email).exists()
    with pytest.raises(InvalidInput):
        submit_later_form(actor=application.created_by, application=application, stage=FormStage.INTERVIEW)
    write(application, "slot", "Monday", stage=FormStage.INTERVIEW)
    later = submit_later_form(actor=application.created_by, application=application, stage=FormStage.INTERVIEW)
    assert later.submitted_at
    assert Mail.objects.filter(kind="applying.later_form_submitted", to=manager.email).exists()
    for stage in (FormStage.INTERVIEW, FormStage.ACCEPTANCE):
        with pytest.raises(InvalidTransition):
            submit_later_form(actor=application.created_by, application=application, stage=stage)


def test_what_was_not_submitted_again_is_kept_beside_what_counts():
    application = submitted()
    write(application, "_title", "Another name", revision=1)
    write(application, NEED, "Changed", revision=1)
    write(application, MARKET, "12")
    assert settle_unsent(application=application) == []
    with time_machine.travel(application.round.closes_at, tick=False):
        assert settle_unsent(application=application) == ["_title", NEED, MARKET]
        assert settle_unsent(application=application) == []
    assert answers_of(application.sheet) == latest_version_of(application).answers
    assert {key: [one.value for one in rows] for key, rows in kept_texts(application.sheet).items()} == {
        "_title": ["Another name"],
        NEED: ["Changed"],
        MARKET: [12],
    }
    application.refresh_from_db()
    assert application.title == "Project"
    assert all(one.kept == Kept.LATE for rows in kept_texts(application.sheet).values() for one in rows)


def test_a_draft_that_was_never_submitted_stays_as_it_is():
    application = fill(a_draft())
    with time_machine.travel(application.round.closes_at, tick=False):
        assert settle_unsent(application=application) == []
    assert answers_of(application.sheet)[NEED] == "Beds are short."


def test_the_receipt_is_the_same_each_time_and_in_both_languages():
    application = submitted()
    version = latest_version_of(application)
    english = receipt_pdf(application, version, "en")
    assert english.startswith(b"%PDF-")
    assert english == receipt_pdf(application, version, "en")
    assert b"<rdf:li>fr</rdf:li>" in receipt_pdf(application, version, "fr")
