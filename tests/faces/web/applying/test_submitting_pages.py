"""Checking, submitting, versions, receipts, withdrawing and colleagues, as pages."""

import pytest

from parvis.base.accounts.tokens import hash_of
from parvis.domain.applying.services.colleagues import ask_to_join
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.applying.services.submitting import submit_application
from parvis.domain.calls.enums import ApplicationState, FormStage, Right
from parvis.domain.calls.models import Application, ApplicationVersion, Collaborator
from parvis.domain.calls.standing import right_over
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory, CorrectionRequestFactory
from tests.support.applying import MARKET, NEED, a_draft, asked_later, fill, write
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return fill(a_draft())


@pytest.fixture
def mine(draft, sign_in):
    """A client of whoever began the draft."""
    return sign_in(draft.created_by)


def url_of(draft, rest=""):
    return f"/applications/{draft.reference}/{rest}"


def text_of(response):
    """The answer as text, white space aside."""
    return " ".join(response.content.decode().split())


def submitted(draft):
    """The draft after it was submitted."""
    submit_application(actor=draft.created_by, application=draft)
    return Application.objects.get(pk=draft.pk)


def test_everything_is_read_over_and_submitted(draft, mine):
    page = text_of(mine.get(url_of(draft, "application/submit/")))
    assert "Everything that is asked is there." in page
    assert "Beds are short." in page
    answer = mine.post(url_of(draft, "application/submit/"), {"seen": "0"}, follow=True)
    assert "You and your colleagues get a receipt by mail." in text_of(answer)
    assert ApplicationVersion.objects.get().number == 1
    again = text_of(mine.get(url_of(draft, "application/submit/")))
    assert "Nothing was changed since version 1, which counts" in again


def test_what_is_missing_is_listed_with_the_way_to_it_and_takes_the_focus(draft, mine):
    write(draft, NEED, "", revision=1)
    write(draft, MARKET, "many")
    page = text_of(mine.get(url_of(draft, "application/submit/")))
    assert "2 answers need another look" in page
    assert f'href="{url_of(draft, "application/")}#q-{NEED}"' in page
    assert "data-parvis-errors" not in page
    refused = mine.post(url_of(draft, "application/submit/"))
    assert refused.status_code == 422
    assert "data-parvis-errors" in text_of(refused)


def test_a_colleague_was_faster(draft, mine):
    submitted(draft)
    answer = mine.post(url_of(draft, "application/submit/"), {"seen": "0"}, follow=True)
    assert "has submitted version 1 in the meantime" in text_of(answer)


def test_whoever_may_only_write_is_told_and_does_not_submit(draft, sign_in):
    client = sign_in(CollaboratorFactory(application=draft).user)
    assert "You may write this application, and not submit it." in text_of(
        client.get(url_of(draft, "application/submit/"))
    )
    assert client.post(url_of(draft, "application/submit/")).status_code == 403
    assert not ApplicationVersion.objects.exists()


def test_a_correction_is_sent(draft, mine):
    submitted(draft)
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.IN_REVIEW)
    assert "Nothing can be submitted now." in text_of(mine.get(url_of(draft, "application/submit/")))
    CorrectionRequestFactory(application=draft, questions=[NEED])
    write(draft, NEED, "Corrected", revision=1)
    assert "Send the correction" in text_of(mine.get(url_of(draft, "application/submit/")))
    mine.post(url_of(draft, "application/submit/"), {"seen": "1"})
    assert ApplicationVersion.objects.get(number=2).answers[NEED] == "Corrected"


def test_a_later_form_is_sent(draft, mine):
    submitted(draft)
    asked_later(draft.call)
    later = ask_for_form(actor=None, application=draft, stage=FormStage.INTERVIEW)
    write(draft, "slot", "Monday", stage=FormStage.INTERVIEW)
    assert "Send the form" in text_of(mine.get(url_of(draft, "interview/submit/")))
    mine.post(url_of(draft, "interview/submit/"))
    later.refresh_from_db()
    assert later.submitted_at
    answer = mine.post(url_of(draft, "interview/submit/"), follow=True)
    assert "This form was submitted already" in text_of(answer)


def test_versions_are_read_compared_and_downloaded(draft, mine):
    submitted(draft)
    assert mine.get(url_of(draft, "compare/")).status_code == 404
    write(draft, NEED, "Changed", revision=1)
    submitted(draft)
    page = text_of(mine.get(url_of(draft, "versions/1/")))
    assert "replaced by a later version" in page
    assert "Beds are short." in page
    for address in ("compare/", "compare/?before=1&after=2", "compare/?before=x&after=99"):
        compared = text_of(mine.get(url_of(draft, address)))
        assert ("Beds are short." in compared, "Changed" in compared) == (True, True)
    assert "These versions say the same" in text_of(mine.get(url_of(draft, "compare/?before=2&after=2")))
    receipt = mine.get(url_of(draft, "versions/2/receipt/"))
    assert receipt.headers["Content-Type"] == "application/pdf"
    assert receipt.headers["Content-Disposition"] == f'attachment; filename="{draft.reference}-v2.pdf"'
    for rest in ("versions/3/", "versions/3/receipt/"):
        assert mine.get(url_of(draft, rest)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_for_one_and_for_three_colleagues_and_versions(draft, mine, number):
    for revision in range(1, number + 1):
        write(draft, NEED, f"Version {revision}", revision=revision)
        submitted(draft)
        CollaboratorFactory(application=draft)
        CollaboratorFactory(application=draft, user=None, email=f"jo{revision}@example.org")
    counted = {}
    for rest in ("colleagues/", "versions/1/", "application/submit/", "withdraw/"):
        mine.get(url_of(draft, rest))
        counted[rest] = count_queries(lambda rest=rest: mine.get(url_of(draft, rest)))
    assert counted == {"colleagues/": 18, "versions/1/": 16, "application/submit/": 19, "withdraw/": 16}


def test_withdrawing_asks_first(draft, mine, sign_in):
    assert "cannot be brought back" in text_of(mine.get(url_of(draft, "withdraw/")))
    colleague = sign_in(CollaboratorFactory(application=draft).user)
    assert colleague.post(url_of(draft, "withdraw/")).headers["Location"] == url_of(draft)
    answer = mine.post(url_of(draft, "withdraw/"), {"reason": "We moved."}, follow=True)
    assert "The application is withdrawn." in text_of(answer)
    assert mine.get(url_of(draft, "withdraw/")).headers["Location"] == url_of(draft)


def test_a_colleague_is_invited_and_accepts(draft, mine, sign_in, client):
    page = mine.post(url_of(draft, "colleagues/"), {"email": "jo@example.org", "right": "submit"}, follow=True)
    assert "The invitation is on its way." in text_of(page)
    row = Collaborator.objects.get()
    row.token_hash = hash_of("link")
    row.save()
    assert "Sign in, or create an account with this address" in text_of(client.get("/applications/invitations/link/"))
    assert client.post("/applications/invitations/link/").status_code == 404
    colleague = UserFactory()
    theirs = sign_in(colleague)
    assert "This invitation went to another address" in text_of(theirs.get("/applications/invitations/link/"))
    answer = theirs.post("/applications/invitations/link/")
    assert answer.headers["Location"] == url_of(draft, "application/")
    assert right_over(colleague, draft) == Right.SUBMIT
    for method in (theirs.get, theirs.post):
        gone = method("/applications/invitations/link/")
        assert (gone.status_code, "This invitation no longer works" in text_of(gone)) == (404, True)


def test_an_invitation_that_ends_at_that_moment_is_gone(draft, sign_in, monkeypatch):
    row = CollaboratorFactory(application=draft, user=None, token_hash=hash_of("link"))
    theirs = sign_in(UserFactory())
    monkeypatch.setattr("parvis.faces.web.applying.views.colleagues.invitation_of", lambda _token: row)
    row.removed_at = row.expires_at
    row.save()
    assert theirs.post("/applications/invitations/link/").status_code == 404


def test_what_is_wrong_with_an_address_is_said_beside_it(draft, mine):
    page = mine.post(url_of(draft, "colleagues/"), {"email": draft.created_by.email, "right": "edit"})
    assert "This colleague writes the application already." in text_of(page)
    assert "valid" in text_of(mine.post(url_of(draft, "colleagues/"), {"email": "nobody", "right": "edit"}))


def test_rights_are_changed_on_the_page_of_colleagues(draft, mine, sign_in):
    row = CollaboratorFactory(application=draft)
    waiting = ask_to_join(actor=UserFactory(name="Alex"), application=draft)
    assert "They ask to write it with you" in text_of(mine.get(url_of(draft, "colleagues/")))
    acts = [
        (waiting, "let-in", {"right": "edit"}, "Your colleague can write the application now"),
        (row, "right", {"right": "submit"}, "Saved."),
        (row, "resend", {}, "was accepted or taken back"),
        (waiting, "remove", {}, "the right is taken back"),
    ]
    for who, act, data, said in acts:
        page = mine.post(url_of(draft, f"colleagues/{who.pk}/{act}/"), data, follow=True)
        assert said in text_of(page)
    assert mine.post(url_of(draft, f"colleagues/{row.pk}/burn/")).status_code == 404
    theirs = sign_in(row.user)
    left = theirs.post(url_of(draft, f"colleagues/{row.pk}/remove/"), follow=True)
    assert "You no longer write this application." in text_of(left)


def test_an_invitation_is_sent_again_and_taken_back(draft, mine):
    row = CollaboratorFactory(application=draft, user=None)
    page = mine.post(url_of(draft, f"colleagues/{row.pk}/resend/"), follow=True)
    assert "The invitation is on its way." in text_of(page)
    mine.post(url_of(draft, f"colleagues/{row.pk}/remove/"))
    assert row.email not in text_of(mine.get(url_of(draft, "colleagues/")))


def test_whoever_may_only_write_changes_no_rights(draft, sign_in):
    row = CollaboratorFactory(application=draft)
    other = CollaboratorFactory(application=draft)
    client = sign_in(row.user)
    assert "Invite a colleague" not in text_of(client.get(url_of(draft, "colleagues/")))
    assert client.post(url_of(draft, "colleagues/"), {"email": "jo@example.org", "right": "edit"}).status_code == 404
    assert client.post(url_of(draft, f"colleagues/{other.pk}/remove/")).status_code == 404
