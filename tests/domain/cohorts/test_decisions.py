"""Decisions: written down, revised, taken back; two jurors at once never both win."""

import threading

import pytest
from django.db import connection, connections

from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Decision, DecisionChange, JurorNote, Letter
from parvis.domain.cohorts.selectors import juries as read
from parvis.domain.cohorts.services import decisions as services
from parvis.domain.cohorts.services.shortlist import shortlist_application
from parvis.domain.directory.enums import AccessLevel
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, JurorNoteFactory, JuryFactory, LetterFactory, before
from tests.factories.directory import AccessFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def juror(jury):
    """Somebody who decides."""
    return JurorFactory(jury=jury, user__name="Ada").user


def decide(juror, jury, application, outcome=Outcome.ACCEPT, **values):
    return services.decide_application(actor=juror, jury=jury, application=application, outcome=outcome, **values)


def test_decision_is_written_down_with_reason_comment_and_who(juror, jury):
    application = before(jury)
    decision = decide(juror, jury, application, reason=" Strong. ", comment=" Bravo. ")
    assert (decision.outcome, decision.state, decision.revision) == (Outcome.ACCEPT, DecisionState.PENDING, 1)
    assert (decision.reason, decision.comment, decision.decided_by) == ("Strong.", "Bravo.", juror)
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW
    entry = Entry.objects.get(verb="cohorts.decided")
    assert entry.data == {"outcome": "accept", "revision": 1, "jury": jury.pk}
    assert not entry.concerns.exists()


def test_decision_is_revised_until_it_is_notified_and_every_revision_is_kept(juror, jury):
    application, other = before(jury), JurorFactory(jury=jury).user
    decide(juror, jury, application)
    decision = decide(other, jury, application, Outcome.REJECT, reason="Too early.", revision=1)
    assert (decision.revision, decision.outcome, decision.decided_by) == (2, Outcome.REJECT, other)
    kept = DecisionChange.objects.values_list("revision", "outcome", "decided_by")
    assert list(kept) == [(2, "reject", other.pk), (1, "accept", juror.pk)]
    Decision.objects.update(state=DecisionState.NOTIFIED)
    with pytest.raises(InvalidTransition):
        decide(juror, jury, application, revision=2)


def test_second_juror_is_told_what_the_first_decided(juror, jury):
    application, second = before(jury), JurorFactory(jury=jury).user
    decide(juror, jury, application)
    with pytest.raises(services.Overtaken, match="Ada has decided in the meantime: accept") as refused:
        decide(second, jury, application, Outcome.REJECT, reason="No.")
    assert refused.value.decision.decided_by == juror
    assert Decision.objects.get().outcome == Outcome.ACCEPT


def test_two_first_decisions_at_the_same_moment(juror, jury):
    application, second = before(jury), JurorFactory(jury=jury).user
    act = lambda: DecisionFactory(jury=jury, application=application, decided_by=juror)  # noqa: E731
    with meanwhile(act, before='INSERT INTO "cohorts_decision"'), pytest.raises(services.Overtaken, match="meantime"):
        decide(second, jury, application)
    assert DecisionChange.objects.count() == 0


def test_two_revisions_at_the_same_moment(juror, jury):
    decision = DecisionFactory(jury=jury)
    act = lambda: Decision.objects.filter(pk=decision.pk).update(revision=2, outcome=Outcome.REJECT)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_decision"'), pytest.raises(services.Overtaken, match="do not select"):
        decide(juror, jury, decision.application, Outcome.WAITLIST, revision=1)
    assert not DecisionChange.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
@pytest.mark.parametrize("turn", range(3))
def test_of_two_jurors_for_the_last_place_one_is_asked_again(juror, jury, turn):
    jury.places = 1
    jury.save()
    applications = [before(jury), before(jury)]
    outcomes, barrier = [], threading.Barrier(2)

    def run(application):
        barrier.wait()
        try:
            outcomes.append(decide(juror, jury, application).outcome)
        except services.BeyondPlaces:
            outcomes.append("full")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[application]) for application in applications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accept", "full"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
@pytest.mark.parametrize("turn", range(3))
def test_of_two_jurors_on_one_application_one_is_told_of_the_other(juror, jury, turn):
    application, barrier, told = before(jury), threading.Barrier(2), []

    def run(outcome):
        barrier.wait()
        try:
            decide(juror, jury, application, outcome, reason="So.")
        except services.Overtaken as error:
            told.append(error.decision.outcome)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[outcome]) for outcome in (Outcome.ACCEPT, Outcome.REJECT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [Decision.objects.get().outcome]


def test_more_than_the_places_takes_a_word(juror, jury):
    jury.places = 1
    jury.save()
    first, second = before(jury), before(jury)
    decide(juror, jury, first)
    with pytest.raises(services.BeyondPlaces, match="All 1 places are taken"):
        decide(juror, jury, second)
    decide(juror, jury, second, beyond_places=True)
    decide(juror, jury, first, comment="Still.", revision=1)
    assert read.places_of(jury).left == -1


def test_refusal_needs_a_reason(juror, jury):
    with pytest.raises(InvalidInput) as refused:
        decide(juror, jury, before(jury), Outcome.REJECT, reason=" ")
    assert "reason" in refused.value.fields


def test_who_does_not_decide(juror, jury):
    application = before(jury)
    with pytest.raises(NotAllowed, match="read along"):
        decide(JurorFactory(jury=jury, can_decide=False).user, jury, application)
    with pytest.raises(NotAllowed, match="not before this jury"):
        decide(juror, jury, before(JuryFactory()))
    AccessFactory(organisation=application.organisation, user=juror, level=AccessLevel.READER)
    with pytest.raises(NotAllowed, match="tied"):
        decide(juror, jury, application)
    jury.closed_at = clock.now()
    with pytest.raises(NotAllowed, match="closed"):
        decide(juror, jury, before(jury))


def test_application_that_left_is_not_decided_about(juror, jury):
    with pytest.raises(InvalidTransition):
        decide(juror, jury, before(jury, state=ApplicationState.WITHDRAWN))
    with pytest.raises(InvalidTransition):
        decide(juror, jury, before(jury, state=ApplicationState.WAITLISTED))


def test_decision_is_taken_back(juror, jury):
    decision = DecisionFactory(jury=jury)
    with pytest.raises(services.Overtaken):
        services.withdraw_decision(actor=juror, jury=jury, application=decision.application, revision=7)
    services.withdraw_decision(actor=juror, jury=jury, application=decision.application, revision=1)
    assert not Decision.objects.exists()
    with pytest.raises(services.Overtaken, match="withdrawn"):
        decide(juror, jury, decision.application, revision=1)
    with pytest.raises(InvalidTransition):
        services.withdraw_decision(actor=juror, jury=jury, application=decision.application, revision=0)


def test_what_an_applicant_was_told_is_not_taken_back(juror, jury):
    decision = DecisionFactory(jury=jury, first_notified_at=clock.now())
    with pytest.raises(InvalidTransition, match="was told"):
        services.withdraw_decision(actor=juror, jury=jury, application=decision.application, revision=1)


def test_another_outcome_takes_the_drafted_letters_away_and_another_comment_does_not(juror, jury):
    letter = LetterFactory(decision=DecisionFactory(jury=jury))
    sent = LetterFactory(decision=letter.decision, state=LetterState.SENT, to="old@example.org")
    decide(juror, jury, letter.decision.application, comment="Bravo", revision=1)
    assert Letter.objects.count() == 2
    decide(juror, jury, letter.decision.application, Outcome.WAITLIST, revision=2)
    assert list(Letter.objects.all()) == [sent]


def test_waiting_list_keeps_its_order_and_is_moved_by_hand(juror, jury):
    first, second, third = (decide(juror, jury, before(jury), Outcome.WAITLIST) for _n in range(3))
    assert [one.rank for one in (first, second, third)] == [1, 2, 3]
    letter = LetterFactory(decision=first)
    services.move_on_waiting_list(actor=juror, decision=third, up=True)
    services.move_on_waiting_list(actor=juror, decision=first, up=False)
    assert list(read.waiting_list(jury)) == [third, first, second]
    letter.refresh_from_db()
    assert letter.revision == 0
    services.move_on_waiting_list(actor=juror, decision=third, up=True)
    services.move_on_waiting_list(actor=juror, decision=second, up=False)
    assert list(read.waiting_list(jury)) == [third, first, second]
    kept = decide(juror, jury, first.application, Outcome.WAITLIST, comment="Soon", revision=1)
    assert kept.rank == 2
    gone = decide(juror, jury, third.application, Outcome.ACCEPT, revision=1)
    assert gone.rank is None
    services.withdraw_decision(actor=juror, jury=jury, application=second.application, revision=1)
    assert list(read.waiting_list(jury)) == [first]


def test_who_moves_nothing_on_the_waiting_list(juror, jury):
    decision = DecisionFactory(jury=jury)
    with pytest.raises(Conflict):
        services.move_on_waiting_list(actor=juror, decision=decision, up=True)
    with pytest.raises(NotAllowed):
        services.move_on_waiting_list(actor=UserFactory(), decision=decision, up=True)


def waiting(jury):
    return DecisionFactory(jury=jury, outcome=Outcome.WAITLIST, state=DecisionState.NOTIFIED)


def test_next_of_the_waiting_list_is_accepted_with_one_click(manager, jury):
    first, second = waiting(jury), waiting(jury)
    DecisionFactory(jury=jury, outcome=Outcome.WAITLIST)
    assert read.next_of_waiting_list(jury) == first
    decision = services.promote_from_waiting_list(actor=manager, decision=first)
    assert (decision.outcome, decision.state, decision.rank) == (Outcome.ACCEPT, DecisionState.PENDING, None)
    assert decision.first_notified_at is not None
    assert read.next_of_waiting_list(jury) == second
    with pytest.raises(services.Overtaken):
        services.promote_from_waiting_list(actor=manager, decision=first)


def test_who_is_promoted_may_be_put_back_before_they_are_told(manager, jury):
    decision = services.promote_from_waiting_list(actor=manager, decision=waiting(jury))
    back = decide(manager, jury, decision.application, Outcome.WAITLIST, revision=decision.revision)
    assert (back.rank, back.state) == (1, DecisionState.PENDING)


def test_promotion_counts_places_and_asks_who_it_is(manager, jury):
    jury.places = 0
    jury.save()
    decision = waiting(jury)
    with pytest.raises(services.BeyondPlaces):
        services.promote_from_waiting_list(actor=manager, decision=decision)
    with pytest.raises(NotAllowed, match="manages"):
        services.promote_from_waiting_list(actor=JurorFactory(jury=jury).user, decision=decision)
    AccessFactory(organisation=decision.application.organisation, user=manager)
    with pytest.raises(NotAllowed, match="tied"):
        services.promote_from_waiting_list(actor=manager, decision=decision, beyond_places=True)


def test_promotion_beyond_the_places_takes_a_word(manager, jury):
    jury.places = 0
    jury.save()
    decision = services.promote_from_waiting_list(actor=manager, decision=waiting(jury), beyond_places=True)
    assert decision.outcome == Outcome.ACCEPT


def test_jurors_shortlist_and_take_back(juror, manager, jury):
    application = before(jury)
    shortlist_application(actor=juror, jury=jury, application=application)
    assert application.state == ApplicationState.SHORTLISTED
    assert application.moves.get().moved_by is None
    assert Entry.objects.get(verb="cohorts.shortlisted").actor == juror
    shortlist_application(actor=manager, jury=jury, application=application, back=True)
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW
    with pytest.raises(NotAllowed):
        shortlist_application(actor=UserFactory(), jury=jury, application=application)


def test_notes_are_for_the_jury(juror, jury):
    application = before(jury)
    reader = JurorFactory(jury=jury, can_decide=False).user
    note = services.add_note(actor=reader, jury=jury, application=application, text=" Ask about the market. ")
    assert list(read.notes_of(jury, application)) == [note]
    assert note.text == "Ask about the market."
    with pytest.raises(InvalidInput):
        services.add_note(actor=juror, jury=jury, application=application, text=" ")
    with pytest.raises(NotAllowed):
        services.add_note(actor=UserFactory(), jury=jury, application=application, text="Hello")
    with pytest.raises(NotAllowed):
        services.remove_note(actor=juror, note=note)
    services.remove_note(actor=reader, note=note)
    assert not JurorNote.objects.exists()


def test_who_is_tied_writes_no_note(jury):
    note = JurorNoteFactory(jury=jury)
    juror = JurorFactory(jury=jury).user
    AccessFactory(organisation=note.application.organisation, user=juror)
    with pytest.raises(NotAllowed):
        services.add_note(actor=juror, jury=jury, application=note.application, text="Mine!")


def test_decision_of_an_erased_account_says_so(juror, jury):
    decision = DecisionFactory(jury=jury, decided_by=None)
    with pytest.raises(services.Overtaken, match="an erased account has decided"):
        decide(juror, jury, decision.application)
