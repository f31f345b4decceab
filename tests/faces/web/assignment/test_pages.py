"""The pages of who reads what."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Assignment, AssignmentRun, PairRule
from parvis.faces.web.assignment.rows import why_empty
from tests.factories.accounts import UserFactory, account_with
from tests.factories.reviews import (
    AssignmentFactory,
    BidFactory,
    ConflictFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)
from tests.support.htmx import normal, swap
from tests.support.jobs import run_jobs
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
ANSWERS = {"objective": "fair", "reviews_each": 2, "min_load": 0, "max_load": 3, "keep": "all"}
ANSWERS |= {"themes": 4, "text": 4, "past": 2, "wishes": "on"}


@pytest.fixture
def programme(sign_in):
    return sign_in(account_with(Role.PROGRAMME))


@pytest.fixture
def panel():
    return PanelFactory(reviews_each=2, max_load=3)


def page(name, panel, *arguments):
    return reverse(f"assignment:{name}", args=[panel.pk, *arguments])


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_the_board_says_who_reads_what_and_what_is_missing(programme, panel):
    first, second = in_review(panel), in_review(panel)
    reviewer = ReviewerFactory(panel=panel, name="Ada Invented")
    AssignmentFactory(reviewer=reviewer, application=first, score=0.5)
    AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=second)
    ConflictFactory(reviewer=reviewer, application=first)
    text = text_of(programme.get(page("assignment", panel)))
    assert "Ada Invented 50% (by hand) conflict of interest" in text
    assert f"{first.reference}" in text
    assert "places without a reviewer" in text
    only = text_of(programme.get(page("assignment", panel), {"show": "conflicts"}))
    assert first.reference in only
    assert second.reference not in only
    assert second.reference in text_of(programme.get(page("assignment", panel), {"show": "missing"}))
    found = text_of(programme.get(page("assignment", panel), {"q": second.organisation.name}))
    assert second.reference in found
    assert first.reference not in found
    assert "No application fits" in text_of(programme.get(page("assignment", panel), {"q": "zzz"}))


def test_a_panel_without_applications_says_what_comes(programme, panel):
    assert "Nothing to share out yet" in text_of(programme.get(page("assignment", panel)))
    assert "Nobody sits" in text_of(programme.get(page("loads", panel)))


def test_the_filtered_board_equals_its_reload(programme, panel):
    full, lacking = in_review(panel), in_review(panel)
    for _number in range(2):
        AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=full)
    url = page("assignment", panel)
    before = programme.get(url).content.decode()
    fragment = programme.get(url, {"show": "missing"}, headers={"HX-Request": "true", "HX-Target": "board"})
    after = programme.get(url, {"show": "missing"})
    assert lacking.reference in fragment.content.decode()
    swapped = BeautifulSoup(swap(before, fragment.content.decode(), target="#board"), "html.parser")
    fresh = BeautifulSoup(normal(after.content.decode()), "html.parser")
    assert swapped.select_one("#board") == fresh.select_one("#board")


@pytest.mark.parametrize("name", ["assignment", "loads", "application", "proposal"])
def test_more_rows_mean_no_more_queries(programme, panel, name):
    counts = []
    application = in_review(panel)
    for count in (1, 3):
        for _number in range(count):
            reviewer = ReviewerFactory(panel=panel, expertise="Sensors")
            AssignmentFactory(reviewer=reviewer, application=in_review(panel))
            BidFactory(reviewer=reviewer, application=application)
        arguments = {"application": [application.pk], "proposal": []}.get(name, [])
        if name == "proposal":
            programme.post(page("propose", panel), ANSWERS)
            run_jobs()
            arguments = [AssignmentRun.objects.first().pk]
        url = page(name, panel, *arguments)
        programme.get(url)
        counts.append(count_queries(lambda url=url: programme.get(url)))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_a_proposal_is_asked_for_looked_at_and_applied(programme, panel):
    applications = [in_review(panel) for _number in range(3)]
    ReviewerFactory.create_batch(2, panel=panel)
    barred = ReviewerFactory(panel=panel, name="Bo Barred")
    ConflictFactory(reviewer=barred, application=applications[0])
    answer = programme.post(page("propose", panel), ANSWERS)
    run = AssignmentRun.objects.get()
    url = page("proposal", panel, run.pk)
    assert answer.headers["Location"] == url
    assert "about to be worked out" in text_of(programme.get(url))
    assert "being worked out" in text_of(programme.get(page("assignment", panel)))
    run_jobs()
    text = text_of(programme.get(url))
    assert "There is no better one: that is proven" in text
    assert "The two ways beside each other" in text
    assert "proposal waits for you" in text_of(programme.get(page("assignment", panel)))
    answer = programme.post(page("apply", panel, run.pk), follow=True)
    assert "6 pairs were added." in text_of(answer)
    assert Assignment.objects.count() == 6
    again = programme.post(page("apply", panel, run.pk), follow=True)
    assert "in the meantime" in text_of(again)
    run_jobs()
    programme.post(page("propose", panel), ANSWERS)
    run_jobs()
    assert "Nothing to add" in text_of(programme.get(page("proposal", panel, AssignmentRun.objects.first().pk)))


def test_htmx_gets_the_proposal_alone_and_it_equals_a_reload(programme, panel):
    in_review(panel), ReviewerFactory(panel=panel)
    programme.post(page("propose", panel), ANSWERS)
    url = page("proposal", panel, AssignmentRun.objects.get().pk)
    before = programme.get(url).content.decode()
    run_jobs()
    fragment = programme.get(url, headers={"HX-Request": "true"}).content.decode()
    swapped = BeautifulSoup(swap(before, fragment, target="#proposal"), "html.parser")
    fresh = BeautifulSoup(normal(programme.get(url).content.decode()), "html.parser")
    assert swapped.select_one("#proposal") == fresh.select_one("#proposal")


def test_a_proposal_shows_its_weak_points(programme, panel):
    application = in_review(panel)
    reviewers = [ReviewerFactory(panel=panel) for _number in range(3)]
    ConflictFactory(reviewer=reviewers[0], application=application)
    AssignmentFactory(reviewer=reviewers[0], application=application)
    PairRule.objects.create(reviewer=reviewers[1], application=application, is_wanted=True)
    ConflictFactory(reviewer=reviewers[1], application=application)
    programme.post(page("propose", panel), ANSWERS)
    run_jobs()
    text = text_of(programme.get(page("proposal", panel, AssignmentRun.objects.get().pk)))
    assert "Read in a conflict of interest" in text
    assert "Wanted, but not possible" in text
    assert "Pairs that would be taken back" in text
    assert "Of 3 reviewers 2 are in conflict, 1 may read it." in text


def test_a_proposal_that_cannot_be_says_why(programme, panel):
    in_review(panel)
    programme.post(page("propose", panel), ANSWERS)
    run_jobs()
    run = AssignmentRun.objects.get()
    assert "Nobody sits on this panel yet" in text_of(programme.get(page("proposal", panel, run.pk)))


def test_a_proposal_is_set_aside(programme, panel):
    in_review(panel), ReviewerFactory(panel=panel)
    programme.post(page("propose", panel), ANSWERS)
    run_jobs()
    run = AssignmentRun.objects.get()
    assert "set aside" in text_of(programme.post(page("discard", panel, run.pk), follow=True))
    assert "in the meantime" in text_of(programme.post(page("discard", panel, run.pk), follow=True))


def test_a_wrong_question_is_explained(programme, panel):
    answer = programme.post(page("propose", panel), ANSWERS | {"min_load": 9})
    assert answer.status_code == 422
    assert "cannot be more than the most" in text_of(answer)
    panel.state = PanelState.CLOSED
    panel.save()
    answer = programme.post(page("propose", panel), ANSWERS)
    assert "is closed" in text_of(answer)


def test_a_pair_is_made_and_taken_back_by_hand(programme, panel):
    application, reviewer = in_review(panel), ReviewerFactory(panel=panel, name="Ada Invented")
    barred = ReviewerFactory(panel=panel)
    ConflictFactory(reviewer=barred, application=application)
    recused = ReviewerFactory(panel=panel)
    AssignmentFactory(reviewer=recused, application=application, recused_at=clock.now())
    url = page("application", panel, application.pk)
    text = text_of(programme.get(url))
    assert "declared by the reviewer" in text
    assert "recused themselves" in text
    add = page("add", panel, application.pk)
    assert "Ada Invented will read" in text_of(programme.post(add, {"reviewer": reviewer.pk}, follow=True))
    assert "conflict of interest" in text_of(programme.post(add, {"reviewer": barred.pk}, follow=True))
    pair = Assignment.objects.get(reviewer=reviewer)
    assert pair.score == 0
    remove = page("remove", panel, pair.pk)
    assert "does not read" in text_of(programme.post(remove, follow=True))
    ReviewFactory(assignment=Assignment.objects.get(reviewer=recused))
    assert "stays" in text_of(
        programme.post(page("remove", panel, Assignment.objects.get(reviewer=recused).pk), follow=True)
    )
    assert programme.post(add, {"reviewer": "x"}).status_code == 404


def test_a_reviewer_is_wanted_ruled_out_and_neither(programme, panel):
    application, reviewer = in_review(panel), ReviewerFactory(panel=panel)
    url, rule = page("application", panel, application.pk), page("rule", panel, application.pk)
    for said, word in (("want", "wanted"), ("bar", "ruled out")):
        assert programme.post(rule, {"reviewer": reviewer.pk, "rule": said}).headers["Location"] == url
        assert word in text_of(programme.get(url))
    programme.post(rule, {"reviewer": reviewer.pk, "rule": "none"})
    assert not PairRule.objects.exists()


def test_a_panel_of_nobody_has_no_candidates(programme, panel):
    assert "Nobody else sits" in text_of(programme.get(page("application", panel, in_review(panel).pk)))


def test_loads_can_be_sorted(programme, panel):
    busy = ReviewerFactory(panel=panel, name="Zoe Busy")
    AssignmentFactory(reviewer=busy), ReviewerFactory(panel=panel, name="Ada Idle", max_load=2)
    text = text_of(programme.get(page("loads", panel), {"order": "-load"}))
    assert text.index("Zoe Busy") < text.index("Ada Idle")
    text = text_of(programme.get(page("loads", panel), {"order": "odd"}))
    assert text.index("Ada Idle") < text.index("Zoe Busy")


def test_files_go_out_and_come_in(programme, panel):
    reviewer = ReviewerFactory(panel=panel, user=None, email="ada@ada.example")
    application = in_review(panel)
    scores = b"".join(programme.get(page("file", panel, "scores")).streaming_content).decode()
    assert scores.splitlines() == ["application,reviewer,score", f"{application.reference},ada@ada.example,0.0000"]
    good = SimpleUploadedFile("a.csv", f"application,reviewer\n{application.reference},ada@ada.example\n".encode())
    assert "1 pair was added." in text_of(programme.post(page("import", panel), {"file": good}, follow=True))
    assert Assignment.objects.get().reviewer == reviewer


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"application,reviewer\nx,y\n", "Line 2: x is no application of this panel."),
        (b"\xff\xfe", "not in UTF-8"),
        (b"a" * 5_000_001, "too large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained(programme, panel, content, sentence):
    answer = programme.post(page("import", panel), {"file": SimpleUploadedFile("a.csv", content)})
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_closed_panel_takes_no_file(programme, panel):
    panel.state = PanelState.CLOSED
    panel.save()
    answer = programme.post(page("import", panel), {"file": SimpleUploadedFile("a.csv", b"application,reviewer\n")})
    assert "is closed" in text_of(answer)


def test_outsiders_and_reviewers_find_nothing(sign_in, panel):
    application, reviewer = in_review(panel), ReviewerFactory(panel=panel)
    for user in (UserFactory(), reviewer.user):
        client = sign_in(user)
        for url in (page("assignment", panel), page("application", panel, application.pk), page("propose", panel)):
            assert client.get(url).status_code == 404
        assert client.post(page("add", panel, application.pk), {"reviewer": reviewer.pk}).status_code == 404
    assert not Assignment.objects.exists()


def test_an_application_of_another_round_is_not_found(programme, panel):
    other = in_review(PanelFactory())
    assert programme.get(page("application", panel, other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"conflicts": 1, "reason": "all_at_load"},
            "Of 5 reviewers 1 is in conflict, those who may read it have as many",
        ),
        ({"unwanted": 2, "reason": "no_capacity"}, "2 were ruled out, all reviewers together may read fewer"),
        ({"gone": 1, "reason": "few_allowed"}, "1 recused themselves or was taken off, 2 may read it."),
    ],
)
def test_an_empty_place_has_its_reason(row, sentence):
    usual = {"conflicts": 0, "unwanted": 0, "gone": 0, "allowed": 2}
    assert sentence in why_empty(usual | row, 5)
