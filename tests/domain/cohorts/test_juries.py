"""Juries: set up, changed, closed, and who sits on them."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Juror, Jury
from parvis.domain.cohorts.selectors import juries as read
from parvis.domain.cohorts.services import juries as services
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallManagerFactory, RoundFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, JuryFactory, LetterFactory, before
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db

NEVER = {"places": None, "meets_at": None, "confirm_by": None, "remind_days": 3}


def test_jury_is_set_up_once_for_a_round(manager):
    one = RoundFactory()
    jury = services.create_jury(actor=manager, round=one, name="  The   jury ", places=60)
    assert (jury.name, jury.places, jury.created_by) == ("The jury", 60, manager)
    assert Entry.objects.filter(verb="cohorts.jury_created").count() == 1
    with pytest.raises(Conflict):
        services.create_jury(actor=manager, round=one, name="Another")
    assert Jury.objects.count() == 1
    assert list(read.rounds_without_jury(one.call)) == []


def test_jury_needs_a_name_and_someone_who_manages_the_call(manager):
    one = RoundFactory()
    with pytest.raises(InvalidInput) as refused:
        services.create_jury(actor=manager, round=one, name=" ")
    assert "name" in refused.value.fields
    with pytest.raises(NotAllowed):
        services.create_jury(actor=CallManagerFactory().user, round=one, name="The jury")
    assert list(read.rounds_to_decide(manager)) == [one]
    assert list(read.rounds_to_decide(CallManagerFactory(call=one.call).user)) == [one]


def test_jury_is_changed(manager, jury):
    by = clock.now() + dt.timedelta(days=3)
    services.edit_jury(actor=manager, jury=jury, name="New", places=7, meets_at=by, confirm_by=by, remind_days=0)
    jury.refresh_from_db()
    assert (jury.name, jury.places, jury.meets_at, jury.confirm_by, jury.remind_days) == ("New", 7, by, by, 0)


def test_another_day_to_confirm_makes_the_letters_of_the_accepted_old(manager, jury):
    accepted = LetterFactory(decision=DecisionFactory(jury=jury))
    rejected = LetterFactory(decision=DecisionFactory(jury=jury, outcome=Outcome.REJECT))
    same = {"name": jury.name, "places": 2, "meets_at": None, "remind_days": 3}
    services.edit_jury(actor=manager, jury=jury, confirm_by=jury.confirm_by, **same)
    accepted.refresh_from_db()
    assert accepted.revision == 1
    services.edit_jury(actor=manager, jury=jury, confirm_by=jury.confirm_by + dt.timedelta(days=1), **same)
    accepted.refresh_from_db()
    rejected.refresh_from_db()
    assert (accepted.revision, rejected.revision) == (0, 1)


def test_what_cannot_be_changed(manager, jury):
    with pytest.raises(InvalidInput) as refused:
        services.edit_jury(actor=manager, jury=jury, name="A", **{**NEVER, "remind_days": 61})
    assert "remind_days" in refused.value.fields
    with pytest.raises(NotAllowed):
        services.edit_jury(actor=JurorFactory(jury=jury).user, jury=jury, name="A", **NEVER)


def test_accounts_get_a_seat_once(manager, jury):
    user, founder = UserFactory(), OrganisationFactory()
    juror = services.add_juror(actor=manager, jury=jury, user=user, organisation=founder, can_decide=False)
    assert (juror.organisation, juror.can_decide, juror.added_by) == (founder, False, manager)
    with pytest.raises(Conflict):
        services.add_juror(actor=manager, jury=jury, user=user)
    services.change_juror(actor=manager, juror=juror, can_decide=True)
    assert list(read.jurors_of(jury).values_list("user", "can_decide")) == [(user.pk, True)]
    services.remove_juror(actor=manager, juror=juror)
    assert not Juror.objects.exists()
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["cohorts.juror_added", "cohorts.juror_changed", "cohorts.juror_removed"]


def test_closed_accounts_and_strangers_do_not_sit(manager, jury):
    with pytest.raises(InvalidInput):
        services.add_juror(actor=manager, jury=jury, user=UserFactory(is_active=False))
    with pytest.raises(InvalidInput):
        services.add_juror(actor=manager, jury=jury, user=UserFactory(erased_at=clock.now()))
    with pytest.raises(NotAllowed):
        services.add_juror(actor=UserFactory(), jury=jury, user=UserFactory())


def test_jury_is_closed_once_and_opened_again(manager, jury):
    assert services.close_jury(actor=manager, jury=jury).closed_at is not None
    with pytest.raises(InvalidTransition):
        services.close_jury(actor=manager, jury=jury)
    assert services.reopen_jury(actor=manager, jury=jury).closed_at is None
    with pytest.raises(InvalidTransition):
        services.reopen_jury(actor=manager, jury=jury)


def test_juries_are_seen_by_whom_they_concern(manager, jury):
    other = JuryFactory()
    juror = JurorFactory(jury=jury).user
    run = CallManagerFactory(call=other.round.call).user
    assert set(read.juries_visible_to(manager)) == {jury, other}
    assert list(read.juries_visible_to(juror)) == [jury]
    assert list(read.juries_visible_to(run)) == [other]
    assert list(read.juries_visible_to(UserFactory())) == []
    assert list(read.juries_managed_by(juror)) == []
    assert list(read.juries_managed_by(run)) == [other]


def test_progress_counts_what_is_before_decided_told_and_awaited(jury):
    before(jury)
    before(jury, state=ApplicationState.SUBMITTED)
    DecisionFactory(jury=jury)
    DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    DecisionFactory(jury=jury, state=DecisionState.NOTIFIED, outcome=Outcome.REJECT)
    empty = JuryFactory()
    found = read.progress_of([jury, empty])
    assert found[jury.pk] == read.Progress(before=4, decided=3, pending=1, awaited=1)
    assert (found[jury.pk].open, found[empty.pk].before) == (1, 0)
    assert read.undecided(jury).count() == 1


def test_places_are_those_of_the_jury_or_else_of_the_round(jury):
    DecisionFactory(jury=jury)
    DecisionFactory(jury=jury, state=DecisionState.DECLINED)
    gone = DecisionFactory(jury=jury)
    gone.application.state = ApplicationState.WITHDRAWN
    gone.application.save()
    assert read.places_of(jury) == read.Places(total=2, taken=1)
    jury.places, jury.round.places = None, 9
    assert read.places_of(jury).left == 8
    jury.round.places = None
    assert read.places_of(jury).left is None


def test_accounts_are_found_by_every_word():
    ada = UserFactory(name="Ada Invented", email="ada@example.org")
    UserFactory(name="Ada Other", is_active=False)
    assert read.accounts_found("ada inv") == [ada]
    assert read.accounts_found("example.org", without=[ada.pk]) == []
    assert read.accounts_found("  ") == []
