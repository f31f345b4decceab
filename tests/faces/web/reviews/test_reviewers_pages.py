"""The pages of reviewers: the invitation, declarations, one application at a time."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.base.accounts.tokens import hash_of
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.calls.models import Call
from parvis.domain.reviews.models import Assignment, Bid, Conflict, Mark, Message, Panel, Review, Reviewer, Tie
from parvis.domain.reviews.services import mails
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import sheet_with, small_form
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    CriterionFactory,
    MarkFactory,
    MessageFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
MOST_QUERIES = 20


@pytest.fixture
def assignment():
    return given(ReviewerFactory(panel=PanelFactory(due_at=clock.now() + dt.timedelta(days=1))))


@pytest.fixture
def client(assignment, sign_in):
    return sign_in(assignment.reviewer.user)


def given(reviewer):
    """An application with answers that the reviewer was given."""
    sheet = sheet_with(small_form(), {"name": "ACME", "device": "yes", "pitch": "We heal people"})
    return AssignmentFactory(reviewer=reviewer, application=in_review(reviewer.panel, sheet=sheet))


def url(name, assignment):
    return reverse(f"reviews:{name}", args=[assignment.reviewer.panel_id, assignment.application_id])


def test_invitation_is_answered_by_a_form_alone(client, sign_in):
    reviewer = ReviewerFactory(user=None, state="invited", token_hash=hash_of("secret"))
    page = reverse("reviews:invitation", args=["secret"])
    from tests.support.client import StrictClient

    anonymous, user = StrictClient(), UserFactory(email=reviewer.email)
    assert "Sign in" in anonymous.get(page).content.decode()
    assert anonymous.post(page, {"answer": "accept"}).status_code == 302
    mine = sign_in(user)
    assert mine.get(page).status_code == 200
    reviewer.refresh_from_db()
    assert reviewer.state == "invited"
    other = sign_in(UserFactory())
    assert "another address" in other.post(page, {"answer": "accept", "language": "en"}).content.decode()
    anonymous.post(page, {"answer": "decline", "reason": "On leave"})
    reviewer.refresh_from_db()
    assert reviewer.state == "declined"
    mine.post(page, {"answer": "accept", "language": "en", "max_load": "2"})
    reviewer.refresh_from_db()
    assert (reviewer.state, reviewer.user) == ("accepted", user)
    assert mine.get(page)["Location"] == reverse("reviews:panel", args=[reviewer.panel_id])
    assert other.get(page).status_code == 404


def test_who_sits_on_the_panel_already_is_told(client, assignment):
    ReviewerFactory(panel=assignment.reviewer.panel, user=None, state="invited", token_hash=hash_of("other"))
    page = reverse("reviews:invitation", args=["other"])
    data = {"answer": "accept", "language": "en", "is_other_address": "on"}
    assert "already" in client.post(page, data).content.decode()


def test_call_has_its_name_in_the_language_of_the_reader(client, assignment):
    Call.objects.update(title_fr="Appel de mai", title_en="Call of May")
    invited = ReviewerFactory(panel=assignment.reviewer.panel, user=None, state="invited", token_hash=hash_of("other"))
    pages = [reverse("reviews:mine"), reverse("reviews:panel", args=[invited.panel_id])]
    for page in (*pages, reverse("reviews:invitation", args=["other"])):
        text = client.get(page).content.decode()
        assert ("Call of May" in text, "Appel de mai" in text) == (True, False)
    mails.tell_reviewer(Reviewer.objects.get(pk=invited.pk), mails.INVITED, {"inviter": "Ada", "token": "other"})
    assert "Call of May" in Mail.objects.get().text


@pytest.mark.parametrize("state", ["preparing", "declaring", "reviewing", "discussing", "closed"])
def test_list_says_what_is_to_be_done(client, assignment, state):
    Panel.objects.update(state=state)
    ReviewFactory(assignment=given(assignment.reviewer))
    page = client.get(reverse("reviews:panel", args=[assignment.reviewer.panel_id])).content.decode()
    assert ("Go on with the next one" in page) is (state in {"reviewing", "discussing"})
    assert ("Declare conflicts and wishes" in page) is (state == "declaring")
    assert client.get(reverse("reviews:mine")).status_code == 200


@pytest.mark.parametrize("name", ["mine", "panel"])
def test_lists_cost_the_same_for_one_and_for_three(client, assignment, name):
    page = reverse("reviews:mine") if name == "mine" else reverse("reviews:panel", args=[assignment.reviewer.panel_id])
    client.get(page)
    few = count_queries(lambda: client.get(page))
    for _number in range(2):
        given(assignment.reviewer)
    assert count_queries(lambda: client.get(page)) == few <= MOST_QUERIES


def test_application_costs_the_same_with_one_other_review_and_with_three(client, assignment):
    Panel.objects.update(state="discussing")

    def another():
        one = AssignmentFactory(
            reviewer=ReviewerFactory(panel=assignment.reviewer.panel), application=assignment.application
        )
        MarkFactory(review=ReviewFactory(assignment=one))
        MessageFactory(panel=assignment.reviewer.panel, application=assignment.application)

    another()
    client.get(url("application", assignment))
    few = count_queries(lambda: client.get(url("application", assignment)))
    for _number in range(2):
        another()
    assert count_queries(lambda: client.get(url("application", assignment))) == few <= MOST_QUERIES


def test_nothing_is_shown_before_ties_are_excluded(client, assignment):
    Assignment.objects.update(cleared_at=None)
    page = client.get(url("application", assignment)).content.decode()
    assert "is there any tie" in page
    assert "We heal people" not in page
    client.post(url("clear", assignment))
    assert "We heal people" in client.get(url("application", assignment)).content.decode()


def test_known_tie_takes_the_application_away(client, assignment):
    Assignment.objects.update(cleared_at=None)
    Tie.objects.create(reviewer=assignment.reviewer, organisation=assignment.application.organisation)
    assert "known to the campus" in client.post(url("clear", assignment), follow=True).content.decode()
    assert client.get(url("application", assignment)).status_code == 404


def test_conflict_closes_every_page_of_the_application(client, assignment):
    ConflictFactory(reviewer=assignment.reviewer, application=assignment.application)
    assert client.get(url("application", assignment)).status_code == 404
    for name in ("save", "submit", "discuss", "clear", "kept_drop"):
        assert client.post(url(name, assignment), {"text": "Hello"}).status_code == 404
    assert client.get(url("recuse", assignment)).status_code == 404


def test_blind_panel_does_not_name_the_applicant(client, assignment):
    Panel.objects.update(is_blind=True)
    page = client.get(url("application", assignment)).content.decode()
    assert "We heal people" in page
    assert "ACME" not in page
    assert assignment.application.organisation.name not in page


def test_field_by_field_and_then_submitted(client, assignment):
    criterion = CriterionFactory(panel=assignment.reviewer.panel, best=4, anchors={"3": {"en": "Quite good"}})
    other = given(assignment.reviewer)
    mark = f"mark-{criterion.pk}"
    assert "Quite good" in client.get(url("application", assignment)).content.decode()
    state = client.post(url("save", assignment), {"revision": "0", mark: "3"}, headers=HTMX).content.decode()
    assert "Draft saved at" in state
    assert Mark.objects.get().value == 3
    refused = client.post(url("submit", assignment), {"revision": "9", mark: "3"})
    assert (refused.status_code, "what your marks rest on" in refused.content.decode()) == (400, True)
    response = client.post(url("submit", assignment), {"revision": "9", mark: "3", "private_comment": "Solid"})
    assert response["Location"] == url("application", other)
    last = client.post(url("submit", other), {"revision": "0", mark: "1", "private_comment": "Weak"}, follow=True)
    assert "the last one" in last.content.decode()
    assert "Save the changes" in client.get(url("application", assignment)).content.decode()
    changed = client.post(url("save", assignment), {"revision": "9", mark: "4"}, follow=True)
    assert "Saved." in changed.content.decode()
    emptied = client.post(url("save", assignment), {"revision": "9", "private_comment": ""})
    assert emptied.status_code == 400
    told = client.post(url("save", assignment), {"revision": "9", "private_comment": ""}, headers=HTMX)
    assert "what your marks rest on" in told.content.decode()


def test_two_windows_are_told_and_lose_nothing(client, assignment):
    client.post(url("save", assignment), {"revision": "0", "private_comment": "First"}, headers=HTMX)
    state = client.post(url("save", assignment), {"revision": "1", "private_comment": "Second"}, headers=HTMX)
    assert 'name="older-private_comment" value="1"' in state.content.decode()
    sent = {"revision": "2", "older-private_comment": "1", "private_comment": "Second, again"}
    client.post(url("save", assignment), sent, headers=HTMX)
    assert Review.objects.get().private_comment == "First"
    page = client.post(url("save", assignment), sent, follow=True).content.decode()
    assert "Second, again" in page
    assert client.post(url("submit", assignment), sent).status_code == 302
    client.post(url("kept_drop", assignment), {"number": "0"})
    assert Review.objects.get().kept == []
    client.post(url("save", assignment), {**sent, "mine": "private_comment"}, headers=HTMX)
    assert Review.objects.get().private_comment == "Second, again"


def test_application_is_given_back_with_a_reason(client, assignment):
    assert client.get(url("recuse", assignment)).status_code == 200
    assert client.post(url("recuse", assignment), {"reason": " "}).status_code == 200
    client.post(url("recuse", assignment), {"reason": "We are cousins", "is_tied": "on"})
    assert Conflict.objects.get().note == "We are cousins"


def test_discussion_opens_when_the_panel_discusses(client, assignment):
    assert "sealed" in client.get(url("application", assignment)).content.decode()
    assert client.post(url("discuss", assignment), {"text": "Hello"}).status_code == 403
    Panel.objects.update(state="discussing")
    client.post(url("discuss", assignment), {"text": "Hello"})
    assert Message.objects.get().text == "Hello"
    assert (
        "Write something first" in client.post(url("discuss", assignment), {"text": " "}, follow=True).content.decode()
    )
    Panel.objects.update(state="closed")
    ReviewFactory(assignment=assignment)
    assert "Solid." in client.get(url("application", assignment)).content.decode()


def test_ties_and_wishes_are_said_page_by_page(client, assignment, monkeypatch):
    from parvis.faces.web.reviews.views import declaring

    monkeypatch.setattr(declaring, "TOGETHER", 1)
    Panel.objects.update(state="declaring")
    other = given(assignment.reviewer)
    page = reverse("reviews:declare", args=[assignment.reviewer.panel_id])
    first, second = sorted([assignment.application, other.application], key=lambda one: one.reference)
    assert first.reference in client.get(page).content.decode()
    response = client.post(page, {f"tied-{first.pk}": "on", f"note-{first.pk}": "My cousin"})
    assert response["Location"].endswith("?page=2")
    client.post(page + "?page=2", {f"wish-{second.pk}": "eager"})
    assert (Conflict.objects.get().application, Bid.objects.get().application) == (first, second)
    assignment.reviewer.refresh_from_db()
    assert assignment.reviewer.declared_at is not None


def test_organisations_are_named_and_taken_off(client, assignment):
    Panel.objects.update(state="declaring")
    lab = OrganisationFactory(name="Laboratory of tests")
    page = reverse("reviews:ties", args=[assignment.reviewer.panel_id])
    client.post(page, {"organisation": lab.pk})
    assert lab.name in client.get(page).content.decode()
    assert client.get(page + "?q=hospital", headers=HTMX).status_code == 200
    remove = reverse("reviews:tie_remove", args=[assignment.reviewer.panel_id, Tie.objects.get().pk])
    Panel.objects.update(state="reviewing")
    assert "ask the team" in client.post(remove, follow=True).content.decode()
    Panel.objects.update(state="declaring")
    client.post(remove)
    assert not Tie.objects.exists()


def test_profile_is_changed(client, assignment):
    page = reverse("reviews:profile", args=[assignment.reviewer.panel_id])
    assert client.get(page).status_code == 200
    client.post(page, {"expertise": "Trials", "language": "en"})
    assignment.reviewer.refresh_from_db()
    assert assignment.reviewer.expertise == "Trials"


def test_dashboard_says_what_is_left(client, assignment):
    assert assignment.reviewer.panel.name in client.get("/dashboard/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "due 3 days ago"), (-1, "due yesterday"), (1, "due tomorrow"), (5, "due in 5 days"), (None, "")],
)
def test_time_left_is_said_in_words(days, words):
    from parvis.faces.web.reviews.shared import time_left

    due = None if days is None else clock.now() + dt.timedelta(days=days)
    assert time_left(due) == words
