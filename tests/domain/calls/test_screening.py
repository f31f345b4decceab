"""Screening: points, admission, dismissal, rounds, corrections, sponsorship, reminders and what follows a deadline."""

import datetime as dt

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.events import RoundClosed
from parvis.domain.calls.models import Application, Call, CorrectionRequest, Round, ScreeningCheck, Sponsorship
from parvis.domain.calls.services.attaching import attach_many, attach_to_round
from parvis.domain.calls.services.closing import notice_closings
from parvis.domain.calls.services.corrections import ask_correction, close_correction, message_of_correction
from parvis.domain.calls.services.draft_reminders import message_of_reminder, remind_drafts, to_remind
from parvis.domain.calls.services.screening import (
    Check,
    admit,
    admit_many,
    dismiss,
    dismiss_many,
    message_of_dismissal,
    recall,
    save_checks,
)
from parvis.domain.calls.services.sponsoring import add_sponsorship, remove_sponsorship
from parvis.domain.calls.tasks import closings
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    CallManagerFactory,
    ChecklistItemFactory,
    CorrectionRequestFactory,
    RoundFactory,
)
from tests.factories.campus import FoundingMemberFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.forms import small_form

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


def test_points_are_checked_with_notes(programme):
    application = ApplicationFactory()
    met, unmet = (ChecklistItemFactory(call=application.call) for _ in range(2))
    checks = {met.pk: Check(True), unmet.pk: Check(False, " Pas de SIREN ")}
    save_checks(actor=programme, application=application, checks=checks)
    save_checks(actor=programme, application=application, checks=checks)
    rows = {row.item: row for row in ScreeningCheck.objects.all()}
    assert (rows[met].is_met, rows[unmet].is_met, rows[unmet].note) == (True, False, "Pas de SIREN")
    assert Entry.objects.get().data == {"points": 2}
    save_checks(actor=programme, application=application, checks={unmet.pk: Check(None)})
    assert ScreeningCheck.objects.get(item=unmet).is_met is None


def test_points_of_another_call_and_strangers_are_refused(programme):
    application, other = ApplicationFactory(), ChecklistItemFactory()
    with pytest.raises(InvalidInput):
        save_checks(actor=programme, application=application, checks={other.pk: Check(True)})
    with pytest.raises(NotAllowed):
        save_checks(actor=application.created_by, application=application, checks={})


def test_admit_and_recall(programme):
    application = ApplicationFactory()
    admit(actor=programme, application=application, reason=" Fits ")
    assert application.state == State.IN_REVIEW
    assert application.moves.get().reason == "Fits"
    recall(actor=programme, application=application)
    assert application.state == State.SUBMITTED


def test_dismissal_tells_the_applicant_in_their_language(programme):
    application = ApplicationFactory(language="fr", organisation__name="Cardiolib", call__contact_email="c@example.org")
    text = message_of_dismissal(application)
    assert "Cardiolib" in text
    assert text.startswith("Bonjour")
    dismiss(actor=programme, application=application, reason="Hors sujet", message=text)
    mail = Mail.objects.get()
    assert (mail.to, mail.language, mail.reply_to) == (application.created_by.email, "fr", "c@example.org")
    assert "Cardiolib" in mail.text
    assert "Hors sujet" not in mail.text
    assert f"/applications/{application.reference}/" in mail.text
    assert application.moves.get().message == text


def test_dismissal_wants_a_reason_and_may_be_silent(programme):
    application = ApplicationFactory()
    with pytest.raises(InvalidInput):
        dismiss(actor=programme, application=application, reason=" ")
    dismiss(actor=programme, application=application, reason="Double")
    assert not Mail.objects.exists()


def test_many_are_moved_at_once_and_refusals_are_named(programme):
    call = CallFactory()
    two = [ApplicationFactory(call=call, language=language) for language in ("fr", "en")]
    over = ApplicationFactory(call=call, state=State.REJECTED)
    draft = ApplicationFactory(call=call, state=State.DRAFT)
    elsewhere = ApplicationFactory()
    ids = [one.pk for one in (*two, over, draft, elsewhere)]
    done = dismiss_many(actor=programme, call=call, ids=ids, reason="Hors sujet", messages={"fr": "Désolés"})
    assert (done.done, [one for one, _why in done.refused]) == (2, [over])
    assert [mail.language for mail in Mail.objects.all()] == ["fr"]
    assert Application.objects.get(pk=elsewhere.pk).state == State.SUBMITTED
    assert Application.objects.get(pk=draft.pk).state == State.DRAFT
    assert admit_many(actor=programme, call=elsewhere.call, ids=ids).done == 1
    with pytest.raises(NotAllowed):
        admit_many(actor=UserFactory(), call=call, ids=ids)


def test_rolling_applications_are_attached_to_a_round(programme):
    one = RoundFactory(call__is_rolling=True)
    rows = [ApplicationFactory(call=one.call) for _ in range(2)]
    over = ApplicationFactory(call=one.call, state=State.ACCEPTED)
    found = attach_many(actor=programme, call=one.call, ids=[row.pk for row in (*rows, over)], one=one)
    assert (found.done, [row for row, _why in found.refused]) == (2, [over])
    assert set(Application.objects.filter(round=one)) == set(rows)
    attach_to_round(actor=programme, application=Application.objects.get(pk=rows[0].pk), one=one)
    assert Entry.objects.filter(verb="calls.application_attached").count() == 2


def test_attaching_is_refused_for_another_call_and_when_somebody_was_faster(programme):
    one = RoundFactory()
    with pytest.raises(InvalidInput):
        attach_to_round(actor=programme, application=ApplicationFactory(), one=one)
    application = ApplicationFactory(call=one.call)
    stale = Application.objects.get(pk=application.pk)
    admit(actor=programme, application=application)
    with pytest.raises(Conflict):
        attach_to_round(actor=programme, application=stale, one=one)
    with pytest.raises(NotAllowed):
        attach_to_round(actor=UserFactory(), application=application, one=one)


def corrected(**values):
    """An application whose form has the questions of the small form."""
    return ApplicationFactory(sheet__version=small_form(), **values)


def test_a_correction_reopens_named_questions(programme):
    application = corrected(language="fr")
    text = message_of_correction(application)
    due = clock.now() + 3 * DAY
    request = ask_correction(
        actor=programme, application=application, questions=["name", "pitch", "name"], message=text, due_at=due
    )
    assert (request.questions, request.due_at) == (["name", "pitch"], due)
    assert Mail.objects.get().text.startswith("Bonjour")
    with pytest.raises(Conflict):
        ask_correction(actor=programme, application=application, questions=["name"], message="x", due_at=due)
    close_correction(actor=programme, request=request)
    assert CorrectionRequest.objects.get().closed_at is not None
    with pytest.raises(Conflict):
        close_correction(actor=programme, request=request)


def test_a_correction_wants_questions_a_message_and_time(programme):
    for questions in ([], ["nothing"]):
        with pytest.raises(InvalidInput) as caught:
            ask_correction(
                actor=programme, application=corrected(), questions=questions, message=" ", due_at=clock.now()
            )
        assert set(caught.value.fields) == {"questions", "message", "due_at"}
    with pytest.raises(InvalidTransition):
        ask_correction(
            actor=programme,
            application=corrected(state=State.ACCEPTED),
            questions=["name"],
            message="x",
            due_at=clock.now() + DAY,
        )
    with pytest.raises(NotAllowed):
        close_correction(actor=UserFactory(), request=CorrectionRequestFactory())


def test_founding_members_speak_for_applicants(programme):
    sponsor = FoundingMemberFactory().organisation
    founder = AccessFactory(organisation=sponsor, level="reader").user
    application = ApplicationFactory()
    row = add_sponsorship(actor=founder, application=application, sponsor=sponsor, note=" We work together ")
    assert (row.note, row.added_by) == ("We work together", founder)
    with pytest.raises(Conflict):
        add_sponsorship(actor=programme, application=application, sponsor=sponsor, note="")
    remove_sponsorship(actor=founder, sponsorship=row)
    assert not Sponsorship.objects.exists()


def test_who_may_not_sponsor_and_what(programme):
    sponsor = FoundingMemberFactory().organisation
    other = AccessFactory(organisation=FoundingMemberFactory().organisation).user
    application = ApplicationFactory()
    for actor in (other, UserFactory()):
        with pytest.raises(NotAllowed):
            add_sponsorship(actor=actor, application=application, sponsor=sponsor, note="")
    with pytest.raises(NotAllowed):
        add_sponsorship(actor=programme, application=application, sponsor=OrganisationFactory(), note="")
    closed = [ApplicationFactory(state=State.DRAFT), ApplicationFactory(state=State.DISMISSED)]
    for one in (*closed, ApplicationFactory(call__organiser=OrganisationFactory())):
        with pytest.raises(InvalidTransition):
            add_sponsorship(actor=programme, application=one, sponsor=sponsor, note="")
    assert add_sponsorship(actor=None, application=application, sponsor=sponsor, note="").added_by is None


def test_drafts_are_reminded_once_a_day(programme, time_machine):
    call = RoundFactory().call
    for language in ("fr", "en"):
        ApplicationFactory(call=call, state=State.DRAFT, language=language)
    ApplicationFactory(call=call)
    texts = {f"message_{code}": message_of_reminder(call, code) for code in ("fr", "en")}
    assert to_remind(call) == 2
    assert remind_drafts(actor=programme, call=call, **texts) == 2
    assert sorted(mail.text.split(",")[0] for mail in Mail.objects.all()) == ["Bonjour", "Hello"]
    assert remind_drafts(actor=programme, call=call, **texts) == 0
    assert (Mail.objects.count(), Entry.objects.get(verb="calls.drafts_reminded").data) == (2, {"drafts": 2})
    time_machine.move_to(clock.now() + DAY)
    assert remind_drafts(actor=programme, call=call, **texts) == 2


def test_reminding_makes_no_sense_without_a_text_or_after_the_deadline(programme):
    call = RoundFactory().call
    with pytest.raises(InvalidInput) as caught:
        remind_drafts(actor=programme, call=call, message_fr=" ", message_en="Hello")
    assert set(caught.value.fields) == {"message_fr"}
    with pytest.raises(InvalidTransition):
        remind_drafts(actor=programme, call=CallFactory(), message_fr="a", message_en="b")
    with pytest.raises(NotAllowed):
        remind_drafts(actor=UserFactory(), call=call, message_fr="a", message_en="b")


def over(**values):
    """A round whose deadline passed an hour ago."""
    return RoundFactory(closes_at=clock.now() - dt.timedelta(hours=1), **values)


def test_deadlines_are_noticed_once(programme, django_capture_on_commit_callbacks):
    one = over()
    ApplicationFactory(call=one.call, round=one)
    ApplicationFactory(call=one.call, state=State.DRAFT)
    with bus.hold(RoundClosed) as held, django_capture_on_commit_callbacks(execute=True):
        assert closings(None) == {"rounds": 1}
        assert notice_closings() == 0
    assert held == [RoundClosed(one.pk)]
    assert Call.objects.get().state == CallState.CLOSED
    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == (programme.email, "calls.round_closed")
    assert "1 application" in mail.subject


def test_a_call_with_another_round_or_a_rolling_one_stays_open():
    one = over()
    RoundFactory(call=one.call)
    rolling = over(call__is_rolling=True)
    lasting = over()
    RoundFactory(call=lasting.call, closes_at=None)
    closed = over(call__state=CallState.CLOSED)
    over(call__state=CallState.DRAFT)
    assert notice_closings() == 4
    states = dict(Call.objects.values_list("pk", "state"))
    assert {states[one.call_id] for one in (one, rolling, lasting)} == {CallState.OPEN}
    assert states[closed.call_id] == CallState.CLOSED


def test_managers_of_a_programme_are_told_instead_of_the_campus(programme):
    one = over(call__organiser=OrganisationFactory())
    manager = CallManagerFactory(call=one.call).user
    notice_closings()
    assert [mail.to for mail in Mail.objects.all()] == [manager.email]


def test_a_round_that_somebody_else_noticed_is_left_alone(monkeypatch):
    one = over()
    stale = list(Round.objects.select_related("call").filter(pk=one.pk))
    Round.objects.update(ended_at=clock.now())
    from parvis.domain.calls.services import closing

    assert closing._end(stale[0]) is False
