"""Interview slots: a series, who is heard, mails with a calendar entry."""

import datetime as dt

import pytest
from icalendar import Calendar

from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts import invitations
from parvis.domain.cohorts.models import Interview
from parvis.domain.cohorts.selectors import interviews as read
from parvis.domain.cohorts.services import interviews as services
from tests.factories.cohorts import InterviewFactory, JurorFactory, JuryFactory, before
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def nine():
    """Nine o'clock in a week."""
    return (clock.now() + dt.timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)


def make(manager, jury, **values):
    given = {"first": nine(), "number": 3, "minutes": 30, "pause": 10, "place": " Room 1 ", **values}
    return services.make_slots(actor=manager, jury=jury, **given)


def test_series_of_slots_with_pauses(manager, jury):
    slots = make(manager, jury)
    assert [slot.starts_at - nine() for slot in slots] == [dt.timedelta(minutes=m) for m in (0, 40, 80)]
    assert (slots[0].ends_at - nine(), slots[0].place) == (dt.timedelta(minutes=30), "Room 1")
    with pytest.raises(InvalidInput, match="would meet"):
        make(manager, jury, first=nine() + dt.timedelta(minutes=20), number=1)
    make(manager, jury, first=nine() + dt.timedelta(minutes=30), number=1, minutes=10)
    make(manager, JuryFactory())
    assert jury.interviews.count() == 4


@pytest.mark.parametrize("wrong", [{"number": 0}, {"number": 61}, {"minutes": 4}, {"minutes": 241}, {"pause": -1}])
def test_series_that_makes_no_sense(manager, jury, wrong):
    with pytest.raises(InvalidInput, match="At most 60 slots"):
        make(manager, jury, **wrong)


def test_applicant_has_one_slot(manager, jury):
    first, second = make(manager, jury, number=2)
    application = before(jury)
    services.assign_slot(actor=manager, interview=first, application=application)
    assert read.interview_with(application) == first
    assert application not in read.to_be_heard(jury)
    with pytest.raises(Conflict, match="has a slot already"):
        services.assign_slot(actor=manager, interview=second, application=application)
    with pytest.raises(NotAllowed, match="not before this jury"):
        services.assign_slot(actor=manager, interview=second, application=before(JuryFactory()))


def test_two_give_the_same_slot_away(manager, jury):
    slot = InterviewFactory(jury=jury)
    seen = Interview.objects.get(pk=slot.pk)
    services.assign_slot(actor=manager, interview=slot, application=before(jury))
    with pytest.raises(Conflict, match="given this slot away"):
        services.assign_slot(actor=manager, interview=seen, application=before(jury))


def test_who_was_told_is_told_that_the_slot_is_gone(manager, jury):
    slot = InterviewFactory(jury=jury, application=before(jury), told_at=clock.now())
    applicant = slot.application.created_by
    services.assign_slot(actor=manager, interview=slot, application=None)
    assert Mail.objects.get().to == applicant.email
    assert (slot.application, slot.told_at, slot.revision) == (None, None, 1)
    services.assign_slot(actor=manager, interview=slot, application=before(jury))
    services.remove_slot(actor=manager, interview=slot)
    assert Mail.objects.count() == 1
    other = InterviewFactory(jury=jury, application=before(jury), told_at=clock.now())
    services.remove_slot(actor=manager, interview=other)
    services.remove_slot(actor=manager, interview=InterviewFactory(jury=jury))
    assert Mail.objects.filter(kind="cohorts.interview_gone").count() == 2
    assert not Interview.objects.exists()


def test_change_of_time_is_told_again(manager, jury):
    slot = InterviewFactory(jury=jury, application=before(jury), told_at=clock.now())
    other = InterviewFactory(jury=jury)
    services.change_slot(actor=manager, interview=slot, starts_at=nine(), minutes=20, place="Zoom")
    slot.refresh_from_db()
    assert (slot.starts_at, slot.minutes, slot.place, slot.told_at, slot.revision) == (nine(), 20, "Zoom", None, 1)
    with pytest.raises(InvalidInput, match="would meet"):
        services.change_slot(actor=manager, interview=slot, starts_at=other.starts_at, minutes=20, place="")
    with pytest.raises(InvalidInput, match="Between"):
        services.change_slot(actor=manager, interview=slot, starts_at=nine(), minutes=500, place="")


def test_free_slots_are_filled_in_the_order_of_the_ranking(manager, jury):
    make(manager, jury, number=2)
    past = InterviewFactory(jury=jury, starts_at=clock.now() - dt.timedelta(days=1))
    weak, strong, third = before(jury), before(jury), before(jury)
    assert services.fill_slots(actor=manager, jury=jury, order=[strong.pk, 0, weak.pk, third.pk]) == 2
    heard = read.interviews_of(jury).values_list("application", flat=True)
    assert list(heard) == [None, strong.pk, weak.pk]
    assert past.application is None
    assert services.fill_slots(actor=manager, jury=jury, order=[third.pk]) == 0


def test_where_there_is_a_shortlist_only_those_on_it_are_heard(manager, jury):
    make(manager, jury, number=2)
    before(jury)
    chosen = before(jury, state=ApplicationState.SHORTLISTED)
    assert list(read.to_be_heard(jury)) == [chosen]
    services.fill_slots(actor=manager, jury=jury, order=[chosen.pk])
    assert list(read.to_be_heard(jury)) == []


def test_applicants_are_told_once_with_a_calendar_entry(manager, jury):
    make(manager, jury, number=2)
    services.fill_slots(actor=manager, jury=jury, order=[before(jury, language="fr").pk])
    assert (services.tell_interviews(actor=manager, jury=jury), read.untold(jury).count()) == (1, 0)
    assert services.tell_interviews(actor=manager, jury=jury) == 0
    mail, slot = Mail.objects.get(), Interview.objects.get(application__isnull=False)
    assert "Room 1" in mail.text
    address = invitations.address_of(slot)
    assert address in mail.text
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert invitations.interview_of(token) == slot
    assert invitations.interview_of(token[:-2] + "xx") is None
    assert invitations.interview_of("nothing") is None
    slot.application = None
    slot.save()
    assert invitations.interview_of(token) is None


def test_slot_that_is_given_away_while_mails_are_written_is_not_told(manager, jury):
    InterviewFactory(jury=jury, application=before(jury))
    act = lambda: Interview.objects.update(revision=9)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_interview"'):
        assert services.tell_interviews(actor=manager, jury=jury) == 0
    assert not Mail.objects.exists()


@pytest.mark.parametrize("place", ["Room 1", ""])
def test_calendar_entry_names_time_place_and_revision(jury, place):
    slot = InterviewFactory(jury=jury, application=before(jury), place=place, revision=3)
    (event,) = Calendar.from_ical(invitations.as_calendar(slot, "fr")).walk("VEVENT")
    assert event["summary"] == f"Entretien\u00a0: {jury.round.call.title_fr}"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        slot.starts_at.replace(microsecond=0),
        slot.ends_at.replace(microsecond=0),
    )
    assert (event["sequence"], event.get("location", "")) == (3, place)


def test_jurors_plan_nothing(jury):
    juror, slot = JurorFactory(jury=jury).user, InterviewFactory(jury=jury)
    acts = (
        lambda: make(juror, jury),
        lambda: services.assign_slot(actor=juror, interview=slot, application=None),
        lambda: services.change_slot(actor=juror, interview=slot, starts_at=nine(), minutes=20, place=""),
        lambda: services.remove_slot(actor=juror, interview=slot),
        lambda: services.fill_slots(actor=juror, jury=jury, order=[]),
        lambda: services.tell_interviews(actor=juror, jury=jury),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
