"""The pages of scores."""

import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.reviews.models import ScoreTable
from parvis.domain.reviews.selectors import scores
from parvis.domain.reviews.selectors.scores import ScoreRow
from parvis.faces.web.scores.plot import plot_of
from parvis.faces.web.scores.views import sorted_rows
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import RoundFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    CriterionFactory,
    MarkFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)
from tests.support.htmx import normal, swap
from tests.support.jobs import run_jobs
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(sign_in):
    return sign_in(account_with(Role.PROGRAMME))


@pytest.fixture
def panel():
    panel = PanelFactory(round=RoundFactory(places=2))
    CriterionFactory(panel=panel, best=10, name_en="Promise")
    return panel


def reviewed(panel, marks, reviewers):
    """Applications with a mark of each reviewer."""
    found = []
    for own in marks:
        application = in_review(panel)
        for reviewer, mark in zip(reviewers, own, strict=True):
            review = ReviewFactory(assignment=AssignmentFactory(reviewer=reviewer, application=application))
            MarkFactory(review=review, criterion=panel.criteria.get(), value=mark)
        found.append(application)
    return found


@pytest.fixture
def marked(panel):
    reviewers = [ReviewerFactory(panel=panel, name=name) for name in ("Stella Strict", "Gaston Generous")]
    return reviewed(panel, [(3, 9), (2, 8), (4, 10), (1, 7)], reviewers)


def page(name, panel):
    return reverse(f"scores:{name}", args=[panel.pk])


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def references(response):
    rows = BeautifulSoup(response.content, "html.parser").select("tbody tr th")
    return [row.get_text(" ").split()[0] for row in rows]


def test_the_ranking_stands_with_its_uncertainty_and_a_plot(programme, panel, marked):
    unread = in_review(panel)
    response = programme.get(page("scores", panel))
    best = [marked[at].reference for at in (2, 0, 1, 3)]
    assert references(response) == [*best, unread.reference]
    text = text_of(response)
    assert "Of what marks differ by" in text
    assert "No review counts yet." in text
    assert "Dashed line: the 2 places of the round." in text
    soup = BeautifulSoup(response.content, "html.parser")
    plot = soup.select_one("svg.pv-plot")
    assert soup.find(id=plot["aria-labelledby"].split()[1]).get_text()
    assert len(plot.select("circle")) == 4
    assert ScoreTable.objects.filter(panel=panel).exists()


def test_columns_sort_and_warnings_can_stand_alone(programme, panel, marked):
    unread = in_review(panel)
    worst = marked[3].reference
    assert references(programme.get(page("scores", panel), {"order": "raw"}))[0] == worst
    assert references(programme.get(page("scores", panel), {"order": "-chance"}))[0] == marked[2].reference
    assert references(programme.get(page("scores", panel), {"order": "odd"}))[0] == marked[2].reference
    assert references(programme.get(page("scores", panel), {"doubts": "on"})) == [unread.reference]


def test_what_has_no_figure_comes_last_in_every_order():
    rows = [
        ScoreRow(1, 1, 2, 50.0, 60.0, 40.0, 80.0, 0.5, ()),
        ScoreRow(2, 2, 2, 55.0, 50.0, 45.0, 60.0, 0.2, ()),
        ScoreRow(3, 3, 0, None, None, None, None, None, ()),
    ]
    orders = {"width": [2, 1, 3], "-width": [1, 2, 3], "-raw": [2, 1, 3], "place": [1, 2, 3], "-place": [3, 2, 1]}
    for order, wanted in orders.items():
        assert [row.application for row in sorted_rows(rows, order)] == wanted, order


def test_the_sorted_ranking_equals_its_reload(programme, panel, marked):
    url = page("scores", panel)
    before = programme.get(url).content.decode()
    headers = {"HX-Request": "true", "HX-Target": "ranking"}
    fragment = programme.get(url, {"order": "raw"}, headers=headers).content.decode()
    swapped = BeautifulSoup(swap(before, fragment, target="#ranking"), "html.parser")
    fresh = BeautifulSoup(normal(programme.get(url, {"order": "raw"}).content.decode()), "html.parser")
    assert swapped.select_one("#ranking") == fresh.select_one("#ranking")


@pytest.mark.parametrize("name", ["scores", "leniency"])
def test_more_rows_mean_no_more_queries(programme, panel, name):
    counts = []
    for count in (1, 3):
        for _number in range(count):
            reviewed(panel, [(5,), (6,)], [ReviewerFactory(panel=panel)])
        programme.get(page(name, panel))
        counts.append(count_queries(lambda: programme.get(page(name, panel))))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_the_strict_stand_before_the_generous(programme, panel, marked):
    text = text_of(programme.get(page("leniency", panel)))
    assert text.index("Stella Strict") < text.index("Gaston Generous")
    assert "+" in text


def test_without_reviews_pages_say_what_comes(programme, panel):
    panel.round.places = None
    panel.round.save()
    assert "No review counts yet" in text_of(programme.get(page("scores", panel)))
    assert "No review counts yet" in text_of(programme.get(page("leniency", panel)))
    reviewed(panel, [(5,)], [ReviewerFactory(panel=panel)])
    text = text_of(programme.get(page("scores", panel)))
    assert "no chance of a place can be said" in text
    assert "Chance of a place" not in text


def test_many_marks_are_worked_out_meanwhile(programme, panel, marked, monkeypatch):
    monkeypatch.setattr(scores, "SMALL", 1)
    assert "is being worked out" in text_of(programme.get(page("scores", panel)))
    run_jobs()
    assert references(programme.get(page("scores", panel)))[0] == marked[2].reference
    in_review(panel)
    assert "Marks came in since" in text_of(programme.get(page("scores", panel)))


def test_the_workbook_holds_everything(programme, panel, marked):
    reviewer = panel.reviewers.get(name="Stella Strict")
    ConflictFactory(
        reviewer=reviewer, application=marked[0], waived_at=clock.now(), waiver="Long ago.", note="Cousins."
    )
    waiver = ConflictFactory(reviewer=reviewer, application=marked[1])
    waiver.waived_by, waiver.waived_at, waiver.waiver = account_with(Role.PROGRAMME), clock.now(), "No matter."
    waiver.save()
    ReviewFactory(
        assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=panel, name="Dan Draft")),
        state="draft",
        private_comment="=1+1",
    )
    response = programme.get(page("workbook", panel))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Ranking", "Reviews", "Reviewers", "Assignment", "Conflicts", "Definitions"]
    ranking = list(book["Ranking"].values)
    assert ranking[0][:4] == ("Place", "Number", "Organisation", "Title")
    assert ranking[1][1] == marked[2].reference
    assert ranking[1][6] == 70
    assert ranking[5][-1] == "no review"
    reviews = {(row[0], row[1]): row for row in list(book["Reviews"].values)[1:]}
    assert (
        reviews[marked[0].reference, "Gaston Generous"][3:8:2] == ("yes", 90, None)
        or reviews[marked[0].reference, "Gaston Generous"][3] == "yes"
    )
    assert reviews[marked[0].reference, "Gaston Generous"][5:7] == (90, 9)
    (draft,) = [row for key, row in reviews.items() if key[1] == "Dan Draft"]
    assert (draft[3], draft[5], draft[7]) == ("no", None, "=1+1")
    people = {row[0]: row for row in list(book["Reviewers"].values)[1:]}
    assert people["Stella Strict"][4] < 0 < people["Gaston Generous"][4]
    assert people["Dan Draft"][3] == 0
    assert len(list(book["Assignment"].values)) == 10
    conflicts = list(book["Conflicts"].values)
    assert (conflicts[1][3], conflicts[1][8]) == ("Cousins.", "Long ago.")
    assert conflicts[2][8] == "No matter."
    words = dict(list(book["Definitions"].values)[1:])
    assert words["Promise"] == "From 0 to 10, weight 1."
    assert "quality of applications" in words["What the spread of marks comes from"]


def test_the_workbook_of_an_empty_panel_opens(programme, panel):
    response = programme.get(page("workbook", panel))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert len(list(book["Ranking"].values)) == 1


def test_reviewers_and_outsiders_see_no_scores(sign_in, panel, marked):
    for user in (UserFactory(), panel.reviewers.first().user):
        client = sign_in(user)
        for name in ("scores", "leniency", "workbook"):
            assert client.get(page(name, panel)).status_code == 404


def row(place, mark):
    return ScoreRow(place, place, 3, mark, mark, mark - 5, mark + 5, 0.5, ())


def test_a_plot_draws_the_best_and_dots_only_where_they_are_few():
    assert plot_of([row(1, 50.0)], 5) is None
    many = [row(place, 90 - place / 10) for place in range(1, 501)]
    plot = plot_of(many, 100)
    assert (plot.count, plot.dots) == (200, [])
    assert plot.left < plot.cut < plot.right
    assert plot_of(many, None).count == 300
    assert plot_of(many[:30], 50).cut is None
    assert len(plot_of(many[:30], 10).dots) == 30
    heights = [y for _level, y in plot.levels]
    assert heights == sorted(heights, reverse=True)
