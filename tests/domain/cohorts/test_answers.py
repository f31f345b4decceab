"""What start-ups answer, and what happens when they do not."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.base.jobs.registry import jobs
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationAction, ApplicationState, Right
from parvis.domain.calls.models import CurrentApplication
from parvis.domain.calls.services.moving import move_application
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.cohorts.selectors.juries import places_of
from parvis.domain.cohorts.services import answers as services
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallManagerFactory, CollaboratorFactory
from tests.factories.cohorts import DecisionFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(jury):
    """A start-up that was told that it is accepted."""
    return DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)


def waiting(jury):
    return DecisionFactory(jury=jury, outcome=Outcome.WAITLIST, state=DecisionState.NOTIFIED)


def test_start_up_confirms_with_a_word(accepted):
    applicant = accepted.application.created_by
    decision = services.confirm_acceptance(actor=applicant, decision=accepted, word=" Gladly! ")
    assert (decision.state, decision.answer, decision.answered_by) == (DecisionState.CONFIRMED, "Gladly!", applicant)
    assert decision.answered_at is not None
    assert Entry.objects.filter(verb="cohorts.confirmed", actor=applicant).exists()
    with pytest.raises(InvalidTransition, match="answered already"):
        services.confirm_acceptance(actor=applicant, decision=decision)


def test_decline_frees_the_place_and_names_the_next_to_the_team(jury, accepted):
    following, runs = waiting(jury), CallManagerFactory(call=jury.round.call).user
    applicant = accepted.application.created_by
    services.confirm_acceptance(actor=applicant, decision=accepted)
    assert places_of(jury).taken == 1
    services.decline_acceptance(actor=applicant, decision=accepted, word="We move to Lyon.")
    accepted.application.refresh_from_db()
    assert (accepted.state, accepted.application.state) == (DecisionState.DECLINED, ApplicationState.WITHDRAWN)
    assert not CurrentApplication.objects.filter(application=accepted.application).exists()
    assert places_of(jury).taken == 0
    mails = Mail.objects.filter(kind="cohorts.team_declined")
    assert {mail.to for mail in mails} == {runs.email, jury.created_by.email}
    text = mails.get(to=runs.email).text
    assert "We move to Lyon." in text
    assert f"Next on the waiting list: {following.application.organisation.name}" in text
    assert f"/campus/juries/{jury.pk}/waiting-list/" in text


def test_team_whose_accounts_are_closed_gets_no_mail(jury, accepted):
    jury.created_by.is_active = False
    jury.created_by.save()
    accepted.refresh_from_db()
    services.decline_acceptance(actor=accepted.application.created_by, decision=accepted)
    jury.created_by = None
    jury.save()
    other = Decision.objects.get(pk=DecisionFactory(jury=jury, state=DecisionState.NOTIFIED).pk)
    services.decline_acceptance(actor=other.application.created_by, decision=other)
    assert not Mail.objects.exists()


def test_who_answers(jury, accepted, manager):
    edits = CollaboratorFactory(application=accepted.application, right=Right.EDIT).user
    for nobody in (UserFactory(), edits):
        with pytest.raises(NotAllowed):
            services.confirm_acceptance(actor=nobody, decision=accepted)
        with pytest.raises(NotAllowed):
            services.decline_acceptance(actor=nobody, decision=accepted)
    assert services.confirm_acceptance(actor=manager, decision=accepted).answered_by == manager


def test_there_is_nothing_to_answer_before_the_letter_and_to_a_refusal(jury, manager):
    for decision in (DecisionFactory(jury=jury), waiting(jury)):
        with pytest.raises(InvalidTransition, match="nothing to answer"):
            services.confirm_acceptance(actor=manager, decision=decision)


def test_late_answer_is_refused_even_before_the_job_has_run(accepted):
    accepted.confirm_by = clock.now()
    accepted.save()
    with pytest.raises(InvalidTransition, match="time to confirm is over"):
        services.confirm_acceptance(actor=accepted.application.created_by, decision=accepted)
    accepted.confirm_by = None
    assert services.confirm_acceptance(actor=accepted.application.created_by, decision=accepted)


def over(decision):
    decision.confirm_by = clock.now() - dt.timedelta(minutes=1)
    decision.save()


def test_what_is_not_confirmed_in_time_lapses_once(jury, accepted):
    over(accepted)
    confirmed = DecisionFactory(jury=jury, state=DecisionState.CONFIRMED)
    over(confirmed)
    assert (services.lapse_acceptances(), services.lapse_acceptances()) == (1, 0)
    accepted.refresh_from_db()
    assert (accepted.state, accepted.application.state) == (DecisionState.LAPSED, ApplicationState.WITHDRAWN)
    assert accepted.answered_by is None
    kinds = sorted(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["cohorts.lapsed", "cohorts.team_lapsed"]
    assert "Nobody is on the waiting list." in Mail.objects.get(kind="cohorts.team_lapsed").text
    confirmed.refresh_from_db()
    assert confirmed.state == DecisionState.CONFIRMED


def test_who_confirms_at_the_last_moment_does_not_lapse(accepted):
    over(accepted)
    act = lambda: Decision.objects.filter(pk=accepted.pk).update(state=DecisionState.CONFIRMED)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_decision"'):
        assert services.lapse_acceptances() == 0
    assert not Mail.objects.exists()


def test_reminder_goes_once_some_days_before_the_end(jury, accepted):
    assert services.remind_of_acceptances() == 0
    accepted.confirm_by = clock.now() + dt.timedelta(days=2)
    accepted.save()
    assert (services.remind_of_acceptances(), services.remind_of_acceptances()) == (1, 0)
    mail = Mail.objects.get(kind="cohorts.reminder")
    assert mail.to == accepted.application.created_by.email
    assert f"/decisions/{accepted.pk}/" in mail.text
    jury.remind_days = 0
    jury.save()
    Decision.objects.update(reminded_at=None)
    assert services.remind_of_acceptances() == 0


def test_who_was_reminded_by_another_worker_is_not_reminded_again(accepted):
    accepted.confirm_by = clock.now() + dt.timedelta(days=2)
    accepted.save()
    act = lambda: Decision.objects.update(reminded_at=clock.now())  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_decision"'):
        assert services.remind_of_acceptances() == 0
    assert not Mail.objects.exists()


def test_applicant_who_withdraws_by_another_way_frees_the_place(jury, accepted, django_capture_on_commit_callbacks):
    listed, rejected = waiting(jury), DecisionFactory(jury=jury, outcome=Outcome.REJECT, state=DecisionState.NOTIFIED)
    for decision in (accepted, listed):
        with django_capture_on_commit_callbacks(execute=True):
            move_application(
                actor=decision.application.created_by,
                application=decision.application,
                action=ApplicationAction.WITHDRAW,
            )
        decision.refresh_from_db()
        assert decision.state == DecisionState.DECLINED
    assert list(Mail.objects.filter(kind__startswith="cohorts").values_list("kind", flat=True)) == [
        "cohorts.team_declined"
    ]
    services.note_withdrawal(application_id=rejected.application_id)
    rejected.refresh_from_db()
    assert rejected.state == DecisionState.NOTIFIED


def test_decline_and_the_news_of_the_withdrawal_count_once(jury, accepted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.decline_acceptance(actor=accepted.application.created_by, decision=accepted, word="No.")
    accepted.refresh_from_db()
    assert accepted.answer == "No."
    assert Mail.objects.filter(kind="cohorts.team_declined").count() == 1


def test_withdrawal_that_somebody_noted_already(accepted):
    act = lambda: Decision.objects.update(state=DecisionState.DECLINED)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_decision"'):
        services.note_withdrawal(application_id=accepted.application_id)
    assert not Entry.objects.filter(verb="cohorts.declined").exists()


def test_job_reminds_and_lets_lapse(accepted):
    over(accepted)

    class Handle:
        def progress(self, _done, _total=None, _message=""):
            pass

    assert jobs.get("cohorts.acceptances").run(Handle()) == {"reminded": 0, "lapsed": 1}
