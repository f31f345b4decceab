"""The outbox: drafts, templates, one confirmation, delivery; and what applicants see, which is nothing before."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.base.jobs.models import Job
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Letter, LetterTemplate
from parvis.domain.cohorts.services.sending import SEND_JOB
from tests.factories.cohorts import DecisionFactory, JurorFactory, LetterFactory, before
from tests.factories.reviews import AssignmentFactory, PanelFactory, ReviewerFactory, ReviewFactory
from tests.support.jobs import run_jobs
from tests.support.queries import count_queries


def url(name, jury, *arguments):
    return reverse(f"juries:{name}", args=[jury.pk, *arguments])


def commented(jury, text="Public word."):
    """A refused application with a comment of a reviewer."""
    decision = DecisionFactory(jury=jury, outcome=Outcome.REJECT, reason="So.")
    reviewer = ReviewerFactory(panel=PanelFactory(round=jury.round))
    assignment = AssignmentFactory(reviewer=reviewer, application=decision.application)
    ReviewFactory(assignment=assignment, public_comment=text)
    return decision


def test_whole_way_from_the_draft_to_the_mail(manager, jury, sign_in):
    decision = commented(jury)
    accepted = DecisionFactory(jury=jury)
    applicant = sign_in(accepted.application.created_by)
    answer = reverse("juries:answer", args=[accepted.pk])
    assert "2 decisions have no letter yet" in manager.get(url("outbox", jury)).content.decode()
    manager.post(url("draft", jury))
    page = manager.get(url("outbox", jury)).content.decode()
    assert "2 letters are drafted." in page
    assert "with 1 comment" in page
    assert applicant.get(answer).status_code == 404
    confirmation = manager.get(url("send", jury)).content.decode()
    assert "2 letters about 2 decisions leave at once" in confirmation
    assert decision.application.created_by.email in confirmation
    digest = confirmation.split('name="digest" value="')[1].split('"')[0]
    assert manager.post(url("send", jury), {"digest": digest}).headers["Location"] == url("outbox", jury)
    assert "Letters are being sent" in manager.get(url("outbox", jury)).content.decode()
    assert not Mail.objects.exists()
    run_jobs()
    assert "Public word." in Mail.objects.get(to=decision.application.created_by.email).text
    assert applicant.get(answer).status_code == 200
    assert "Nothing to tell" in manager.get(url("outbox", jury)).content.decode()
    sent = manager.get(url("sent", jury)).content.decode()
    assert "kept here, not sent" in sent
    assert decision.application.organisation.name in sent


def test_letters_that_changed_are_looked_through_again(manager, jury):
    LetterFactory(decision=DecisionFactory(jury=jury))
    response = manager.post(url("send", jury), {"digest": "old"})
    assert response.headers["Location"] == url("send", jury)
    assert not Job.objects.exists()
    assert "The letters have changed since you looked" in manager.get(url("send", jury)).content.decode()


def test_nothing_is_sent_that_is_not_ready(manager, jury):
    DecisionFactory(jury=jury)
    assert "Not ready to be sent" in manager.get(url("send", jury)).content.decode()
    jury.confirm_by = clock.now() - dt.timedelta(days=1)
    jury.save()
    page = manager.get(url("outbox", jury)).content.decode()
    assert "Until when do start-ups confirm?" in page
    manager.post(url("draft", jury))
    assert "choose a later one" in manager.get(url("outbox", jury)).content.decode()
    assert not Letter.objects.exists()


def test_running_sending_is_followed(manager, jury):
    job = Job.objects.create(
        name=SEND_JOB, arguments={"jury_id": jury.pk, "decisions": []}, state="failed", error="No."
    )
    job.refresh_from_db()
    page = manager.get(url("outbox", jury)).content.decode()
    assert "The last sending stopped" in page
    Job.objects.update(state="done", result={"left": 2})
    assert "2 decisions had changed meanwhile" in manager.get(url("outbox", jury)).content.decode()
    part = manager.get(url("outbox", jury), headers={"HX-Request": "true", "HX-Target": "sending"}).content.decode()
    assert "2 decisions had changed meanwhile" in part
    assert "<html" not in part


@pytest.mark.parametrize("number", [1, 3])
def test_outbox_takes_few_queries(manager, jury, number):
    for _n in range(number):
        LetterFactory(decision=DecisionFactory(jury=jury))
    manager.get(url("outbox", jury))
    assert count_queries(lambda: manager.get(url("outbox", jury))) <= 16


def test_queries_of_the_outbox_do_not_grow(manager, jury):
    counts = []
    for _n in range(4):
        LetterFactory(decision=DecisionFactory(jury=jury))
        counts.append([count_queries(lambda name=name: manager.get(url(name, jury))) for name in ("outbox", "send")])
    assert counts[1] == counts[3]


def test_letter_is_edited_and_written_anew(manager, jury):
    decision = commented(jury)
    manager.post(url("draft", jury))
    letter = Letter.objects.get()
    page = url("letter", jury, letter.pk)
    assert "Public word." in manager.get(page).content.decode()
    assert manager.post(page, {"subject": "Dear you", "text": "With {name}"}).status_code == 422
    assert manager.post(page, {"subject": "", "text": ""}).status_code == 422
    assert manager.post(page, {"subject": "Dear you", "text": "Not this time."}).status_code == 302
    manager.post(url("draft", jury))
    assert "1 that was edited stays" in manager.get(url("outbox", jury)).content.decode()
    assert decision.letters.get().text == "Not this time."
    manager.post(url("letter_renew", jury, letter.pk))
    assert "Public word." in decision.letters.get().text
    Letter.objects.update(revision=0)
    assert "has changed since this was written" in manager.get(page).content.decode()
    assert "1 letter says something older" in manager.get(url("outbox", jury)).content.decode()


def test_sent_letter_is_read_and_not_changed(manager, jury):
    letter = LetterFactory(decision=DecisionFactory(jury=jury), state=LetterState.SENT, sent_at=clock.now())
    page = url("letter", jury, letter.pk)
    assert letter.text in manager.get(page).content.decode()
    response = manager.post(page, {"subject": "A", "text": "B"})
    assert response.status_code == 422


def test_comments_are_left_out_of_chosen_letters_or_of_all_refusals(manager, jury):
    first, second = commented(jury), commented(jury, "Other word.")
    manager.post(url("draft", jury))
    manager.post(url("comments", jury), {"letter": [first.letters.get().pk, "x"], "with_comments": "0"})
    assert [one.letters.get().with_comments for one in (first, second)] == [False, True]
    manager.post(url("comments", jury), {"with_comments": "0"})
    assert "Other word." not in second.letters.get().text
    assert "1 letter has changed." in manager.get(url("outbox", jury)).content.decode()


def test_letter_is_previewed_as_pdf(manager, jury):
    letter = LetterFactory(decision=DecisionFactory(jury=jury))
    response = manager.get(url("letter_file", jury, letter.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_templates_are_changed_by_call_and_language(manager, jury):
    page = url("template", jury, "reject", "fr")
    assert "{organisation}" in manager.get(page).content.decode()
    response = manager.post(page, {"subject": "Non", "text": "Bonjour {prénom}"})
    assert response.status_code == 422
    assert "Nothing fills the placeholder {prénom}" in response.content.decode()
    assert manager.post(page, {"subject": "Non", "text": "Bonjour {name}"}).status_code == 302
    assert LetterTemplate.objects.get().subject == "Non"
    assert "changed" in manager.get(url("templates", jury)).content.decode()
    assert "Give it its usual words back" in manager.get(page).content.decode()
    manager.post(url("template_reset", jury, "reject", "fr"))
    assert not LetterTemplate.objects.exists()
    assert manager.get(url("template", jury, "nonsense", "fr")).status_code == 404
    assert manager.post(url("template_reset", jury, "reject", "de")).status_code == 404


def test_jurors_do_not_write_letters(jury, sign_in):
    client = sign_in(JurorFactory(jury=jury).user)
    for name in ("outbox", "send", "sent", "templates"):
        assert client.get(url(name, jury)).status_code == 404


def test_letter_of_another_jury_is_not_found(manager, jury):
    other = LetterFactory()
    assert manager.get(url("letter", jury, other.pk)).status_code == 404


def test_nothing_sent_yet_is_said(manager, jury):
    before(jury)
    assert "No letter was sent yet" in manager.get(url("sent", jury)).content.decode()
    LetterFactory(decision=DecisionFactory(jury=jury, state=DecisionState.NOTIFIED), state="sent", sent_at=clock.now())
    assert "no longer kept" in manager.get(url("sent", jury)).content.decode()
