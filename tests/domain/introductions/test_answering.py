"""What the two sides answer, and what each learns of the other."""

import threading

import pytest
from django.db import connection, connections

from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed, ParvisError
from parvis.domain.directory.enums import Visibility
from parvis.domain.directory.models import Access
from parvis.domain.introductions.enums import Answer, DeclineReason, IntroductionState, ProposedBy
from parvis.domain.introductions.parties import By, may_answer
from parvis.domain.introductions.selectors.recipients import contact_of, recipients_of
from parvis.domain.introductions.services import answering
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, editor_of, reader_of
from tests.factories.introductions import IntroductionFactory, first_of, second_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(startup, hospital):
    """The campus has asked both."""
    return IntroductionFactory(first=startup, second=hospital)


def accept(side, user, **values):
    return answering.accept_introduction(by=By(user), side=side, **values)


def test_one_yes_tells_nobody_anything(asked, startup):
    accept(first_of(asked), startup.owner)
    side = first_of(asked)
    assert (side.answer, side.answered_by, side.account) == (Answer.ACCEPTED, startup.owner, startup.owner)
    asked.refresh_from_db()
    assert asked.state == IntroductionState.PROPOSED
    assert not Mail.objects.exists()


def test_both_get_the_contact_of_the_other_with_the_second_yes(asked, startup, hospital):
    accept(first_of(asked), startup.owner)
    accept(second_of(asked), hospital.owner)
    asked.refresh_from_db()
    assert asked.state == IntroductionState.ACCEPTED
    assert asked.accepted_at is not None
    for mine, other in ((startup, hospital), (hospital, startup)):
        mail = Mail.objects.get(to=mine.owner.email)
        assert (mail.kind, mail.reply_to) == ("introductions.contacts", other.owner.email)
        assert other.owner.email in mail.text
        assert other.owner.name in mail.text
        assert f"/introductions/{asked.pk}/" in mail.text
    assert Entry.objects.filter(verb="introductions.both_accepted", actor=None).count() == 1


def test_late_yes_is_still_one(startup, hospital):
    returned = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.RETURNED)
    accept(first_of(returned), startup.owner)
    accept(second_of(returned), hospital.owner)
    returned.refresh_from_db()
    assert returned.state == IntroductionState.ACCEPTED


def test_no_ends_it_and_the_reason_stays_with_the_campus(asked, startup, hospital, team):
    answering.decline_introduction(
        by=By(hospital.owner), side=second_of(asked), reason=DeclineReason.INTERESTS, text=" They compete. "
    )
    asked.refresh_from_db()
    side = second_of(asked)
    assert (side.answer, side.reason, side.reason_text) == (Answer.DECLINED, "interests", "They compete.")
    assert (asked.state, asked.pair) == (IntroductionState.DECLINED, None)
    assert asked.closed_at is not None
    other = Mail.objects.get(to=startup.owner.email)
    assert "not possible now" in other.text
    assert "compet" not in other.text
    campus = Mail.objects.get(to=team.email)
    assert "competing interests" in campus.text
    assert "They compete." in campus.text


def test_campus_is_not_written_to_about_what_organisations_propose(startup, hospital, team):
    asked = IntroductionFactory(first=startup, second=hospital, proposed_by=ProposedBy.FIRST, created_by=startup.owner)
    answering.decline_introduction(by=By(hospital.owner), side=second_of(asked))
    assert [mail.to for mail in Mail.objects.all()] == [startup.owner.email]


def test_who_introduced_them_is_told(startup, hospital, team):
    asked = IntroductionFactory(first=startup, second=hospital, created_by=team)
    UserFactory()
    answering.decline_introduction(by=By(hospital.owner), side=second_of(asked))
    assert Mail.objects.filter(to=team.email, kind="introductions.declined").count() == 1


def test_answers_come_once(asked, startup):
    accept(first_of(asked), startup.owner)
    with pytest.raises(InvalidTransition, match="answered already"):
        accept(first_of(asked), startup.owner)
    with pytest.raises(InvalidTransition, match="answered already"):
        answering.decline_introduction(by=By(startup.owner), side=first_of(asked))


@pytest.mark.parametrize("state", [IntroductionState.WITHDRAWN, IntroductionState.EXPIRED])
def test_what_has_ended_is_not_answered(startup, state):
    ended = IntroductionFactory(first=startup, state=state)
    with pytest.raises(InvalidTransition, match="not possible any more"):
        accept(first_of(ended), startup.owner)


def test_who_answers(asked, startup, hospital, team):
    person = PersonFactory()
    for nobody in (UserFactory(), reader_of(startup), hospital.owner, team):
        with pytest.raises(NotAllowed):
            accept(first_of(asked), nobody)
    with pytest.raises(NotAllowed):
        answering.accept_introduction(by=By(person=person), side=first_of(asked))
    assert not may_answer(By(), first_of(asked))
    accept(first_of(asked), editor_of(startup))


def test_reason_is_one_of_the_list(asked, startup):
    with pytest.raises(InvalidInput) as refused:
        answering.decline_introduction(by=By(startup.owner), side=first_of(asked), reason="because")
    assert list(refused.value.fields) == ["reason"]
    assert first_of(asked).answer == Answer.OPEN


def test_campus_notes_a_yes_by_telephone(asked, startup, hospital, team):
    accept(first_of(asked), startup.owner)
    person = PersonFactory(name="Dr Gray", email="gray@hospital.example")
    MembershipFactory(person=person, organisation=hospital, title="Head")
    side = second_of(asked)
    with pytest.raises(NotAllowed):
        answering.accept_on_behalf(actor=startup.owner, side=side, note="By telephone.")
    with pytest.raises(InvalidInput) as refused:
        answering.accept_on_behalf(actor=team, side=side, note=" ")
    assert list(refused.value.fields) == ["note"]
    with pytest.raises(InvalidInput, match="not in this organisation"):
        answering.accept_on_behalf(actor=team, side=side, note="Yes.", person=PersonFactory())
    answering.accept_on_behalf(actor=team, side=side, note="Said on the telephone.", person=person)
    asked.refresh_from_db()
    assert asked.state == IntroductionState.ACCEPTED
    assert "Said on the telephone." in asked.note
    mail = Mail.objects.get(to=startup.owner.email)
    assert mail.reply_to == "gray@hospital.example"
    assert "Dr Gray, Head" in mail.text
    own = Mail.objects.get(to="gray@hospital.example")
    assert f"/introductions/{asked.pk}/" not in own.text


def test_campus_notes_a_no_by_telephone(asked, startup, hospital, team):
    with pytest.raises(NotAllowed):
        answering.decline_on_behalf(actor=hospital.owner, side=second_of(asked), note="No.")
    answering.decline_on_behalf(actor=team, side=second_of(asked), note="No time.", reason=DeclineReason.NO_TIME)
    side = second_of(asked)
    assert (side.answer, side.answered_by, side.reason_text) == (Answer.DECLINED, None, "No time.")
    entry = Entry.objects.get(verb="introductions.declined_for")
    assert "No time." not in str(entry.data)


def test_yes_without_a_person_is_reached_by_the_campus(startup, team, campus):
    campus.contact_email = "hello@parvis.example"
    campus.save()
    silent = OrganisationFactory(name="Silent")
    asked = IntroductionFactory(first=startup, second=silent, created_by=team)
    accept(first_of(asked), startup.owner)
    answering.accept_on_behalf(actor=team, side=second_of(asked), note="Yes.")
    mail = Mail.objects.get(to=startup.owner.email)
    assert "no mail address of theirs" in mail.text
    assert Mail.objects.filter(to=team.email, kind="introductions.pass_contacts_on").exists()


def test_contact_is_who_agreed(asked, hospital):
    chosen = PersonFactory(name="Chosen", email="chosen@hospital.example")
    asked.sides.filter(position="second").update(person=chosen)
    accept(second_of(asked), hospital.owner)
    contact = contact_of(second_of(asked))
    assert (contact.name, contact.email) == (hospital.owner.name, hospital.owner.email)


def test_telephone_is_given_by_choice(asked, hospital):
    person = PersonFactory(name="Ada", account=hospital.owner, phone="+33 1")
    accept(second_of(asked), hospital.owner)
    assert contact_of(second_of(asked)).phone == ""
    asked.sides.update(shares_phone=True)
    assert contact_of(second_of(asked)).phone == "+33 1"
    asked.sides.update(shares_phone=False)
    person.contact_visibility = Visibility.SIGNED_IN
    person.save()
    assert contact_of(second_of(asked)).phone == "+33 1"


def test_contact_where_whoever_agreed_has_gone(asked, hospital, startup):
    accept(second_of(asked), hospital.owner)
    hospital.owner.is_active = False
    hospital.owner.save()
    assert contact_of(second_of(asked)).email == ""
    other = editor_of(hospital)
    assert contact_of(second_of(asked)).email == other.email


def test_who_is_written_to(asked, hospital):
    side = second_of(asked)
    assert [one.email for one in recipients_of(side)] == [hospital.owner.email]
    side.person = PersonFactory(email="")
    assert [one.email for one in recipients_of(side)] == [hospital.owner.email]
    with_account = UserFactory()
    side.person = PersonFactory(account=with_account)
    assert [one.user for one in recipients_of(side)] == [with_account]
    side.account = UserFactory(is_active=False)
    assert [one.user for one in recipients_of(side)] == [with_account]
    side.person = None
    Access.objects.filter(organisation=hospital).update(level="editor")
    assert [one.email for one in recipients_of(side)] == [hospital.owner.email]
    Access.objects.filter(organisation=hospital).update(level="reader")
    assert recipients_of(side) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_two_yes_at_the_same_moment_give_each_one_mail(asked, startup, hospital):
    barrier = threading.Barrier(2)

    def act(side, user):
        try:
            barrier.wait()
            accept(side, user)
        finally:
            connections.close_all()

    pairs = ((first_of(asked), startup.owner), (second_of(asked), hospital.owner))
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.refresh_from_db()
    assert asked.state == IntroductionState.ACCEPTED
    kinds = list(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["introductions.contacts", "introductions.contacts"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_yes_and_no_of_two_colleagues_at_the_same_moment_count_once(asked, startup):
    barrier, said = threading.Barrier(2), []

    def act(answer, user):
        try:
            barrier.wait()
            answer(by=By(user), side=first_of(asked))
            said.append(answer.__name__)
        except ParvisError as error:
            said.append(type(error).__name__)
        finally:
            connections.close_all()

    pairs = ((answering.accept_introduction, startup.owner), (answering.decline_introduction, editor_of(startup)))
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 2
    assert "InvalidTransition" in said
