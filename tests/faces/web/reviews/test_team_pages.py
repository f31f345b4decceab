"""Panels for those who run a call: set up, invite, look at conflicts, follow, remind, export."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Conflict, Criterion, Message, Panel, Reviewer
from parvis.faces.web.reviews.views import board
from tests.factories.accounts import account_with
from tests.factories.calls import RoundFactory
from tests.factories.directory import PersonFactory
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
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


@pytest.fixture
def client(sign_in):
    return sign_in(account_with(Role.PROGRAMME, language="en"))


@pytest.fixture
def panel():
    return PanelFactory(due_at=clock.now() + dt.timedelta(days=3))


def url(name, panel, *more):
    return reverse(f"reviews:{name}", args=[panel.pk, *more])


def filled(panel):
    """One of each thing that pages of the panel list."""
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=panel))
    MarkFactory(review=ReviewFactory(assignment=assignment), criterion=CriterionFactory(panel=panel))
    AssignmentFactory(reviewer=assignment.reviewer)
    ConflictFactory(reviewer=assignment.reviewer)
    MessageFactory(panel=panel, application=assignment.application)
    return assignment


@pytest.mark.parametrize("name", ["board", "reviewers", "conflicts", "rubric", "remind", "settings"])
def test_pages_cost_the_same_for_one_and_for_three(client, panel, name):
    filled(panel)
    client.get(url(name, panel))
    few = count_queries(lambda: client.get(url(name, panel)))
    for _number in range(2):
        filled(panel)
    assert count_queries(lambda: client.get(url(name, panel))) == few <= MOST_QUERIES


def test_page_of_an_application_costs_the_same_for_one_review_and_for_three(client, panel):
    assignment = filled(panel)
    page = url("team_application", panel, assignment.application_id)
    client.get(page)
    few = count_queries(lambda: client.get(page))
    for _number in range(2):
        more = AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=assignment.application)
        MarkFactory(review=ReviewFactory(assignment=more), criterion=CriterionFactory(panel=panel))
    assert count_queries(lambda: client.get(page)) == few <= MOST_QUERIES


def test_list_of_panels_costs_the_same_for_one_and_for_three(client, panel):
    address = reverse("reviews:panels")
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for _number in range(2):
        PanelFactory()
    assert count_queries(lambda: client.get(address)) == few <= MOST_QUERIES


@pytest.mark.parametrize(
    ("name", "target", "question"),
    [
        ("reviewers", "#reviewers", "?q=a&state=accepted&order=-left"),
        ("conflicts", "#conflicts", "?kind=declared&order=-found"),
        ("board", "#board", "?weak=1&order=-assigned"),
    ],
)
def test_lists_are_the_same_as_fragment_and_as_page(client, panel, name, target, question):
    filled(panel)
    whole = client.get(url(name, panel) + question).content.decode()
    part = client.get(url(name, panel) + question, headers={"hx-request": "true"}).content.decode()
    assert swap(whole, part, target=target) == normal(whole)


@pytest.mark.parametrize("source", ["starter", "", "copy"])
def test_panel_is_opened_with_a_rubric(client, source):
    round_, earlier = RoundFactory(), CriterionFactory().panel
    assert "Open a panel" in client.get(reverse("reviews:panel_new")).content.decode()
    data = {"round": round_.pk, "name": "Data", "source": str(earlier.pk) if source == "copy" else source}
    response = client.post(reverse("reviews:panel_new"), data)
    panel = Panel.objects.get(name="Data")
    assert response["Location"] == url("settings", panel)
    assert Criterion.objects.filter(panel=panel).count() == {"starter": 5, "": 0, "copy": 1}[source]
    assert client.post(reverse("reviews:panel_new"), {**data, "name": " "}).status_code == 200


def test_settings_are_changed_and_refused(client, panel):
    page = client.get(url("settings", panel))
    data = {name: value for name, value in page.context["form"].initial.items() if value}
    data |= {"due_at": "2027-01-31T18:00", "conflict_years": 4, "family_depth": 0, "min_load": 0, "name": "Renamed"}
    assert client.post(url("settings", panel), data).status_code == 302
    panel.refresh_from_db()
    assert (panel.name, panel.conflict_years) == ("Renamed", 4)
    refused = client.post(url("settings", panel), {**data, "is_blind": "on"})
    assert "stays as it is" in refused.content.decode()
    Panel.objects.update(state="closed")
    assert "closed" in client.get(url("settings", panel)).content.decode()


def test_panel_moves_on(client, panel):
    client.post(url("move", panel), {"action": "discuss"})
    assert Panel.objects.get().state == "discussing"
    assert "another stage" in client.post(url("move", panel), {"action": "start"}, follow=True).content.decode()
    assert client.post(url("move", panel), {"action": "explode"}).status_code == 404


def test_panel_begins_to_review(client):
    panel = CriterionFactory(panel__state="declaring").panel
    client.post(url("move", panel), {"action": "start"})
    assert Panel.objects.get().state == "reviewing"
    assert set(Job.objects.values_list("name", flat=True)) == {"reviews.detect_conflicts", "reviews.tell_assigned"}


def test_rubric_is_built(client, panel):
    assert "No criterion yet" in client.get(url("rubric", panel)).content.decode()
    data = {"name_fr": "Équipe", "weight": "2", "best": "2", "anchor_0_fr": "Aucune", "anchor_2_en": "Great"}
    client.post(url("criterion_new", panel), data)
    criterion = Criterion.objects.get()
    assert criterion.anchors == {"0": {"fr": "Aucune"}, "2": {"en": "Great"}}
    assert "heavy" in client.post(url("criterion_new", panel), {**data, "weight": "heavy"}).content.decode()
    edit = url("criterion", panel, criterion.pk)
    assert 'value="Aucune"' in client.get(edit).content.decode()
    client.post(edit, {**data, "name_fr": "Les gens"})
    assert Criterion.objects.get().name_fr == "Les gens"
    assert client.post(edit, {**data, "weight": "-1"}).status_code == 200
    client.post(url("rubric_starter", panel))
    client.post(url("rubric_copy", panel), {"source": CriterionFactory().panel_id})
    assert Criterion.objects.filter(panel=panel).count() == 7
    client.post(url("criterion_move", panel, criterion.pk), {"to": "down"})
    assert client.get(url("criterion_remove", panel, criterion.pk)).status_code == 200
    client.post(url("criterion_remove", panel, criterion.pk))
    assert not Criterion.objects.filter(pk=criterion.pk).exists()
    ReviewFactory(assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=panel)))
    last = Criterion.objects.filter(panel=panel).first()
    assert "stay as they are" in client.get(url("criterion", panel, last.pk)).content.decode()
    assert client.post(url("rubric_starter", panel)).status_code == 409


def test_reviewers_are_invited_by_a_list_and_from_the_directory(client, panel):
    person = PersonFactory(name="Grace Invented", email="grace@navy.example")
    page = url("reviewers_invite", panel)
    refused = client.post(page, {"people": "nobody\nada@lab.example", "language": "en"}).content.decode()
    assert "Line 1 (nobody): There is no mail address on this line." in refused
    client.post(page, {"people": "Ada <ada@lab.example>", "language": "en"})
    assert "Grace Invented" in client.get(page + "?q=grace", headers={"hx-request": "true"}).content.decode()
    client.post(page, {"person": person.pk})
    assert "invited already" in client.post(page, {"person": person.pk}, follow=True).content.decode()
    assert sorted(Reviewer.objects.values_list("email", flat=True)) == ["ada@lab.example", "grace@navy.example"]
    assert Mail.objects.count() == 2


def test_reviewer_is_edited_invited_again_and_taken_off(client, panel):
    reviewer = ReviewerFactory(panel=panel, user=None, state="invited")
    page = url("reviewer", panel, reviewer.pk)
    assert client.get(page).status_code == 200
    client.post(page, {"expertise": "Trials", "language": "fr", "max_load": "3"})
    client.post(url("reviewer_resend", panel, reviewer.pk))
    assert Mail.objects.get().language == "fr"
    assert client.get(url("reviewer_remove", panel, reviewer.pk)).status_code == 200
    client.post(url("reviewer_remove", panel, reviewer.pk))
    reviewer.refresh_from_db()
    assert (reviewer.state, reviewer.expertise) == ("left", "Trials")
    assert "already" in client.post(url("reviewer_remove", panel, reviewer.pk), follow=True).content.decode()
    Reviewer.objects.update(state="accepted")
    assert "accepted" in client.post(url("reviewer_resend", panel, reviewer.pk), follow=True).content.decode()


def test_conflict_is_waived_with_a_reason_and_counts_again(client, panel):
    conflict = ConflictFactory(reviewer=ReviewerFactory(panel=panel))
    page = url("conflict", panel, conflict.pk)
    assert "Write the reason" in client.post(page, {"reason": "fine"}).content.decode()
    client.post(page, {"reason": "They met once, ten years ago."})
    assert not Conflict.objects.get().is_active
    assert "They met once" in client.get(url("conflicts", panel) + "?state=waived").content.decode()
    assert "Let it count again" in client.get(page).content.decode()
    client.post(url("waiver_end", panel, conflict.pk))
    assert Conflict.objects.get().is_active
    assert "already" in client.post(url("waiver_end", panel, conflict.pk), follow=True).content.decode()
    client.post(url("conflicts_detect", panel))


def test_late_reviewers_are_reminded(client, panel):
    late = AssignmentFactory(reviewer=ReviewerFactory(panel=panel)).reviewer
    assert late.name in client.get(url("remind", panel)).content.decode()
    client.post(url("remind", panel), {"reviewer": late.pk, "word": "Please"})
    assert Mail.objects.get().to == late.email
    again = client.post(url("remind", panel), {"reviewer": late.pk}, follow=True).content.decode()
    assert "Left out, because they had one today: 1." in again


def test_many_late_reviewers_are_listed_by_pages_and_reminded_together(client, panel, monkeypatch):
    monkeypatch.setattr(board, "PER_PAGE", 2)
    late = [AssignmentFactory(reviewer=ReviewerFactory(panel=panel, name=f"Late {n}")).reviewer for n in range(3)]
    first, second = (client.get(url("remind", panel) + f"?page={n}").content.decode() for n in (1, 2))
    assert [one.name in first for one in late] == [True, True, False]
    assert [one.name in second for one in late] == [False, False, True]
    assert "Send to all 3" in first
    client.post(url("remind", panel), {"reviewer": late[0].pk, "everyone": "1"})
    assert {mail.to for mail in Mail.objects.all()} == {one.email for one in late}


def test_whoever_runs_the_call_takes_part_in_the_discussion_unless_tied(client, panel, sign_in):
    application = in_review(panel)
    page = url("team_application", panel, application.pk)
    client.post(page, {"text": "What do you think?"})
    assert Message.objects.get().text == "What do you think?"
    assert client.post(page, {"text": ""}).status_code == 200
    tied = ReviewerFactory(panel=panel, user=account_with(Role.PROGRAMME))
    ConflictFactory(reviewer=tied, application=application)
    assert sign_in(tied.user).get(page).status_code == 404


def test_reviews_are_exported_without_drafts_and_without_what_one_is_tied_to(client, panel, sign_in):
    assignment = filled(panel)
    ReviewFactory(assignment=AssignmentFactory(reviewer=assignment.reviewer), state="draft", private_comment="Secret")
    rows = client.get(url("export", panel, "json")).getvalue().decode()
    assert '"private_comment": "Solid."' in rows
    assert '": "3"' in rows
    assert "Secret" not in rows
    assert client.get(url("export", panel, "pdf")).status_code == 404
    tied = ReviewerFactory(panel=panel, user=account_with(Role.PROGRAMME))
    ConflictFactory(reviewer=tied, application=assignment.application)
    theirs = sign_in(tied.user).get(url("export", panel, "csv")).getvalue().decode()
    assert assignment.application.reference not in theirs


def test_board_says_which_reviews_do_not_count(client, panel):
    assignment = filled(panel)
    ConflictFactory(reviewer=assignment.reviewer, application=assignment.application)
    assert "Reviews that do not count" in client.get(url("board", panel)).content.decode()


def test_a_closed_panel_is_not_late(client, panel):
    panel.due_at = clock.now() - dt.timedelta(days=9)
    panel.save()
    assert "due 9 days ago" in client.get(url("board", panel)).content.decode()
    panel.state = PanelState.CLOSED
    panel.save()
    page = client.get(url("board", panel)).content.decode()
    assert ("reviews due" in page, "days ago" in page) == (True, False)
