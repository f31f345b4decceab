"""Letters: their words, their templates, drafts, and what somebody edited."""

import datetime as dt

import pytest

from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts import wording
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Letter, LetterTemplate
from parvis.domain.cohorts.selectors import letters as read
from parvis.domain.cohorts.services import letters as services
from parvis.domain.cohorts.services.templates import edit_template, reset_template
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory
from tests.factories.campus import CampusFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, LetterFactory, before
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", Outcome.values)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_usual_words_pass_their_own_check(outcome, language):
    wording.check_template(*wording.usual_words(outcome, language), outcome)


def test_usual_words_are_translated():
    assert wording.usual_words(Outcome.ACCEPT, "fr")[1] != wording.usual_words(Outcome.ACCEPT, "en")[1]


@pytest.mark.parametrize(
    ("subject", "text", "field", "says"),
    [
        ("", "Hello {link}", "subject", "must not be empty"),
        ("Hello", " ", "text", "must not be empty"),
        ("Hello {nom}", "{link}", "subject", r"placeholder \{nom\}"),
        ("Hello", "{link} {}", "text", r"placeholder \{\}"),
        ("Hello", "{link} {name.password}", "text", r"\{name.password\}"),
        ("Hello", "Come!", "text", r"needs \{link\}"),
    ],
)
def test_template_that_is_refused(subject, text, field, says):
    with pytest.raises(InvalidInput, match=says) as refused:
        wording.check_template(subject, text, Outcome.ACCEPT)
    assert list(refused.value.fields) == [field]


def test_what_a_value_holds_is_never_a_placeholder():
    text = wording.filled("{organisation}\n\n{comment}\n\nBye { name } {", {"organisation": "{name}", "comment": ""})
    assert text == "{name}\n\nBye { name } {"


@pytest.mark.parametrize(("subject", "text"), [("", "Hello"), ("Hello", ""), ("Hello", "by {confirm_by}")])
def test_letter_that_is_refused(subject, text):
    with pytest.raises(InvalidInput):
        wording.check_letter(subject, text)


def test_template_of_a_call_is_changed_and_gets_its_usual_words_back(manager, jury):
    call = jury.round.call
    values = {"actor": manager, "call": call, "outcome": Outcome.REJECT, "language": "en"}
    fresh = LetterFactory(decision=DecisionFactory(jury=jury, outcome=Outcome.REJECT))
    edited = LetterFactory(decision=DecisionFactory(jury=jury, outcome=Outcome.REJECT), is_edited=True)
    edit_template(subject=" No ", text="Dear {name},\r\nno.", **values)
    assert read.words_for(call, Outcome.REJECT, "en") == ("No", "Dear {name},\nno.")
    assert read.changed_templates(call) == {("reject", "en")}
    assert read.all_words(call, ["fr", "en"])[("reject", "en")][0] == "No"
    fresh.refresh_from_db()
    edited.refresh_from_db()
    assert (fresh.revision, edited.revision) == (0, 1)
    subject, text = wording.usual_words(Outcome.REJECT, "en")
    edit_template(subject=subject, text=text, **values)
    assert not LetterTemplate.objects.exists()
    edit_template(subject="No", text="No.", **values)
    reset_template(**values)
    assert read.words_for(call, Outcome.REJECT, "en") == (subject, text)


def test_templates_are_for_whoever_manages_the_call(jury):
    values = {"call": jury.round.call, "outcome": Outcome.REJECT, "language": "en"}
    with pytest.raises(NotAllowed):
        edit_template(actor=JurorFactory(jury=jury).user, subject="No", text="No", **values)
    with pytest.raises(NotAllowed):
        reset_template(actor=UserFactory(), **values)


def test_letters_are_drafted_for_everyone_who_writes_in_their_language(manager, jury):
    CampusFactory(name="Parvis")
    application = before(jury, title="Heart", created_by__name="Ada", created_by__language="fr")
    colleague = CollaboratorFactory(application=application, user__language="", user__name="Bo").user
    DecisionFactory(jury=jury, application=application, comment="Bravo.")
    drafted = services.draft_letters(actor=manager, jury=jury, comments={application.pk: ["Solid."]})
    assert drafted == services.Drafted(new=2, renewed=0, kept=0)
    french, english = Letter.objects.order_by("pk")
    assert (french.language, english.language, english.to) == ("fr", "en", colleague.email)
    assert french.text.startswith("Bonjour Ada,")
    assert "Hello Bo," in english.text
    assert application.organisation.name in english.subject
    assert "Bravo." in english.text
    assert "Solid." not in english.text
    assert f"/decisions/{french.decision_id}/" in french.text
    assert "{" not in french.text + french.subject + english.text + english.subject


def test_day_of_the_answer_is_in_words_and_in_the_zone_of_the_call(manager, jury):
    jury.confirm_by = dt.datetime(2100, 1, 1, 11, tzinfo=dt.UTC)
    jury.save()
    DecisionFactory(jury=jury, application=before(jury, created_by__language="fr"))
    services.draft_letters(actor=manager, jury=jury, comments={})
    assert "1er janvier 2100 à 12:00" in Letter.objects.get().text


def test_refused_applicants_get_the_comments_unless_the_team_leaves_them_out(manager, jury):
    decision = DecisionFactory(jury=jury, outcome=Outcome.REJECT, comment="From the jury.")
    comments = {decision.application_id: ["First.", "Second."]}
    services.draft_letters(actor=manager, jury=jury, comments=comments)
    letter = Letter.objects.get()
    assert "– First.\n\n– Second." in letter.text
    assert "From the jury." in letter.text
    assert services.pass_comments_on(actor=manager, letters=[letter], with_comments=False) == 1
    letter.refresh_from_db()
    assert "First." not in letter.text
    assert "From the jury." not in letter.text
    assert "What the reviewers say" not in letter.text
    assert services.pass_comments_on(actor=manager, letters=[letter], with_comments=False) == 0
    services.draft_letters(actor=manager, jury=jury, comments=comments)
    letter.refresh_from_db()
    assert not letter.with_comments
    assert "First." not in letter.text


def test_edited_letters_stay_and_the_others_are_written_anew(manager, jury):
    first, second = DecisionFactory(jury=jury), DecisionFactory(jury=jury)
    services.draft_letters(actor=manager, jury=jury, comments={})
    letter = first.letters.get()
    services.edit_letter(actor=manager, letter=letter, subject=" Dear  you ", text="Come!\r\nSoon.")
    assert (letter.subject, letter.text, letter.is_edited, letter.edited_by) == (
        "Dear you",
        "Come!\nSoon.",
        True,
        manager,
    )
    assert services.pass_comments_on(actor=manager, letters=[letter], with_comments=True) == 0
    assert services.draft_letters(actor=manager, jury=jury, comments={}) == services.Drafted(0, 1, 1)
    again = services.draft_letters(actor=manager, jury=jury, comments={}, decision=first, over_edited=True)
    assert again == services.Drafted(0, 1, 0)
    letter.refresh_from_db()
    assert not letter.is_edited
    assert second.letters.count() == 1


def test_draft_to_somebody_who_no_longer_writes_goes(manager, jury):
    colleague = CollaboratorFactory(application=before(jury))
    decision = DecisionFactory(jury=jury, application=colleague.application)
    services.draft_letters(actor=manager, jury=jury, comments={})
    colleague.removed_at = clock.now()
    colleague.save()
    services.draft_letters(actor=manager, jury=jury, comments={})
    assert [letter.user for letter in decision.letters.all()] == [colleague.application.created_by]


def test_acceptances_need_a_day_by_which_they_are_confirmed(manager, jury):
    DecisionFactory(jury=jury)
    jury.confirm_by = None
    with pytest.raises(InvalidInput, match="until when"):
        services.draft_letters(actor=manager, jury=jury, comments={})
    jury.confirm_by = clock.now() - dt.timedelta(hours=1)
    with pytest.raises(InvalidInput, match="is over"):
        services.draft_letters(actor=manager, jury=jury, comments={})


def test_place_on_the_waiting_list_stands_in_the_letter(manager, jury):
    jury.confirm_by = None
    for _n in range(2):
        DecisionFactory(jury=jury, outcome=Outcome.WAITLIST)
    services.draft_letters(actor=manager, jury=jury, comments={})
    assert ["number 1 " in one.text for one in Letter.objects.order_by("pk")] == [True, False]


def test_who_writes_no_letters_and_which_ones_are_closed(manager, jury):
    with pytest.raises(NotAllowed):
        services.draft_letters(actor=JurorFactory(jury=jury).user, jury=jury, comments={})
    sent = LetterFactory(decision=DecisionFactory(jury=jury), state=LetterState.SENT)
    with pytest.raises(InvalidTransition):
        services.edit_letter(actor=manager, letter=sent, subject="A", text="B")
    with pytest.raises(NotAllowed):
        services.edit_letter(actor=UserFactory(), letter=sent, subject="A", text="B")


def test_letter_that_is_sent_while_somebody_edits_it(manager, jury):
    letter = LetterFactory(decision=DecisionFactory(jury=jury))
    act = lambda: Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_letter"'), pytest.raises(InvalidTransition, match="meantime"):
        services.edit_letter(actor=manager, letter=letter, subject="A", text="B")


def test_outbox_counts_what_is_ready(manager, jury):
    assert not read.outbox_of(jury).is_ready
    first, second = DecisionFactory(jury=jury), DecisionFactory(jury=jury, outcome=Outcome.REJECT)
    DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    DecisionFactory(jury=jury, application=before(jury, state=ApplicationState.WITHDRAWN))
    LetterFactory(decision=first)
    letter = LetterFactory(decision=second, revision=0)
    found = read.outbox_of(jury)
    assert (found.decisions, found.letters, found.without_letter, found.outdated) == (2, 2, 0, 1)
    assert found.by_outcome == {"accept": 1, "reject": 1}
    assert not found.is_ready
    services.edit_letter(actor=manager, letter=letter, subject="A", text="B")
    assert read.outbox_of(jury).is_ready
    letter.delete()
    assert read.outbox_of(jury).without_letter == 1


def test_letters_that_somebody_reads_are_their_own_or_their_colleagues_(jury):
    decision = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    own = LetterFactory(decision=decision, state=LetterState.SENT, sent_at=clock.now())
    LetterFactory(decision=decision, to="draft@example.org")
    assert list(read.letters_read_by(decision, own.user.pk)) == [own]
    assert list(read.letters_read_by(decision, UserFactory().pk)) == [own]
    assert own in read.letters_of_decision(decision)


def test_applicants_were_told_what_was_notified_and_nothing_of_the_rest(jury):
    told = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    pending, elsewhere = DecisionFactory(jury=jury), DecisionFactory(state=DecisionState.NOTIFIED)
    asked = [told.application_id, pending.application_id]
    assert read.decisions_told(asked) == {told.application_id: told}
    assert elsewhere.application_id not in read.decisions_told(asked)
