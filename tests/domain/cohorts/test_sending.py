"""Letters leave together, each once, and the decision, the application and the mail change as one."""

import io

import pytest
import time_machine
from django.core.files.storage import default_storage
from PIL import Image

from parvis.base.jobs.models import Job
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts import documents
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Decision, Letter
from parvis.domain.cohorts.selectors.letters import delivery_of, letters_sent
from parvis.domain.cohorts.services import sending as services
from parvis.domain.cohorts.services.decisions import decide_application, promote_from_waiting_list
from parvis.domain.cohorts.services.letters import draft_letters
from tests.factories.campus import CampusFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, LetterFactory, before
from tests.support.jobs import run_jobs
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

TOLD = {
    Outcome.ACCEPT: ApplicationState.ACCEPTED,
    Outcome.WAITLIST: ApplicationState.WAITLISTED,
    Outcome.REJECT: ApplicationState.REJECTED,
}


def drafted(manager, jury, *outcomes):
    """Decisions with their letters."""
    found = [DecisionFactory(jury=jury, outcome=outcome, reason="So.", comment="Well.") for outcome in outcomes]
    draft_letters(actor=manager, jury=jury, comments={})
    return found


def test_sending_tells_everyone_and_moves_the_applications(manager, jury):
    decisions = drafted(manager, jury, *Outcome)
    services.ask_to_send(actor=manager, jury=jury, digest=services.digest_of(jury))
    assert not Mail.objects.exists()
    job = run_jobs()[0]
    assert job.result == {"jury": jury.pk, "notified": 3, "left": 0}
    for decision in decisions:
        decision.refresh_from_db()
        assert (decision.state, decision.application.state) == (DecisionState.NOTIFIED, TOLD[decision.outcome])
        assert decision.notified_at == decision.first_notified_at
        assert decision.confirm_by == (jury.confirm_by if decision.outcome == Outcome.ACCEPT else None)
        move, letter = decision.application.moves.get(), decision.letters.get()
        assert (move.moved_by, move.reason, move.message) == (manager, "So.", "Well.")
        assert (letter.state, letter.mail.to, letter.mail.subject) == (LetterState.SENT, letter.to, letter.subject)
        with default_storage.open(letter.file.path) as content:
            assert content.read(5) == b"%PDF-"
    assert delivery_of(jury) == {"kept": 3}
    assert letters_sent(jury).count() == 3


def test_sending_again_sends_nothing_twice(manager, jury):
    first, second = drafted(manager, jury, Outcome.ACCEPT, Outcome.REJECT)
    pairs = [[first.pk, 1], [second.pk, 1]]
    seen = []

    def stop_after_one(done, total):
        if done == 1 and not seen:
            seen.append(total)
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        services.send_letters(actor=manager, jury=jury, decisions=pairs, progress=stop_after_one)
    assert Mail.objects.count() == 1
    counts = services.send_letters(actor=manager, jury=jury, decisions=pairs, progress=stop_after_one)
    assert counts == {"notified": 1, "left": 1}
    assert Mail.objects.count() == 2
    assert seen == [2]


def test_what_changed_after_the_confirmation_is_left(manager, jury):
    first, second = drafted(manager, jury, Outcome.ACCEPT, Outcome.REJECT)
    job = services.ask_to_send(actor=manager, jury=jury, digest=services.digest_of(jury))
    decide_application(
        actor=manager, jury=jury, application=first.application, outcome=Outcome.WAITLIST, revision=first.revision
    )
    run_jobs()
    assert Job.objects.get(pk=job.pk).result["left"] == 1
    first.refresh_from_db()
    assert first.state == DecisionState.PENDING
    assert [mail.to for mail in Mail.objects.all()] == [second.application.created_by.email]


def test_letters_that_changed_since_somebody_looked_are_looked_at_again(manager, jury):
    drafted(manager, jury, Outcome.ACCEPT)
    digest = services.digest_of(jury)
    Letter.objects.update(text="Otherwise.")
    with pytest.raises(Conflict):
        services.ask_to_send(actor=manager, jury=jury, digest=digest)
    DecisionFactory(jury=jury)
    with pytest.raises(InvalidTransition):
        services.ask_to_send(actor=manager, jury=jury, digest=services.digest_of(jury))


def test_only_whoever_manages_the_call_sends(manager, jury):
    drafted(manager, jury, Outcome.ACCEPT)
    with pytest.raises(NotAllowed):
        services.ask_to_send(actor=JurorFactory(jury=jury).user, jury=jury, digest="")
    with pytest.raises(NotAllowed):
        services.send_letters(actor=None, jury=jury, decisions=[], progress=lambda _done, _total: None)


def test_decision_without_a_letter_or_with_an_old_one_is_not_told(manager, jury):
    decision = DecisionFactory(jury=jury)
    assert not services.notify_decision(actor=manager, jury=jury, decision=decision)
    LetterFactory(decision=decision, revision=0)
    assert not services.notify_decision(actor=manager, jury=jury, decision=decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PENDING


def test_applicant_whose_accounts_are_gone_gets_a_letter_on_paper(manager, jury):
    decision = DecisionFactory(jury=jury, application=before(jury, created_by=None))
    draft_letters(actor=manager, jury=jury, comments={})
    draft_letters(actor=manager, jury=jury, comments={})
    letter = decision.letters.get()
    assert (letter.to, letter.user) == ("", None)
    assert f"Hello {decision.application.organisation.name}," in letter.text
    assert services.notify_decision(actor=manager, jury=jury, decision=decision)
    letter.refresh_from_db()
    assert (letter.state, letter.mail, letter.file is None) == (LetterState.SENT, None, False)


def test_two_workers_at_once_tell_once(manager, jury):
    (decision,) = drafted(manager, jury, Outcome.ACCEPT)
    act = lambda: Decision.objects.filter(pk=decision.pk).update(state=DecisionState.NOTIFIED)  # noqa: E731
    with meanwhile(act, before='UPDATE "cohorts_decision"'):
        assert not services.notify_decision(actor=manager, jury=jury, decision=decision)
    assert not Mail.objects.exists()


def test_somebody_from_the_waiting_list_keeps_the_day_of_the_first_letter(manager, jury):
    with time_machine.travel("2026-11-20 10:00:00+00:00", tick=False):
        jury.confirm_by = clock.now().replace(month=12)
        jury.save()
        (decision,) = drafted(manager, jury, Outcome.WAITLIST)
        services.notify_decision(actor=manager, jury=jury, decision=decision)
        decision.refresh_from_db()
        first = decision.first_notified_at
    with time_machine.travel("2026-11-25 10:00:00+00:00", tick=False):
        promoted = promote_from_waiting_list(actor=manager, decision=decision)
        draft_letters(actor=manager, jury=jury, comments={})
        assert services.notify_decision(actor=manager, jury=jury, decision=promoted)
    promoted.refresh_from_db()
    assert (promoted.first_notified_at, promoted.application.state) == (first, ApplicationState.ACCEPTED)
    assert promoted.notified_at > first
    assert promoted.letters.filter(state=LetterState.SENT).count() == 2


def test_somebody_put_back_on_the_waiting_list_is_told_and_stays_there(manager, jury):
    decision = DecisionFactory(
        jury=jury, outcome=Outcome.WAITLIST, application=before(jury, state=ApplicationState.WAITLISTED)
    )
    draft_letters(actor=manager, jury=jury, comments={})
    assert services.notify_decision(actor=manager, jury=jury, decision=decision)
    assert not decision.application.moves.exists()


def png(width, height):
    output = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_letter_as_pdf_carries_campus_and_language(jury, language):
    CampusFactory(name="Parvis", contact_email="hello@example.org")
    letter = LetterFactory(decision=DecisionFactory(jury=jury), language=language, subject="Décidé", text="A\n\nB\nC")
    content = documents.letter_pdf(letter, letter.decision, written_at=clock.now())
    assert content.startswith(b"%PDF-")
    assert f"<rdf:li>{language}</rdf:li>".encode() in content


def test_logo_of_the_campus_is_made_small_and_one_that_is_gone_is_left_out(tmp_path):
    path = default_storage.save("logo.png", io.BytesIO(png(1000, 400)))
    numbers = documents._logo("one", path)
    with Image.open(io.BytesIO(bytes(numbers))) as image:
        assert image.size == (300, 120)
    assert documents._logo("two", "gone.png") == []
