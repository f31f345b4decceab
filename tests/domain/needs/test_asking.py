"""Questions of a call that ask for needs, and the drafts that come of their answers."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import Question
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.applying.services.submitting import submit_application
from parvis.domain.calls.models import CallForm
from parvis.domain.needs import rules
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import NeedQuestion, Notice
from parvis.domain.needs.selectors.asking import LONGEST_TITLE, askable_questions
from parvis.domain.needs.selectors.listing import own_notices
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.domain.needs.services.asking import Asked, draft_needs, set_need_questions
from parvis.domain.needs.services.notices import (
    NoticeValues,
    edit_notice,
    publish_notice,
    remove_draft,
    withdraw_notice,
)
from tests.factories.accounts import account_with
from tests.factories.calls import CallFactory, CallManagerFactory, CollaboratorFactory
from tests.factories.directory import editor_of, owner_of, reader_of
from tests.factories.forms import QuestionFactory
from tests.factories.needs import NeedQuestionFactory
from tests.support.applying import NEED, a_call, a_draft, fill, write
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db
TEXT = "We need a hospital with a stroke unit. It should have twenty beds."


@pytest.fixture
def call():
    """A call in which one question asks for a clinical site."""
    call = a_call()
    NeedQuestionFactory(call=call, question_key=NEED, kind=NoticeKind.CLINICAL_SITE)
    return call


@pytest.fixture
def submit(call, startup, owner, django_capture_on_commit_callbacks):
    """Submit an application of the start-up with this answer, once more where there is one already."""
    drafts = []

    def submitted(text):
        if not drafts:
            drafts.append(fill(a_draft(call=call, actor=owner, organisation=startup)))
        (application,) = drafts
        revision = application.sheet.answers.get(question=NEED).revision
        write(application, NEED, text, revision=revision)
        with django_capture_on_commit_callbacks(execute=True):
            submit_application(actor=owner, application=application)
        application.refresh_from_db()
        return application

    return submitted


def test_answer_becomes_a_draft_for_its_writers(submit, owner, startup):
    application = submit(TEXT)
    notice = Notice.objects.get()
    assert (notice.title, notice.text) == ("We need a hospital with a stroke unit", TEXT)
    assert (notice.side, notice.kind, notice.organisation) == (Side.NEED, NoticeKind.CLINICAL_SITE, startup)
    assert (notice.state, notice.readers, notice.is_as_answered) == (NoticeState.DRAFT, Readers.ECOSYSTEM, True)
    assert (notice.language, notice.application) == (application.language, application)
    assert list(notice.themes.all()) == list(application.themes.all())
    assert list(own_notices(owner)) == [notice]


def test_new_answer_refreshes_an_untouched_draft_only(submit, owner):
    submit(TEXT)
    submit("We need data of sleepers.")
    notice = Notice.objects.get()
    assert (notice.title, notice.is_as_answered) == ("We need data of sleepers", True)
    edit_notice(actor=owner, notice=notice, values=NoticeValues(title="Ours", text="By hand."))
    submit("Something else again.")
    assert Notice.objects.get().title == "Ours"


@pytest.mark.parametrize("act", [publish_notice, withdraw_notice])
def test_what_was_published_or_withdrawn_is_not_made_anew(act, submit, owner):
    submit(TEXT)
    act(actor=owner, notice=Notice.objects.get())
    submit("Something else again.")
    assert Notice.objects.get().text == TEXT


def test_drafts_of_applications_are_withdrawn_rather_than_removed(submit, owner):
    submit(TEXT)
    with pytest.raises(InvalidTransition):
        remove_draft(actor=owner, notice=Notice.objects.get())


def test_untouched_draft_is_read_by_those_who_write_the_application_only(submit, owner, startup, community):
    application = submit(TEXT)
    notice = Notice.objects.get()
    colleague = CollaboratorFactory(application=application).user
    others = [community, editor_of(startup), reader_of(startup), AnonymousUser(), account_with("administrator")]
    for reader, reads in [(owner, True), (colleague, True), *((other, False) for other in others)]:
        assert rules.can_read_notice(reader, notice) is reads
        assert notices_visible_to(reader).filter(pk=notice.pk).exists() is reads
    assert (rules.can_manage_notice(owner, notice), rules.can_manage_notice(colleague, notice)) == (True, False)
    Notice.objects.update(application=None)
    assert not notices_visible_to(colleague).exists()
    assert notices_visible_to(owner).exists()


def test_answer_that_was_taken_out_takes_its_draft_with_it(submit, call):
    application = submit(TEXT)
    Question.objects.filter(key=NEED).update(condition={"question": "market", "any": ["1"]})

    assert draft_needs(application_id=application.pk, version=application.version) == 0
    assert not Notice.objects.exists()


def test_older_versions_and_calls_that_ask_nothing_make_no_draft(submit, call):
    application = submit(TEXT)
    assert draft_needs(application_id=application.pk, version=application.version) == 0
    Notice.objects.all().delete()
    assert draft_needs(application_id=application.pk, version=application.version - 1) == 0
    NeedQuestion.objects.all().delete()
    assert draft_needs(application_id=application.pk, version=application.version) == 0
    assert not Notice.objects.exists()


def test_long_sentences_make_short_titles(submit):
    submit("word " * 39 + "end")
    title = Notice.objects.get().title
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("word…")


def test_chosen_answers_carry_their_question(call, startup, owner):
    version = CallForm.objects.get(call=call).form.versions.get()
    options = {"choices": [{"key": "data", "fr": "Données", "en": "Data"}, {"key": "site", "fr": "Site", "en": "Site"}]}
    QuestionFactory(
        section=version.sections.get(), key="wants", kind=QuestionKind.CHOICES, options=options, label_en="What helps?"
    )
    NeedQuestionFactory(call=call, question_key="wants")
    application = fill(a_draft(call=call, actor=owner, organisation=startup))
    application.language = "en"
    application.save()
    write(application, "wants", ["data", "site"])
    submit_application(actor=owner, application=application)
    application.refresh_from_db()
    assert draft_needs(application_id=application.pk, version=application.version) == 2
    notice = Notice.objects.get(question_key="wants")
    assert (notice.title, notice.text) == ("Data, Site", "What helps?\n\nData\nSite")


def test_who_runs_the_call_says_which_questions_ask(call, submit, startup):
    NeedQuestion.objects.all().delete()
    submit(TEXT)
    runs = CallManagerFactory(call=call).user
    assert [question.key for question in askable_questions(call)] == [NEED]
    for stranger in (owner_of(startup), CallManagerFactory().user):
        with pytest.raises(NotAllowed):
            set_need_questions(actor=stranger, call=call, asked={NEED: Asked()})
    set_need_questions(actor=runs, call=call, asked={NEED: Asked(kind=NoticeKind.DATA)})
    run_jobs()
    assert Notice.objects.get().kind == NoticeKind.DATA
    set_need_questions(actor=runs, call=call, asked={NEED: Asked(kind=NoticeKind.DATA)})
    set_need_questions(actor=None, call=call, asked={})
    assert (NeedQuestion.objects.count(), Notice.objects.count()) == (0, 1)


@pytest.mark.parametrize(("key", "one"), [("gone", Asked()), (NEED, Asked(kind="x")), (NEED, Asked(side="x"))])
def test_only_questions_of_the_form_can_ask(key, one, call):
    with pytest.raises(InvalidInput):
        set_need_questions(actor=None, call=call, asked={key: one})


def test_call_without_a_form_has_no_questions():
    assert askable_questions(CallFactory()) == []


def test_question_that_nobody_answered_in_words_makes_no_draft(submit, call):
    NeedQuestionFactory(call=call, question_key="market")
    submit(TEXT)
    assert Notice.objects.get().question_key == NEED
