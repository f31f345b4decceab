"""What applicants read and answer; the waiting list and the answers as the team sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState, Right
from parvis.domain.cohorts.enums import CohortState, DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Decision
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory
from tests.factories.cohorts import CohortFactory, CohortMemberFactory, DecisionFactory, JurorFactory, LetterFactory
from tests.support.queries import count_queries


@pytest.fixture
def accepted(jury):
    """A start-up that was told that it is accepted, and its letter."""
    decision = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    LetterFactory(decision=decision, state=LetterState.SENT, sent_at=clock.now(), text="Welcome, dear you!")
    return decision


@pytest.fixture
def applicant(accepted, sign_in):
    """A client signed in as who began the application."""
    return sign_in(accepted.application.created_by)


def url(decision, name="answer"):
    return reverse(f"juries:{name}", args=[decision.pk])


def test_applicant_reads_the_letter_and_confirms(applicant, accepted):
    page = applicant.get(url(accepted)).content.decode()
    assert "Welcome, dear you!" in page
    assert "We take the place" in page
    accepted.refresh_from_db()
    assert accepted.state == DecisionState.NOTIFIED
    assert applicant.get(url(accepted, "confirm")).status_code == 405
    applicant.post(url(accepted, "confirm"), {"word": "Gladly!"})
    accepted.refresh_from_db()
    assert (accepted.state, accepted.answer) == (DecisionState.CONFIRMED, "Gladly!")
    cohort = CohortFactory(state=CohortState.PUBLISHED)
    CohortMemberFactory(cohort=cohort, organisation=accepted.application.organisation)
    page = applicant.get(url(accepted)).content.decode()
    assert "Your place is confirmed" in page
    assert cohort.name_en in page
    applicant.post(url(accepted, "decline"), {"word": "Alas."})
    accepted.refresh_from_db()
    assert accepted.state == DecisionState.DECLINED
    assert "You gave your place back" in applicant.get(url(accepted)).content.decode()


def test_nobody_sees_a_decision_before_the_letter(jury, sign_in):
    decision = DecisionFactory(jury=jury, comment="Bravo.")
    client = sign_in(decision.application.created_by)
    for name in ("confirm", "decline"):
        assert client.post(url(decision, name)).status_code == 404
    assert client.get(url(decision)).status_code == 404
    assert client.get(reverse("dashboard:dashboard")).content.decode().count(url(decision)) == 0


def test_colleague_who_may_not_submit_waits_for_another(accepted, sign_in):
    client = sign_in(CollaboratorFactory(application=accepted.application, right=Right.EDIT).user)
    page = client.get(url(accepted)).content.decode()
    assert "Someone of you who may submit" in page
    assert "We take the place" not in page
    client.post(url(accepted, "confirm"))
    accepted.refresh_from_db()
    assert accepted.state == DecisionState.NOTIFIED


def test_too_late(applicant, accepted):
    Decision.objects.update(confirm_by=clock.now() - dt.timedelta(hours=1))
    assert "The time to confirm is over" in applicant.get(url(accepted)).content.decode()
    Decision.objects.update(state=DecisionState.LAPSED)
    assert "not confirmed in time" in applicant.get(url(accepted)).content.decode()


def test_others_read_what_became_of_theirs(jury, sign_in):
    for outcome, text in ((Outcome.WAITLIST, "on the waiting list"), (Outcome.REJECT, "is not selected this time")):
        decision = DecisionFactory(jury=jury, outcome=outcome, state=DecisionState.NOTIFIED)
        assert text in sign_in(decision.application.created_by).get(url(decision)).content.decode()


def test_who_is_promoted_reads_the_waiting_list_until_they_are_told(jury, sign_in):
    decision = DecisionFactory(jury=jury, outcome=Outcome.WAITLIST, state=DecisionState.NOTIFIED)
    Decision.objects.update(outcome=Outcome.ACCEPT, state=DecisionState.PENDING)
    page = sign_in(decision.application.created_by).get(url(decision)).content.decode()
    assert "is on the waiting list" in page
    assert "accepted" not in page


def test_outsiders_and_jurors_read_no_letter(accepted, jury, sign_in):
    for user in (UserFactory(), JurorFactory(jury=jury).user):
        assert sign_in(user).get(url(accepted)).status_code == 404


def of(name, jury, *arguments):
    return reverse(f"juries:{name}", args=[jury.pk, *arguments])


def waiting(jury):
    return DecisionFactory(jury=jury, outcome=Outcome.WAITLIST, state=DecisionState.NOTIFIED)


def test_waiting_list_is_moved_by_buttons(juror, jury):
    assert "Nobody is on the waiting list" in juror.get(of("waiting_list", jury)).content.decode()
    first, second = waiting(jury), waiting(jury)
    response = juror.post(of("waiting_move", jury, second.pk), {"direction": "up"})
    assert response.headers["Location"].endswith(f"#waiting-{second.pk}")
    page = juror.get(of("waiting_list", jury)).content.decode()
    names = [one.application.organisation.name for one in (second, first)]
    assert page.index(f">{names[0]}<") < page.index(f">{names[1]}<")
    juror.post(of("waiting_move", jury, second.pk), {"direction": "down"})
    first.refresh_from_db()
    assert first.rank == 1
    assert "Accept " not in page


def test_team_accepts_the_next_with_one_click(manager, jury):
    first, second = waiting(jury), waiting(jury)
    page = manager.get(of("waiting_list", jury)).content.decode()
    assert f"Accept {first.application.organisation.name}" in page
    assert manager.post(of("promote", jury, first.pk)).headers["Location"] == of("outbox", jury)
    first.refresh_from_db()
    assert (first.outcome, first.state) == (Outcome.ACCEPT, DecisionState.PENDING)
    jury.places = 1
    jury.save()
    assert manager.post(of("promote", jury, second.pk)).headers["Location"] == of("waiting_list", jury)
    assert manager.post(of("promote", jury, second.pk), {"beyond_places": "on"}).headers["Location"] == of(
        "outbox", jury
    )


def test_answers_are_seen_and_written_down_by_the_team(manager, jury, accepted):
    other = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    assert "2 answers are awaited" in manager.get(of("acceptances", jury)).content.decode()
    manager.post(of("answer_for", jury, accepted.pk), {"answer": "confirm", "word": "By telephone."})
    manager.post(of("answer_for", jury, other.pk), {"answer": "decline"})
    accepted.refresh_from_db()
    other.refresh_from_db()
    assert (accepted.state, other.state) == (DecisionState.CONFIRMED, DecisionState.DECLINED)
    assert other.application.state == ApplicationState.WITHDRAWN
    page = manager.get(of("acceptances", jury)).content.decode()
    assert "<q>By telephone.</q>" in page


def test_nobody_told_yet(manager, jury):
    assert "Nobody was told yet" in manager.get(of("acceptances", jury)).content.decode()


def test_queries_do_not_grow(manager, jury):
    counts = []
    for _n in range(4):
        waiting(jury)
        DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
        pages = ("waiting_list", "acceptances")
        counts.append([count_queries(lambda name=name: manager.get(of(name, jury))) for name in pages])
    assert counts[1] == counts[3]
