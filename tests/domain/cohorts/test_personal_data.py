"""What juries hold about an account: given to it, and taken away."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from parvis.core import clock
from parvis.domain.cohorts.enums import DecisionState, LetterState
from parvis.domain.cohorts.models import Decision, Juror, JurorNote, Jury, Letter
from parvis.domain.cohorts.personal_data import DECISIONS
from parvis.domain.cohorts.services.decisions import decide_application
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, JurorNoteFactory, LetterFactory, before

pytestmark = pytest.mark.django_db


def test_juror_gets_seats_notes_and_decisions(jury):
    juror = JurorFactory(jury=jury).user
    JurorNoteFactory(jury=jury, author=juror, text="Ask.")
    JurorNoteFactory(jury=jury, text="Of somebody else.")
    decide_application(actor=juror, jury=jury, application=before(jury), outcome="accept", reason="Strong.")
    found = json.loads(json.dumps(DECISIONS.export(juror), cls=DjangoJSONEncoder))
    assert [seat["jury__name"] for seat in found["juries"]] == [jury.name]
    assert [note["text"] for note in found["notes"]] == ["Ask."]
    assert [one["reason"] for one in found["decisions"]] == ["Strong."]


def test_applicant_gets_letters_that_were_sent_and_answers(jury):
    sent = LetterFactory(
        decision=DecisionFactory(jury=jury, state=DecisionState.CONFIRMED),
        state=LetterState.SENT,
        sent_at=clock.now(),
        text="Welcome!",
    )
    Decision.objects.filter(pk=sent.decision_id).update(answered_by=sent.user, answer="Gladly.")
    LetterFactory(decision=DecisionFactory(jury=jury, application=before(jury, created_by=sent.user)), text="Not yet.")
    found = DECISIONS.export(sent.user)
    assert [letter["text"] for letter in found["letters"]] == ["Welcome!"]
    assert [one["answer"] for one in found["answers"]] == ["Gladly."]


def test_erased_juror_leaves_decisions_without_a_name(jury):
    juror = JurorFactory(jury=jury).user
    JurorNoteFactory(jury=jury, author=juror)
    decide_application(actor=juror, jury=jury, application=before(jury), outcome="accept")
    Jury.objects.update(created_by=juror)
    assert len(DECISIONS.erase(juror)) == 1
    assert not Juror.objects.exists()
    assert not JurorNote.objects.exists()
    assert Decision.objects.get().decided_by is None
    assert Jury.objects.get().created_by is None


def test_erased_applicant_leaves_letters_without_an_address(jury):
    sent = LetterFactory(decision=DecisionFactory(jury=jury), state=LetterState.SENT)
    LetterFactory(decision=sent.decision, user=sent.user, to="other@example.org")
    assert len(DECISIONS.erase(sent.user)) == 1
    letter = Letter.objects.get()
    assert (letter.to, letter.user) == ("", None)


def test_who_had_nothing_to_do_with_juries():
    assert DECISIONS.erase(UserFactory()) == []
