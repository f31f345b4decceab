"""Comparable scores: which marks count, when they are worked out anew, and what is said without any."""

import pytest

from parvis.core import clock
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Mark, ScoreTable
from parvis.domain.reviews.selectors import scores
from parvis.domain.reviews.selectors.marks import marks_of, stamp_of
from parvis.domain.reviews.selectors.scores import sheet_of
from parvis.domain.reviews.services.scoring import ask_for_scores, keep_scores
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
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def reviewed(application, reviewer, *values):
    """A review with these marks, one for each criterion of the panel."""
    review = ReviewFactory(assignment=AssignmentFactory(reviewer=reviewer, application=application))
    for criterion, value in zip(reviewer.panel.criteria.all(), values, strict=True):
        MarkFactory(review=review, criterion=criterion, value=value)
    return review


@pytest.fixture
def panel():
    """Two criteria, of which the second weighs three times as much; one place; a strict reviewer and a generous one."""
    panel = PanelFactory(round=RoundFactory(places=1))
    CriterionFactory(panel=panel, best=4, weight=1)
    CriterionFactory(panel=panel, best=10, weight=3)
    return panel


@pytest.fixture
def marked(panel):
    strict, generous = ReviewerFactory.create_batch(2, panel=panel)
    both, low, high, unread = (in_review(panel) for _number in range(4))
    for application, reviewer, values in (
        (both, strict, (2, 5)),
        (both, generous, (4, 10)),
        (low, strict, (2, 6)),
        (high, generous, (3, 9)),
    ):
        reviewed(application, reviewer, *values)
    return panel, (both, low, high, unread), (strict, generous)


def test_marks_are_combined_and_made_comparable(marked):
    panel, (both, low, high, unread), (strict, generous) = marked
    sheet = sheet_of(panel)
    rows = sheet.rows
    assert list(rows) == [row.application for row in sorted(rows.values(), key=lambda row: row.place)]
    assert rows[both.pk].raw == 75
    assert (rows[low.pk].raw, rows[high.pk].raw) == (57.5, 86.25)
    assert rows[low.pk].adjusted - 57.5 > rows[high.pk].adjusted - 86.25
    assert rows[both.pk].low < rows[both.pk].adjusted < rows[both.pk].high
    assert min(row.low for row in rows.values() if row.reviews) >= 0
    assert sum(row.chance for row in rows.values() if row.reviews) <= 1.001
    assert rows[unread.pk].doubts == ("no_review",)
    assert (rows[unread.pk].place, rows[unread.pk].raw, rows[unread.pk].adjusted) == (4, None, None)
    assert rows[low.pk].doubts == ("one_review", "new_reviewer")
    assert sheet.people[strict.pk].leniency < 0 < sheet.people[generous.pk].leniency
    assert sum(sheet.shares) == pytest.approx(1, abs=0.001)
    assert sheet_of(panel).rows == rows


def test_without_places_there_is_no_chance(marked):
    panel, (both, *_others), _people = marked
    panel.round.places = None
    panel.round.save()
    assert sheet_of(panel).rows[both.pk].chance is None


def test_without_a_review_every_application_is_there(panel):
    application = in_review(panel)
    in_review(panel, state="withdrawn")
    sheet = sheet_of(panel)
    assert list(sheet.rows) == [application.pk]
    assert (sheet.people, sheet.shares) == ({}, ())


@pytest.mark.parametrize(
    "change",
    [
        lambda review: _set(review, state=ReviewState.DRAFT),
        lambda review: _set(review.assignment, recused_at=clock.now()),
        lambda review: _set(review.assignment, removed_at=clock.now()),
        lambda review: ConflictFactory(reviewer=review.assignment.reviewer, application=review.assignment.application),
    ],
    ids=["draft", "recused", "taken back", "in conflict"],
)
def test_marks_that_do_not_count(panel, change):
    review = reviewed(in_review(panel), ReviewerFactory(panel=panel), 4, 10)
    before = stamp_of(panel)
    assert len(marks_of(panel)) == 1
    change(review)
    assert marks_of(panel) == {}
    assert stamp_of(panel) != before


def _set(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()


def test_marks_of_an_application_that_is_withdrawn_do_not_count(panel):
    kept, gone = in_review(panel), in_review(panel)
    reviewer = ReviewerFactory(panel=panel)
    reviewed(kept, reviewer, 4, 10)
    reviewed(gone, reviewer, 0, 0)
    before = stamp_of(panel)
    _set(gone, state="withdrawn")
    assert stamp_of(panel) != before
    assert list(sheet_of(panel).rows) == [kept.pk]
    assert sheet_of(panel).people[reviewer.pk].reviews == 1


def test_a_rubric_that_weighs_nothing_says_nothing(panel):
    application = in_review(panel)
    reviewed(application, ReviewerFactory(panel=panel), 4, 10)
    before = stamp_of(panel)
    panel.criteria.update(weight=0)
    assert stamp_of(panel) != before
    assert sheet_of(panel).rows[application.pk].adjusted is None


def test_scores_are_kept_until_something_changes(marked, django_assert_num_queries):
    panel, (both, *_others), _people = marked
    assert keep_scores(panel=panel)
    assert not keep_scores(panel=panel)
    kept = ScoreTable.objects.get()
    with django_assert_num_queries(4):
        assert sheet_of(panel).rows[both.pk].raw == 75
    mark = Mark.objects.filter(review__assignment__application=both).first()
    mark.value = 0
    mark.save()
    _set(mark.review, revision=2)
    sheet = sheet_of(panel)
    assert sheet.rows[both.pk].raw != 75
    assert sheet.is_fresh
    assert ScoreTable.objects.get().stamp == kept.stamp
    assert keep_scores(panel=panel)
    assert ScoreTable.objects.get().stamp != kept.stamp


def test_many_marks_are_worked_out_by_a_job(marked, monkeypatch):
    panel, (both, *_others), _people = marked
    monkeypatch.setattr(scores, "SMALL", 2)
    assert (sheet_of(panel).rows, sheet_of(panel).is_fresh) == ({}, False)
    ask_for_scores(panel), ask_for_scores(panel)
    (job,) = run_jobs()
    assert job.result == {"changed": True}
    assert sheet_of(panel).is_fresh
    in_review(panel)
    stale = sheet_of(panel)
    assert (stale.is_fresh, len(stale.rows)) == (False, 4)
    assert stale.rows[both.pk].raw == 75


def test_a_panel_that_is_gone_has_no_scores(panel):
    ask_for_scores(panel)
    panel.delete()
    (job,) = run_jobs()
    assert job.result == {"changed": False}
