"""What someone did as a reviewer can be taken along and forgotten; their reviews stay without a name."""

import pytest

from parvis.domain.reviews.models import Conflict, Review, Reviewer, Tie
from parvis.domain.reviews.personal_data import erase, export
from parvis.domain.reviews.reasons import reason_of
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import ThemeFactory
from tests.factories.reviews import (
    AssignmentFactory,
    BidFactory,
    ConflictFactory,
    MarkFactory,
    MessageFactory,
    ReviewerFactory,
    ReviewFactory,
)
from tests.support.traces import traces_of

pytestmark = pytest.mark.django_db
EMAIL = "wilhelmina@quux.example"


@pytest.fixture
def user():
    return UserFactory(name="Wilhelmina Quux", email=EMAIL)


@pytest.fixture
def reviewer(user):
    """Someone who reviewed, with all that hangs on it."""
    made = ReviewerFactory(user=user, name=user.name, expertise="quux studies", themes=[ThemeFactory()])
    review = ReviewFactory(assignment=AssignmentFactory(reviewer=made, recusal="As Quux"))
    review.kept = [{"field": "private_comment", "text": "Quux", "at": "2026-01-01T00:00:00+00:00"}]
    review.save()
    MarkFactory(review=review)
    Tie.objects.create(reviewer=made, organisation=OrganisationFactory(), note="Quux family")
    ConflictFactory(reviewer=made, note="Quux is my cousin")
    ConflictFactory(reviewer=made, kind="family", facts={"organisation": "Quux Ltd"})
    BidFactory(reviewer=made)
    MessageFactory(panel=made.panel, author=user, text="I agree")
    return made


def test_everything_is_exported(user, reviewer):
    data = export(user)
    lengths = {name: len(rows) for name, rows in data.items()}
    assert lengths == {
        "panels": 1,
        "conflicts_of_interest": 2,
        "ties": 1,
        "wishes": 1,
        "reviews": 1,
        "marks": 1,
        "discussions": 1,
    }


def test_reviews_stay_without_a_name(user, reviewer):
    assert len(erase(user)) == 1
    assert [trace for trace in traces_of("quux", "wilhelmina") if trace.startswith("reviews_")] == []
    reviewer.refresh_from_db()
    assert (reviewer.user, reviewer.person, reviewer.name) == (None, None, "—")
    assert Review.objects.get().private_comment == "Solid."
    assert [reason_of(row) for row in Conflict.objects.all()] == [
        "Declared without further words.",
        "parent or sister organisation",
    ]


def test_invitations_that_led_to_nothing_go(user):
    ReviewerFactory(user=None, email=EMAIL, state="invited")
    assert erase(user) == []
    assert not Reviewer.objects.exists()


def test_words_in_a_discussion_are_said_to_stay(user):
    MessageFactory(author=user)
    assert len(erase(user)) == 1
