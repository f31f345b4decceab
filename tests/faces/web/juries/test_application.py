"""One application before the jury: read, decide, note, shortlist."""

import pytest
from django.urls import reverse

from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision, JurorNote
from parvis.domain.directory.models import Access
from parvis.domain.reviews.models import Panel
from tests.factories.calls import ApplicationVersionFactory, SponsorshipFactory
from tests.factories.cohorts import DecisionFactory, InterviewFactory, JurorNoteFactory, before
from tests.factories.forms import QuestionFactory, SectionFactory
from tests.factories.reviews import (
    AssignmentFactory,
    CriterionFactory,
    MarkFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
)
from tests.support.queries import count_queries


@pytest.fixture
def application(jury):
    """An application with an answer, a review, a sponsor, an interview and a note."""
    found = before(jury)
    section = SectionFactory(version=found.sheet.version, label_en="Project")
    QuestionFactory(section=section, version=found.sheet.version, key="pitch", label_en="Pitch")
    QuestionFactory(section=section, version=found.sheet.version, key="secret", label_en="Budget", audience="team")
    ApplicationVersionFactory(application=found, answers={"pitch": "We read hearts.", "secret": "Rich."})
    panel = PanelFactory(round=jury.round)
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=panel, name="Bo"), application=found)
    review = ReviewFactory(assignment=assignment, private_comment="Private word.", public_comment="Public word.")
    MarkFactory(review=review, criterion=CriterionFactory(panel=panel, name_en="Idea"), value=3)
    SponsorshipFactory(application=found)
    InterviewFactory(jury=jury, application=found)
    JurorNoteFactory(jury=jury, application=found, text="Ask about the market.")
    return found


def url(jury, application, name="application"):
    return reverse(f"juries:{name}", args=[jury.pk, application.pk])


def test_juror_reads_answers_reviews_and_notes(juror, jury, application):
    page = juror.get(url(jury, application)).content.decode()
    for text in ("We read hearts.", "Private word.", "Public word.", "Ask about the market.", "3 / 4", "Bo"):
        assert text in page
    assert "Rich." not in page


def test_manager_reads_what_is_for_the_team_too(manager, jury, application):
    assert "Rich." in manager.get(url(jury, application)).content.decode()


def test_who_is_tied_reads_neither_reviews_nor_notes_and_does_not_decide(juror, jury, application):
    Access.objects.create(organisation=application.organisation, user=jury.jurors.get().user, level="reader")
    DecisionFactory(jury=jury, application=application, reason="Secret reason.")
    page = juror.get(url(jury, application)).content.decode()
    assert "You are tied to this applicant" in page
    for text in ("Private word.", "Ask about the market.", "Secret reason.", "Write it down"):
        assert text not in page
    response = juror.post(url(jury, application), {"outcome": "reject", "reason": "x", "revision": "1"})
    assert response.status_code == 422
    assert Decision.objects.get().outcome == Outcome.ACCEPT


def post(client, jury, application, **values):
    given = {"outcome": "accept", "reason": "", "comment": "", "revision": "0", **values}
    return client.post(url(jury, application), given)


def test_decision_is_written_down(juror, jury, application):
    response = post(juror, jury, application, comment="Bravo.")
    assert response.status_code == 302
    assert Decision.objects.get().comment == "Bravo."
    page = juror.get(url(jury, application)).content.decode()
    assert "The applicant knows nothing of it yet" in page
    assert "Who decided what" in page


def test_second_juror_is_told_and_may_then_decide(juror, jury, application):
    DecisionFactory(jury=jury, application=application)
    response = post(juror, jury, application, outcome="reject", reason="No.")
    assert response.status_code == 422
    assert "has decided in the meantime: accept" in response.content.decode()
    assert 'name="revision" value="1"' in response.content.decode()
    assert post(juror, jury, application, outcome="reject", reason="No.", revision="1").status_code == 302


def test_decision_that_was_taken_back_meanwhile(juror, jury, application):
    response = post(juror, jury, application, revision="4")
    assert 'name="revision" value="0"' in response.content.decode()


def test_full_jury_asks_whether_this_is_meant(juror, jury, application):
    jury.places = 0
    jury.save()
    response = post(juror, jury, application)
    assert response.status_code == 422
    assert "All 0 places are taken" in response.content.decode()
    assert 'type="checkbox" name="beyond_places"' in response.content.decode()
    assert post(juror, jury, application, beyond_places="on").status_code == 302


def test_refusal_without_a_reason_is_sent_back(juror, jury, application):
    response = post(juror, jury, application, outcome="reject")
    assert "Say why, for the file." in response.content.decode()
    assert post(juror, jury, application, outcome="nonsense").status_code == 422


def test_what_was_told_is_shown_and_not_decided_again(juror, jury):
    decision = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    page = juror.get(url(jury, decision.application)).content.decode()
    assert "The applicant was told on" in page
    assert "Write it down" not in page


def test_decision_is_taken_back(juror, jury, application):
    DecisionFactory(jury=jury, application=application)
    juror.post(url(jury, application, "withdraw"), {"revision": "x"})
    assert Decision.objects.exists()
    juror.post(url(jury, application, "withdraw"), {"revision": "1"})
    assert not Decision.objects.exists()


def test_shortlist_and_back(juror, jury, application):
    juror.post(url(jury, application, "shortlist"))
    application.refresh_from_db()
    assert application.state == ApplicationState.SHORTLISTED
    juror.post(url(jury, application, "shortlist"), {"back": "1"})
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW


def test_notes_are_written_and_taken_back(juror, jury, application):
    juror.post(url(jury, application, "note"), {"text": "Mine."})
    juror.post(url(jury, application, "note"), {"text": " "})
    note = JurorNote.objects.get(text="Mine.")
    assert "Take it back" in juror.get(url(jury, application)).content.decode()
    juror.post(reverse("juries:note_remove", args=[jury.pk, note.pk]))
    assert not JurorNote.objects.filter(text="Mine.").exists()
    other = JurorNote.objects.get()
    assert juror.post(reverse("juries:note_remove", args=[jury.pk, other.pk])).status_code == 404


def test_queries_do_not_grow(juror, jury, application):
    juror.get(url(jury, application))
    first = count_queries(lambda: juror.get(url(jury, application)))
    panel = Panel.objects.get()
    for _n in range(2):
        review = ReviewFactory(
            assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=application)
        )
        MarkFactory(review=review, criterion=CriterionFactory(panel=panel))
        JurorNoteFactory(jury=jury, application=application)
    assert count_queries(lambda: juror.get(url(jury, application))) == first


def test_application_of_another_jury_is_not_found(juror, jury):
    draft = before(jury, state=ApplicationState.SUBMITTED)
    assert juror.get(url(jury, draft)).status_code == 404
