"""Writing an application: saved, overtaken or kept, and never lost."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.base.forms.enums import Kept
from parvis.base.forms.models import AnswerChange
from parvis.base.forms.selectors import answers_of
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.applying.personal_data import remove_never_submitted
from parvis.domain.applying.project import LONGEST_TITLE, project_questions
from parvis.domain.applying.selectors.writing import desk_of, door_of, problems_at
from parvis.domain.applying.services.following import follow_form
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.applying.services.writing import (
    attach_file,
    detach_file,
    set_kept_text_aside,
    use_kept_text,
    write_answer,
)
from parvis.domain.calls.enums import ApplicationState, CallState, FormStage
from parvis.domain.calls.models import Application, SetAside
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory, CorrectionRequestFactory, LateAccessFactory, RoundFactory
from tests.factories.forms import QuestionFactory, SectionFactory, VersionFactory
from tests.support.applying import DECK, MARKET, NEED, a_call, a_draft, asked_later, fill, write
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def after_the_deadline(application):
    """A moment after the round has closed."""
    return time_machine.travel(application.round.closes_at + dt.timedelta(seconds=1), tick=False)


def test_an_answer_is_saved_and_read_back():
    application = a_draft()
    written = write(application, NEED, " Beds are short. ")
    assert (written.answer.value, written.answer.revision, written.kept, written.overtaken) == (
        "Beds are short.",
        1,
        None,
        None,
    )
    assert answers_of(application.sheet) == {NEED: "Beds are short."}


def test_name_and_themes_of_the_project_stand_in_the_application_too():
    application = a_draft()
    theme = application.call.themes.get()
    write(application, "_title", "x" * 250)
    write(application, "_themes", [theme.code, {"other": "none of these"}])
    application.refresh_from_db()
    assert application.title == "x" * LONGEST_TITLE
    assert list(application.themes.all()) == [theme]
    write(application, "_themes", [], revision=1)
    assert list(application.themes.all()) == []


def test_a_stranger_writes_nothing_and_an_unknown_question_takes_nothing():
    application = a_draft()
    with pytest.raises(NotAllowed):
        write(application, NEED, "x", actor=UserFactory())
    with pytest.raises(InvalidInput):
        write(application, "unknown", "x")
    with pytest.raises(InvalidInput):
        write(application, NEED, "x", stage=FormStage.INTERVIEW)
    assert answers_of(application.sheet) == {}


def test_two_savers_of_one_field_are_told_and_both_texts_stay():
    application = a_draft()
    colleague = CollaboratorFactory(application=application).user
    write(application, NEED, "Mine")
    late = write(application, NEED, "Theirs", actor=colleague, revision=0)
    assert late.overtaken.mine == "Theirs"
    assert late.answer.value == "Mine"
    kept = AnswerChange.objects.get(kept=Kept.OVERTAKEN)
    assert (kept.value, kept.written_by) == ("Theirs", colleague)


def test_a_text_that_was_kept_can_become_the_answer_or_be_set_aside():
    application = a_draft()
    colleague = CollaboratorFactory(application=application).user
    write(application, NEED, "Mine")
    write(application, NEED, "Theirs", actor=colleague, revision=0)
    kept = AnswerChange.objects.get(kept=Kept.OVERTAKEN)
    used = use_kept_text(actor=colleague, application=application, change=kept, stage=FormStage.APPLICATION)
    assert (used.answer.value, used.answer.revision) == ("Theirs", 2)
    assert AnswerChange.objects.filter(value="Mine", kept="").exists()
    set_kept_text_aside(actor=colleague, application=application, change=kept)
    set_kept_text_aside(actor=application.created_by, application=application, change=kept)
    assert SetAside.objects.get().by == colleague
    with pytest.raises(NotAllowed):
        set_kept_text_aside(actor=UserFactory(), application=application, change=kept)


def test_a_text_that_comes_after_the_deadline_is_kept_and_does_not_count():
    application = a_draft()
    write(application, NEED, "In time")
    with after_the_deadline(application):
        late = write(application, NEED, "Too late", revision=1)
    assert (late.kept, late.answer.value) == (Kept.LATE, "In time")
    assert AnswerChange.objects.get(kept=Kept.LATE).value == "Too late"


def test_the_deadline_itself_is_too_late_and_the_second_before_is_not():
    application = a_draft()
    closes = application.round.closes_at
    with time_machine.travel(closes - dt.timedelta(seconds=1), tick=False):
        assert write(application, NEED, "In time").kept is None
    with time_machine.travel(closes, tick=False):
        assert write(application, NEED, "Too late", revision=1).kept == Kept.LATE


@pytest.mark.parametrize("state", [ApplicationState.IN_REVIEW, ApplicationState.WITHDRAWN])
def test_a_text_for_an_application_that_is_no_longer_open_is_kept(state):
    application = a_draft()
    Application.objects.filter(pk=application.pk).update(state=state)
    assert write(application, NEED, "x").kept == Kept.CLOSED


def test_a_correction_reopens_the_named_questions_alone_and_until_its_date():
    application = fill(a_draft())
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW, version=1)
    request = CorrectionRequestFactory(application=application, questions=[NEED])
    assert write(application, NEED, "Better", revision=1).kept is None
    assert write(application, MARKET, "12").kept == Kept.CLOSED
    with time_machine.travel(request.due_at, tick=False):
        assert write(application, NEED, "Too late", revision=2).kept == Kept.CLOSED


def test_files_are_added_and_taken_out_while_there_is_time():
    application = a_draft()
    upload = SimpleUploadedFile("deck.pdf", PDF)
    attach_file(actor=application.created_by, application=application, key=DECK, upload=upload)
    file = answers_of(application.sheet)[DECK][0]
    assert file["name"] == "deck.pdf"
    with after_the_deadline(application), pytest.raises(Conflict):
        detach_file(actor=application.created_by, application=application, key=DECK, file_id=file["file"])
    detach_file(actor=application.created_by, application=application, key=DECK, file_id=file["file"])
    assert answers_of(application.sheet) == {}


def test_a_later_form_is_written_until_its_date():
    application = fill(a_draft())
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.SHORTLISTED, version=1)
    application.refresh_from_db()
    asked_later(application.call)
    due = clock.now() + dt.timedelta(days=3)
    ask_for_form(actor=None, application=application, stage=FormStage.INTERVIEW, due_at=due)
    assert write(application, "slot", "Monday", stage=FormStage.INTERVIEW).answer.value == "Monday"
    with time_machine.travel(due, tick=False):
        late = write(application, "slot", "Tuesday", revision=1, stage=FormStage.INTERVIEW)
    assert late.kept == Kept.LATE
    application.stage_sheets.update(submitted_at=clock.now())
    sent = write(application, "slot", "Tuesday", revision=1, stage=FormStage.INTERVIEW)
    assert sent.kept == Kept.CLOSED


def test_a_late_access_keeps_the_door_open_until_its_end():
    application = a_draft()
    with after_the_deadline(application):
        assert not door_of(application, clock.now()).is_open
        long = LateAccessFactory(round=application.round, application=application)
        LateAccessFactory(round=application.round, application=application, until=clock.now() + dt.timedelta(hours=1))
        door = door_of(application, clock.now())
        assert (door.is_open, door.late, door.closes_at) == (True, long, long.until)
        application.call.state = CallState.ARCHIVED
        assert not door_of(application, clock.now()).is_open


def test_a_draft_whose_round_is_over_goes_to_the_open_one_and_a_submitted_one_does_not():
    application = a_draft()
    with after_the_deadline(application):
        following = RoundFactory(call=application.call)
        application = Application.objects.get(pk=application.pk)
        assert door_of(application, clock.now()).round == following
        application.version = 1
        door = door_of(application, clock.now())
        assert (door.is_open, door.closed_at) == (False, application.round.closes_at)


def test_a_rolling_call_is_open_as_long_as_it_is_open():
    application = a_draft(call=a_call(is_rolling=True))
    assert door_of(application, clock.now()).is_open
    application.call.state = CallState.CLOSED
    assert door_of(application, clock.now()).closed_at is None


def test_problems_are_those_of_the_project_and_of_the_form():
    application = a_draft()
    desk = desk_of(application, FormStage.APPLICATION, clock.now())
    assert list(problems_at(desk, {})) == ["_title", "_themes", NEED]
    code = application.call.themes.get().code
    assert problems_at(desk, {"_title": "A", "_themes": [code], NEED: "B"}) == {}
    assert list(problems_at(desk, {"_title": "x" * 201, "_themes": ["?"], NEED: "B"})) == ["_title", "_themes"]


def test_while_a_correction_is_asked_for_only_its_questions_count():
    application = a_draft()
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.IN_REVIEW)
    CorrectionRequestFactory(application=application, questions=[MARKET])
    application = Application.objects.get(pk=application.pk)
    desk = desk_of(application, FormStage.APPLICATION, clock.now())
    assert problems_at(desk, {}) == {}
    assert list(problems_at(desk, {MARKET: "many"})) == [MARKET]


def test_without_themes_only_the_name_is_asked():
    assert [question.key for question in project_questions(a_draft().sheet.version, [])] == ["_title"]


def newer_form(application):
    """A newer version of the form, which asks for the market alone."""
    version = VersionFactory(form=application.sheet.version.form, number=2)
    QuestionFactory(section=SectionFactory(version=version), key=MARKET)
    return version


def test_a_draft_follows_the_form_and_keeps_its_answers():
    application = a_draft()
    write(application, NEED, "Kept")
    assert not follow_form(application=application)
    version = newer_form(application)
    assert follow_form(application=application)
    application = Application.objects.get(pk=application.pk)
    assert application.sheet.version == version
    assert answers_of(application.sheet) == {NEED: "Kept"}
    assert not follow_form(application=application)


def test_what_was_submitted_keeps_its_questions_also_when_that_was_a_moment_ago():
    application = a_draft()
    newer_form(application)

    def submitted():
        Application.objects.filter(pk=application.pk).update(version=1)

    with meanwhile(submitted, before="SAVEPOINT"):
        assert not follow_form(application=application)
    application.refresh_from_db()
    assert not follow_form(application=application)


def test_an_application_that_was_removed_meanwhile_says_so():
    application = a_draft()
    remove_never_submitted(Application.objects.get(pk=application.pk))
    with pytest.raises(Conflict):
        write(application, NEED, "x")


def test_none_as_revision_overwrites():
    application = a_draft()
    write(application, NEED, "One")
    written = write_answer(actor=application.created_by, application=application, key=NEED, raw="Two", revision=None)
    assert written.answer.value == "Two"
