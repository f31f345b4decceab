"""How well reviewers fit applications, from what parvis knows."""

import pytest

from parvis.domain.reviews.enums import ReviewState, Wish
from parvis.domain.reviews.selectors.affinities import affinities, past_texts, texts_of
from tests.factories.accounts import UserFactory
from tests.factories.directory import PersonFactory
from tests.factories.forms import QuestionFactory, VersionFactory, sheet_with
from tests.factories.reference import ThemeFactory
from tests.factories.reviews import (
    AssignmentFactory,
    BidFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)

pytestmark = pytest.mark.django_db


def fit(panel, application, *reviewers, **weights):
    return affinities(panel, [application.pk], reviewers, weights or None)[0].round(3).tolist()


def answered(panel, **values):
    """An application with a question that everybody reads, one for the team, one that says who applies, and a date."""
    version = VersionFactory()
    section = QuestionFactory(section__version=version, version=version, key="pitch", kind="long").section
    QuestionFactory(section=section, key="secret", audience="team")
    QuestionFactory(section=section, key="founder", is_identifying=True)
    QuestionFactory(section=section, key="day", kind="date")
    said = {key: f"words of {key}" for key in ("pitch", "secret", "founder")} | {"day": "2026-01-01"}
    return in_review(panel, sheet=sheet_with(version, said), title="Radiology", **values)


def test_texts_are_what_reviewers_may_see():
    panel = PanelFactory()
    application = answered(panel)
    assert texts_of([application.pk], is_blind=False) == {application.pk: "Radiology\nwords of pitch\nwords of founder"}
    assert texts_of([application.pk], is_blind=True) == {application.pk: "Radiology\nwords of pitch"}


def test_themes_texts_and_wishes_speak_for_a_pair():
    panel, theme = PanelFactory(), ThemeFactory()
    application = in_review(panel, title="Imaging of tumours", themes=[theme])
    stranger = ReviewerFactory(panel=panel, expertise="Law")
    by_theme = ReviewerFactory(panel=panel, themes=[theme])
    by_text = ReviewerFactory(panel=panel, expertise="Medical imaging")
    found = fit(panel, application, stranger, by_theme, by_text)
    assert found[0] == 0
    assert found[1] == 1
    assert 0 < found[2] < 1
    BidFactory(reviewer=stranger, application=application, wish=Wish.EAGER)
    BidFactory(reviewer=by_theme, application=application, wish=Wish.RELUCTANT)
    other = in_review(panel)
    BidFactory(reviewer=by_text, application=other, wish=Wish.EAGER)
    BidFactory(reviewer=ReviewerFactory(panel=panel), application=application, wish=Wish.EAGER)
    assert fit(panel, application, stranger, by_theme, by_text) == [0.5, 0.25, found[2]]
    assert fit(panel, application, stranger, by_theme, wishes=0) == [0, 1]
    both = affinities(panel, [application.pk, other.pk], [by_text])
    assert both[0, 0] == pytest.approx(found[2], abs=0.001)
    assert both[1, 0] == 0.5


@pytest.mark.parametrize("key", ["user", "person", "email"])
def test_earlier_reviews_of_the_same_person_count(key):
    user, person = UserFactory(), PersonFactory()
    other = UserFactory()
    values = {"user": {"user": user}, "person": {"person": person, "user": other}, "email": {"email": "ada@x.example"}}[
        key
    ]
    past = AssignmentFactory(reviewer=ReviewerFactory(**values), application__title="Prostheses")
    ReviewFactory(assignment=past)
    ReviewFactory(assignment__reviewer=past.reviewer, state=ReviewState.DRAFT)
    panel = PanelFactory()
    now = {"user": {"user": user}, "person": {"person": person}, "email": {"email": "ADA@x.example"}}[key]
    reviewer = ReviewerFactory(panel=panel, **now)
    newcomer = ReviewerFactory(panel=panel, expertise="Law")
    assert past_texts(panel, [reviewer, newcomer]) == {reviewer.pk: past.application.title, newcomer.pk: ""}
    application = in_review(panel, title=past.application.title)
    found = fit(panel, application, reviewer, newcomer)
    assert found[0] > 0.9
    assert found[1] == 0


def test_only_the_newest_earlier_reviews_count(monkeypatch):
    monkeypatch.setattr("parvis.domain.reviews.selectors.affinities.REMEMBERED", 1)
    user = UserFactory()
    reviews = [ReviewFactory(assignment__reviewer=ReviewerFactory(user=user)) for _number in range(2)]
    panel = PanelFactory()
    reviewer = ReviewerFactory(panel=panel, user=user)
    assert past_texts(panel, [reviewer]) == {reviewer.pk: reviews[1].assignment.application.title}


def test_reviews_of_the_same_panel_are_no_history():
    panel = PanelFactory()
    review = ReviewFactory(assignment__reviewer__panel=panel)
    reviewer = review.assignment.reviewer
    assert past_texts(panel, [reviewer]) == {reviewer.pk: ""}
