"""Introductions are proposed: by whom, to whom, and when not."""

import threading

import pytest
from django.db import connection, connections

from parvis.base.activity.models import Concern, Entry
from parvis.base.messaging.models import Mail
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, ParvisError
from parvis.domain.directory.enums import Status
from parvis.domain.introductions.enums import Answer, IntroductionState, Position
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.services.proposing import pair_key, propose_introduction
from parvis.domain.needs.enums import Readers, Side
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, editor_of, reader_of
from tests.factories.introductions import IntroductionCapFactory, IntroductionFactory, first_of, second_of, words
from tests.factories.needs import NoticeFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


def propose(actor, first, second, **values):
    return propose_introduction(actor=actor, first=first, second=second, values=words(**values))


def test_campus_asks_both_owners(team, startup, hospital):
    need = NoticeFactory(organisation=startup, title="A clinical site")
    found = propose(team, startup, hospital, need=need, reasons={"en": ["Three projects."], "fr": []})
    assert (found.proposed_by, found.state, found.created_by) == ("campus", IntroductionState.PROPOSED, team)
    assert found.reasons == {"en": ["Three projects."]}
    for side, mine, other in (
        (first_of(found), startup, hospital),
        (second_of(found), hospital, startup),
    ):
        assert (side.organisation, side.answer, side.asked_at) == (mine, Answer.OPEN, found.proposed_at)
        mail = Mail.objects.get(to=mine.owner.email)
        assert mail.subject == "Shall we?"
        assert f"introduce you to {other.name}" in mail.text
        assert "You should meet." in mail.text
        assert "/introductions/reply/" in mail.text
        assert other.owner.email not in mail.text
        assert other.owner.name not in mail.text
    entry = Entry.objects.get(verb="introductions.proposed")
    assert entry.actor == team
    assert set(Concern.objects.values_list("user", flat=True)) == {startup.owner.pk, hospital.owner.pk}


def test_organisation_that_asks_has_accepted(startup, hospital):
    writer = editor_of(startup)
    found = propose(writer, startup, hospital)
    own, other = first_of(found), second_of(found)
    assert (own.answer, own.answered_by, own.account, own.asked_at) == (Answer.ACCEPTED, writer, writer, None)
    assert (other.answer, other.answered_by) == (Answer.OPEN, None)
    assert [mail.to for mail in Mail.objects.all()] == [hospital.owner.email]
    assert "Alpha would like to meet you" in Mail.objects.get().text


def test_organisation_that_was_found_may_ask_too(startup, hospital):
    found = propose(hospital.owner, startup, hospital)
    assert found.proposed_by == "second"
    assert second_of(found).answer == Answer.ACCEPTED
    assert [mail.to for mail in Mail.objects.all()] == [startup.owner.email]


def test_outsiders_propose_nothing(startup, hospital):
    for nobody in (UserFactory(), reader_of(startup)):
        with pytest.raises(NotAllowed):
            propose(nobody, startup, hospital)
    assert not Introduction.objects.exists()


def test_news_is_published(team, startup, hospital, django_capture_on_commit_callbacks):
    with bus.hold(IntroductionMoved) as news, django_capture_on_commit_callbacks(execute=True):
        found = propose(team, startup, hospital)
    assert news == [IntroductionMoved(found.pk)]


def test_same_pair_is_asked_once_about_the_same_need(team, startup, hospital):
    need = NoticeFactory(organisation=startup)
    propose(team, startup, hospital, need=need)
    with pytest.raises(Conflict, match="already"):
        propose(team, startup, hospital, need=need)
    propose(team, startup, hospital, need=NoticeFactory(organisation=startup))
    propose(team, startup, hospital)
    with pytest.raises(Conflict, match="already"):
        propose(team, hospital, startup)


def test_declined_need_is_not_asked_again(team, startup, hospital):
    need = NoticeFactory(organisation=startup)
    IntroductionFactory(first=startup, second=hospital, need=need, state=IntroductionState.DECLINED)
    with pytest.raises(Conflict, match="declined"):
        propose(team, startup, hospital, need=need)
    IntroductionFactory(first=startup, second=hospital, state=IntroductionState.DECLINED)
    assert propose(team, startup, hospital)


def test_expired_proposal_may_be_asked_again(team, startup, hospital):
    IntroductionFactory(first=startup, second=hospital, state=IntroductionState.EXPIRED)
    assert propose(team, startup, hospital)


def test_full_organisation_is_asked_by_the_campus_alone_and_with_a_reason(team, startup, hospital):
    IntroductionCapFactory(organisation=hospital, most=0)
    with pytest.raises(InvalidInput, match="Hospital has as many"):
        propose(startup.owner, startup, hospital, despite="Please.")
    with pytest.raises(InvalidInput) as refused:
        propose(team, startup, hospital)
    assert list(refused.value.fields) == ["despite"]
    assert propose(team, startup, hospital, despite=" They want it. ").note == "They want it."


def test_what_cannot_be_introduced(team, startup, hospital):
    with pytest.raises(InvalidInput, match="itself"):
        propose(team, startup, startup)
    with pytest.raises(InvalidInput, match="closed"):
        propose(team, startup, OrganisationFactory(status=Status.CLOSED))
    with pytest.raises(InvalidInput, match="need is not one of Alpha"):
        propose(team, startup, hospital, need=NoticeFactory())
    with pytest.raises(InvalidInput, match="offer is not one of Hospital"):
        propose(team, startup, hospital, offer=NoticeFactory(organisation=hospital, side=Side.NEED))


def test_notice_that_one_may_not_read_is_not_proposed(startup, hospital):
    offer = NoticeFactory(organisation=hospital, side=Side.OFFER, readers=Readers.TEAM)
    with pytest.raises(InvalidInput, match="offer is not one of"):
        propose(startup.owner, startup, hospital, offer=offer)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"message": ""}, "message"),
        ({"message": "Hello {name}"}, "message"),
        ({"message": "Write to ada@example.org"}, "message"),
        ({"message": "Call me: 06 12 34 56 78."}, "message"),
        ({"message": "Call me: +33 6 12 34 56 78."}, "message"),
    ],
)
def test_message_is_whole_and_without_contact_details(team, startup, hospital, values, field):
    with pytest.raises(InvalidInput) as refused:
        propose(team, startup, hospital, **values)
    assert list(refused.value.fields) == [field]


def test_campus_chooses_a_person_with_or_without_account(team, startup, hospital):
    person = PersonFactory(name="Dr Gray", email="gray@hospital.example")
    MembershipFactory(person=person, organisation=hospital)
    found = propose(team, startup, hospital, second_person=person)
    assert second_of(found).person == person
    assert {mail.to for mail in Mail.objects.all()} == {startup.owner.email, "gray@hospital.example"}
    with pytest.raises(InvalidInput, match="not in this organisation"):
        propose(team, startup, OrganisationFactory(), second_person=person)
    with pytest.raises(NotAllowed, match="Only the campus chooses"):
        propose(startup.owner, startup, hospital, second_person=person)


def test_campus_reaches_whom_nobody_can_write_to(team, startup):
    silent = OrganisationFactory(name="Silent")
    found = propose(startup.owner, startup, silent)
    assert second_of(found).asked_at is None
    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == (team.email, "introductions.pass_on")
    assert f"/introductions/{found.pk}/" in mail.text
    Mail.objects.all().delete()
    propose(team, startup, OrganisationFactory())
    assert [mail.kind for mail in Mail.objects.all()] == ["introductions.ask"]


def test_key_names_pair_and_subject(startup, hospital):
    need, offer = NoticeFactory(), NoticeFactory()
    call = OpportunityFactory()
    low, high = sorted((startup.pk, hospital.pk))
    assert pair_key(hospital, startup, words()) == f"{low}-{high}"
    whole = words(need=need, offer=offer, opportunity=call)
    assert pair_key(startup, hospital, whole) == f"{low}-{high}:n{need.pk}:o{offer.pk}:c{call.pk}"


def test_invented_organisations_have_invented_introductions(team, hospital):
    assert propose(team, OrganisationFactory(is_invented=True), hospital).is_invented


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_two_at_the_same_moment_ask_once(team, startup, hospital):
    barrier, said = threading.Barrier(2), []

    def act():
        barrier.wait()
        try:
            propose(team, startup, hospital)
            said.append("asked")
        except ParvisError as error:
            said.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["Conflict", "asked"]
    assert IntroductionSide.objects.count() == len(Position)


def test_time_of_a_proposal(team, startup, hospital):
    before = clock.now()
    found = propose(team, startup, hospital)
    assert before <= found.proposed_at == found.moved_at <= clock.now()
