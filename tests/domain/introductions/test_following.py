"""What the campus and the two sides do with an introduction after it was proposed."""

import datetime as dt

import pytest

from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome, ProposedBy
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.introductions.parties import By
from parvis.domain.introductions.services import following, outcomes
from parvis.domain.introductions.services.projects import make_joint_project
from parvis.domain.joint_projects.enums import Origin
from parvis.domain.joint_projects.services.projects import ProjectValues
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, reader_of
from tests.factories.introductions import IntroductionFactory, first_of, second_of

pytestmark = pytest.mark.django_db


def between(startup, hospital, **values):
    return IntroductionFactory(first=startup, second=hospital, **values)


def test_campus_takes_a_proposal_back(startup, hospital, team):
    asked = between(startup, hospital)
    following.withdraw_introduction(actor=team, introduction=asked, reason="They met by chance.")
    asked.refresh_from_db()
    assert asked.state == IntroductionState.WITHDRAWN
    assert "They met by chance." in asked.note
    assert {mail.to for mail in Mail.objects.all()} == {startup.owner.email, hospital.owner.email}
    with pytest.raises(NotAllowed):
        following.withdraw_introduction(actor=team, introduction=asked)


def test_organisation_takes_its_own_proposal_back(startup, hospital):
    asked = between(startup, hospital, proposed_by=ProposedBy.FIRST)
    asked.sides.filter(position="first").update(answer=Answer.ACCEPTED, answered_by=startup.owner, asked_at=None)
    for nobody in (hospital.owner, UserFactory()):
        with pytest.raises(NotAllowed):
            following.withdraw_introduction(actor=nobody, introduction=asked)
    following.withdraw_introduction(actor=startup.owner, introduction=asked)
    assert [mail.to for mail in Mail.objects.all()] == [hospital.owner.email]


def test_nobody_who_was_not_asked_is_told_of_the_end(startup, team):
    asked = between(startup, OrganisationFactory())
    asked.sides.update(asked_at=None)
    following.withdraw_introduction(actor=team, introduction=asked)
    assert not Mail.objects.exists()


def test_campus_asks_again(startup, hospital, team):
    returned = between(startup, hospital, state=IntroductionState.RETURNED)
    returned.sides.filter(position="first").update(answer=Answer.ACCEPTED)
    returned.sides.filter(position="second").update(reminders=3, reminded_at=clock.now())
    with pytest.raises(NotAllowed):
        following.ask_again(actor=startup.owner, introduction=returned)
    following.ask_again(actor=team, introduction=returned)
    returned.refresh_from_db()
    assert returned.state == IntroductionState.PROPOSED
    side = second_of(returned)
    assert (side.reminders, side.reminded_at) == (0, None)
    assert [mail.to for mail in Mail.objects.all()] == [hospital.owner.email]
    with pytest.raises(InvalidTransition):
        following.ask_again(actor=team, introduction=returned)


def test_campus_notes_that_it_passed_on(startup, team):
    asked = between(startup, OrganisationFactory())
    IntroductionSide.objects.filter(position="second").update(asked_at=None)
    side = second_of(asked)
    with pytest.raises(NotAllowed):
        following.note_passed_on(actor=startup.owner, side=side)
    following.note_passed_on(actor=team, side=side)
    assert second_of(asked).asked_at is not None
    with pytest.raises(InvalidTransition, match="asked already"):
        following.note_passed_on(actor=team, side=side)
    asked.state = IntroductionState.DECLINED
    asked.save()
    IntroductionSide.objects.update(asked_at=None)
    with pytest.raises(InvalidTransition):
        following.note_passed_on(actor=team, side=side)


def test_campus_chooses_another_person(startup, hospital, team):
    asked = between(startup, hospital)
    asked.sides.filter(position="second").update(reminders=2, account=hospital.owner)
    person = PersonFactory(email="gray@hospital.example")
    MembershipFactory(person=person, organisation=hospital)
    with pytest.raises(NotAllowed):
        following.choose_person(actor=hospital.owner, side=second_of(asked), person=person)
    with pytest.raises(InvalidInput):
        following.choose_person(actor=team, side=first_of(asked), person=person)
    following.choose_person(actor=team, side=second_of(asked), person=person)
    side = second_of(asked)
    assert (side.person, side.account, side.reminders) == (person, None, 0)
    assert [mail.to for mail in Mail.objects.all()] == ["gray@hospital.example"]
    following.choose_person(actor=team, side=second_of(asked), person=None)
    assert Mail.objects.filter(to=hospital.owner.email).exists()
    asked.sides.update(answer=Answer.ACCEPTED)
    with pytest.raises(InvalidTransition):
        following.choose_person(actor=team, side=second_of(asked), person=person)


def test_person_who_cannot_be_written_to(team, startup):
    silent = OrganisationFactory()
    asked = between(startup, silent)
    IntroductionSide.objects.filter(position="second").update(asked_at=None)
    person = PersonFactory(email="")
    MembershipFactory(person=person, organisation=silent)
    following.choose_person(actor=team, side=second_of(asked), person=person)
    assert second_of(asked).asked_at is None
    returned = between(startup, silent, state=IntroductionState.RETURNED)
    returned.sides.filter(position="first").update(answer=Answer.ACCEPTED)
    following.ask_again(actor=team, introduction=returned)
    assert not Mail.objects.exists()


def test_they_met(startup, hospital, team):
    agreed = between(startup, hospital, state=IntroductionState.ACCEPTED)
    for nobody in (UserFactory(), reader_of(startup)):
        with pytest.raises(NotAllowed):
            following.note_meeting(actor=nobody, introduction=agreed, met_on=clock.today())
    with pytest.raises(InvalidInput) as refused:
        following.note_meeting(actor=team, introduction=agreed, met_on=clock.today() + dt.timedelta(days=1))
    assert list(refused.value.fields) == ["met_on"]
    following.note_meeting(actor=startup.owner, introduction=agreed, met_on=clock.today())
    agreed.refresh_from_db()
    assert (agreed.state, agreed.met_on) == (IntroductionState.MET, clock.today())
    with pytest.raises(InvalidTransition):
        following.note_meeting(actor=team, introduction=agreed, met_on=clock.today())


def test_note_of_the_team(startup, hospital, team):
    asked = between(startup, hospital)
    with pytest.raises(NotAllowed):
        following.write_note(actor=startup.owner, introduction=asked, note="Mine.")
    following.write_note(actor=team, introduction=asked, note=" Careful. ")
    asked.refresh_from_db()
    assert asked.note == "Careful."


def test_outcome_of_both_closes(startup, hospital):
    agreed = between(startup, hospital, state=IntroductionState.ACCEPTED)
    outcomes.say_outcome(by=By(startup.owner), side=first_of(agreed), outcome=Outcome.NO_HELP)
    outcomes.say_outcome(by=By(startup.owner), side=first_of(agreed), outcome=Outcome.HELPED, text=" Well. ")
    side = first_of(agreed)
    assert (side.outcome, side.outcome_text) == (Outcome.HELPED, "Well.")
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.ACCEPTED
    outcomes.say_outcome(by=By(hospital.owner), side=second_of(agreed), outcome=Outcome.PROJECT)
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.CLOSED
    assert agreed.closed_at is not None
    with pytest.raises(InvalidTransition):
        outcomes.say_outcome(by=By(hospital.owner), side=second_of(agreed), outcome=Outcome.HELPED)


def test_late_outcome_still_counts(startup, hospital):
    closed = between(startup, hospital, state=IntroductionState.CLOSED)
    outcomes.say_outcome(by=By(hospital.owner), side=second_of(closed), outcome=Outcome.HELPED)
    assert second_of(closed).outcome == Outcome.HELPED


def test_who_says_what_came_of_it(startup, hospital, team):
    agreed = between(startup, hospital, state=IntroductionState.MET)
    for nobody in (hospital.owner, UserFactory(), team):
        with pytest.raises(NotAllowed):
            outcomes.say_outcome(by=By(nobody), side=first_of(agreed), outcome=Outcome.HELPED)
    with pytest.raises(NotAllowed):
        outcomes.say_outcome_on_behalf(actor=startup.owner, side=first_of(agreed), outcome=Outcome.HELPED, text="")
    with pytest.raises(InvalidInput):
        outcomes.say_outcome_on_behalf(actor=team, side=first_of(agreed), outcome="nice", text="")
    outcomes.say_outcome_on_behalf(actor=team, side=first_of(agreed), outcome=Outcome.HELPED, text="They called.")
    assert first_of(agreed).outcome == Outcome.HELPED
    asked = between(OrganisationFactory(), OrganisationFactory())
    with pytest.raises(InvalidTransition):
        outcomes.say_outcome_on_behalf(actor=team, side=first_of(asked), outcome=Outcome.HELPED, text="")


def test_joint_project_comes_of_it(startup, hospital, team):
    agreed = between(startup, hospital, state=IntroductionState.MET)
    values = ProjectValues(title_en="A trial")
    for nobody in (UserFactory(), reader_of(startup)):
        with pytest.raises(NotAllowed):
            make_joint_project(actor=nobody, introduction=agreed, values=values)
    asked = between(startup, hospital)
    with pytest.raises(NotAllowed):
        make_joint_project(actor=team, introduction=asked, values=values)
    project = make_joint_project(actor=startup.owner, introduction=agreed, values=values)
    agreed.refresh_from_db()
    assert agreed.project == project
    assert project.origin == Origin.INTRODUCTION
    assert {partner.organisation for partner in project.partners.all()} == {startup, hospital}
    with pytest.raises(Conflict):
        make_joint_project(actor=team, introduction=agreed, values=values)
