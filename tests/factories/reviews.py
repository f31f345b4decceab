"""Panels, reviewers, conflicts of interest and reviews."""

import factory
from factory.django import DjangoModelFactory

from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.reviews.enums import ConflictKind, PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Bid, Conflict, Criterion, Mark, Message, Panel, Review, Reviewer
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, RoundFactory


class PanelFactory(DjangoModelFactory):
    """A panel that reviews, open and sealed."""

    class Meta:
        model = Panel

    round = factory.SubFactory(RoundFactory)
    name = factory.Sequence(lambda n: f"Panel {n}")
    state = PanelState.REVIEWING


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    panel = factory.SubFactory(PanelFactory)
    position = factory.Sequence(lambda n: n + 1)
    name_fr = factory.Sequence(lambda n: f"Critère {n}")
    name_en = factory.Sequence(lambda n: f"Criterion {n}")
    best = 4


class ReviewerFactory(DjangoModelFactory):
    """Someone who accepted, of a mail domain of their own; `user=None` for one without account, `themes` a list."""

    class Meta:
        model = Reviewer
        skip_postgeneration_save = True

    panel = factory.SubFactory(PanelFactory)
    user = factory.SubFactory(UserFactory, email=factory.Sequence(lambda n: f"expert{n}@experts.example"))
    name = factory.LazyAttribute(lambda one: one.user.name if one.user else "Ada Invented")
    email = factory.LazyAttributeSequence(lambda one, n: one.user.email if one.user else f"reviewer{n}@experts.example")
    language = "en"
    state = ReviewerState.ACCEPTED
    token_hash = factory.Sequence(lambda n: f"{n:064}")

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


class AssignmentFactory(DjangoModelFactory):
    """An application in review that a reviewer was given and has cleared of ties."""

    class Meta:
        model = Assignment

    reviewer = factory.SubFactory(ReviewerFactory)
    application = factory.LazyAttribute(lambda one: in_review(one.reviewer.panel))
    cleared_at = factory.LazyFunction(clock.now)


class ReviewFactory(DjangoModelFactory):
    """A submitted review without marks."""

    class Meta:
        model = Review

    assignment = factory.SubFactory(AssignmentFactory)
    state = ReviewState.SUBMITTED
    submitted_at = factory.LazyAttribute(lambda one: clock.now() if one.state == ReviewState.SUBMITTED else None)
    private_comment = "Solid."


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = Mark

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.SubFactory(CriterionFactory, panel=factory.SelfAttribute("..review.assignment.reviewer.panel"))
    value = 3


class ConflictFactory(DjangoModelFactory):
    """A conflict that counts."""

    class Meta:
        model = Conflict

    reviewer = factory.SubFactory(ReviewerFactory)
    application = factory.LazyAttribute(lambda one: in_review(one.reviewer.panel))
    kind = ConflictKind.DECLARED
    note = "We are cousins."


class BidFactory(DjangoModelFactory):
    class Meta:
        model = Bid

    reviewer = factory.SubFactory(ReviewerFactory)
    application = factory.LazyAttribute(lambda one: in_review(one.reviewer.panel))
    wish = "eager"


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    panel = factory.SubFactory(PanelFactory)
    application = factory.LazyAttribute(lambda one: in_review(one.panel))
    author = factory.SubFactory(UserFactory)
    text = "What do you think?"


def in_review(panel, **values):
    """An application of the panel's round that was admitted to the review."""
    return ApplicationFactory(
        call=panel.round.call, round=panel.round, **{"state": ApplicationState.IN_REVIEW, **values}
    )
