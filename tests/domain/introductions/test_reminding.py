"""Reminders, the way back to the campus, expiry, and questions after a while."""

import datetime as dt

import pytest
import time_machine

from parvis.base.jobs.registry import jobs
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import NotAllowed
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.services import reminding
from tests.factories.directory import OrganisationFactory
from tests.factories.introductions import IntroductionFactory, first_of, second_of
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def at(days):
    return time_machine.travel(START + dt.timedelta(days=days), tick=False)


@pytest.fixture
def asked(startup, hospital):
    """Both were asked; the start-up has accepted, the hospital is silent."""
    introduction = IntroductionFactory(first=startup, second=hospital, proposed_at=START)
    introduction.sides.filter(position="first").update(answer=Answer.ACCEPTED)
    return introduction


def test_silent_side_is_reminded_three_times(asked, hospital):
    sent = []
    for day in range(28):
        with at(day):
            sent += [day] * reminding.remind_silent()
            assert reminding.remind_silent() == 0
    assert sent == [7, 14, 21]
    mails = list(Mail.objects.all())
    assert {mail.to for mail in mails} == {hospital.owner.email}
    assert "We have not heard from you yet" in mails[0].text
    assert second_of(asked).reminders == 3


def test_missed_reminders_are_not_made_up_for(asked):
    with at(15):
        assert reminding.remind_silent() == 1
        assert reminding.remind_silent() == 0
    with at(21):
        assert reminding.remind_silent() == 1


def test_nobody_is_reminded_of_what_is_answered_or_returned_or_passed_on(asked):
    with at(8):
        asked.sides.update(asked_at=None)
        assert reminding.remind_silent() == 0
        asked.sides.update(asked_at=START)
        Introduction.objects.update(state=IntroductionState.RETURNED)
        assert reminding.remind_silent() == 0
        asked.sides.update(answer=Answer.ACCEPTED)
        assert reminding.remind_silent() == 0


def test_side_that_nobody_can_be_written_to_is_not_counted_as_reminded(startup):
    asked = IntroductionFactory(first=startup, second=OrganisationFactory(), proposed_at=START)
    asked.sides.filter(position="first").update(answer=Answer.ACCEPTED)
    with at(8):
        assert reminding.remind_silent() == 0
    assert second_of(asked).reminders == 0


def test_answer_of_the_last_moment_stops_the_reminder(asked):
    act = lambda: asked.sides.update(answer=Answer.ACCEPTED)  # noqa: E731
    with at(8), meanwhile(act, before='SELECT "introductions_introduction"."id"'):
        assert reminding.remind_silent() == 0


def test_it_goes_back_to_the_campus(asked, team, hospital):
    with at(27):
        assert reminding.return_to_campus() == 0
    with at(28):
        assert (reminding.return_to_campus(), reminding.return_to_campus()) == (1, 0)
    asked.refresh_from_db()
    assert asked.state == IntroductionState.RETURNED
    mail = Mail.objects.get(kind="introductions.returned")
    assert mail.to == team.email
    assert "- Hospital" in mail.text
    assert "- Alpha" not in mail.text


def test_two_silent_sides_go_back_once(startup, hospital, team):
    IntroductionFactory(first=startup, second=hospital, proposed_at=START)
    with at(30):
        assert reminding.return_to_campus() == 1


def test_what_nobody_could_be_asked_goes_back_too(asked):
    asked.sides.update(asked_at=None)
    with at(28):
        assert reminding.return_to_campus() == 1


def test_unanswered_expires(asked, startup):
    with at(59):
        assert reminding.expire_old() == 0
    with at(60):
        assert (reminding.expire_old(), reminding.expire_old()) == (1, 0)
    asked.refresh_from_db()
    assert (asked.state, asked.pair) == (IntroductionState.EXPIRED, None)
    assert "has waited too long" in Mail.objects.get(to=startup.owner.email).text


def test_who_was_asked_again_has_time_again(asked):
    asked.sides.filter(position="second").update(asked_at=START + dt.timedelta(days=30))
    with at(60):
        assert reminding.expire_old() == 0


def test_agreement_without_a_meeting_expires(startup, hospital):
    agreed = IntroductionFactory(
        first=startup, second=hospital, state=IntroductionState.ACCEPTED, proposed_at=START, accepted_at=START
    )
    with at(89):
        assert reminding.expire_old() == 0
    with at(90):
        assert reminding.expire_old() == 1
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.EXPIRED
    assert "nobody has told us" in Mail.objects.get(to=startup.owner.email).text


def test_move_of_the_last_moment_stops_the_expiry(asked):
    act = lambda: Introduction.objects.update(state=IntroductionState.DECLINED)  # noqa: E731
    with at(60), meanwhile(act, before="SAVEPOINT"):
        assert reminding.expire_old() == 0


def test_both_are_asked_what_came_of_it(startup, hospital):
    agreed = IntroductionFactory(
        first=startup, second=hospital, state=IntroductionState.ACCEPTED, proposed_at=START, accepted_at=START
    )
    with at(20):
        assert reminding.ask_for_outcomes() == 0
    with at(21):
        assert (reminding.ask_for_outcomes(), reminding.ask_for_outcomes()) == (2, 0)
    assert "/introductions/outcome/" in Mail.objects.get(to=startup.owner.email).text
    with at(30):
        agreed.state, agreed.met_on, agreed.moved_at = IntroductionState.MET, clock.today(), clock.now()
        agreed.save()
        agreed.sides.filter(position="first").update(outcome=Outcome.HELPED)
        assert reminding.ask_for_outcomes() == 0
    with at(51):
        assert (reminding.ask_for_outcomes(), reminding.ask_for_outcomes()) == (1, 0)


def test_outcome_said_at_the_last_moment_is_not_asked_for(startup, hospital):
    agreed = IntroductionFactory(
        first=startup, second=hospital, state=IntroductionState.ACCEPTED, proposed_at=START, accepted_at=START
    )
    act = lambda: agreed.sides.update(outcome=Outcome.HELPED)  # noqa: E731
    with at(21), meanwhile(act, before="SAVEPOINT"):
        assert reminding.ask_for_outcomes() == 0


def test_what_one_side_has_spoken_of_is_closed_after_a_while(startup, hospital):
    agreed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.MET, proposed_at=START)
    agreed.sides.filter(position="first").update(outcome=Outcome.HELPED, outcome_at=START)
    with at(29):
        assert reminding.close_silent() == 0
    with at(30):
        assert (reminding.close_silent(), reminding.close_silent()) == (1, 0)
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.CLOSED


def test_meeting_of_which_nobody_speaks_is_closed_long_after(startup, hospital):
    IntroductionFactory(first=startup, second=hospital, state=IntroductionState.MET, proposed_at=START)
    with at(89):
        assert reminding.close_silent() == 0
    with at(90):
        IntroductionSide.objects.filter(position="first").update(outcome=Outcome.HELPED, outcome_at=clock.now())
        assert reminding.close_silent() == 0
        IntroductionSide.objects.update(outcome="", outcome_at=None)
        assert reminding.close_silent() == 1


def test_close_of_the_last_moment_counts_once(startup, hospital):
    agreed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.MET, proposed_at=START)
    act = lambda: Introduction.objects.filter(pk=agreed.pk).update(state=IntroductionState.CLOSED)  # noqa: E731
    with at(90), meanwhile(act, before="SAVEPOINT"):
        assert reminding.close_silent() == 0


def test_campus_reminds_by_hand(asked, team, startup):
    rows = Introduction.objects.all()
    with pytest.raises(NotAllowed):
        reminding.remind_now(actor=startup.owner, introductions=rows)
    with at(1):
        assert reminding.remind_now(actor=team, introductions=rows) == (0, 1)
    with at(3):
        assert reminding.remind_now(actor=team, introductions=rows) == (1, 0)
        assert reminding.remind_now(actor=team, introductions=rows) == (0, 1)
    with at(7):
        assert reminding.remind_silent() == 0
    with at(14):
        assert reminding.remind_silent() == 1
    assert first_of(asked).reminders == 0


def test_job_does_everything_in_order(asked, team):
    class Handle:
        def progress(self, _done, _total=None, _message=""):
            pass

    with at(60):
        found = jobs.get("introductions.follow").run(Handle())
    assert found == {"expired": 1, "closed": 0, "returned": 0, "reminded": 0, "outcomes_asked": 0}


def test_silent_side_that_came_back_in_between_is_not_returned(asked):
    act = lambda: asked.sides.update(answer=Answer.ACCEPTED)  # noqa: E731
    with at(28), meanwhile(act, before="SAVEPOINT"):
        assert reminding.return_to_campus() == 0
