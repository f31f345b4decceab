"""Suggestions and opinions, and the needs, calls and introductions that they are about."""

import factory
from factory.django import DjangoModelFactory

from parvis.core import clock
from parvis.domain.introductions.enums import IntroductionState, Position, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.matchmaking.enums import Subject, Thumb
from parvis.domain.matchmaking.models import Opinion, Suggestion
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import Notice, Opportunity
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory


class SuggestionFactory(DjangoModelFactory):
    """Somebody whom an organisation should meet."""

    class Meta:
        model = Suggestion

    subject = Subject.ORGANISATION
    organisation = factory.SubFactory(OrganisationFactory)
    other = factory.SubFactory(OrganisationFactory)
    rank = factory.Sequence(lambda n: n + 1)
    score = 0.2
    reasons = [{"kind": "shared", "weight": 1.0, "fr": "un partenaire commun", "en": "one partner in common"}]
    worked_out_at = factory.LazyFunction(clock.now)


class OpinionFactory(DjangoModelFactory):
    """A thumbs-down."""

    class Meta:
        model = Opinion

    organisation = factory.SubFactory(OrganisationFactory)
    other = factory.SubFactory(OrganisationFactory)
    thumb = Thumb.DOWN
    said_by = factory.SubFactory(UserFactory)
    said_at = factory.LazyFunction(clock.now)


class OpenNoticeFactory(DjangoModelFactory):
    """A need that whoever acts for an organisation may read."""

    class Meta:
        model = Notice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"open-notice-{n}")
    side = Side.NEED
    kind = NoticeKind.EXPERTISE
    organisation = factory.SubFactory(OrganisationFactory)
    language = "en"
    title = factory.Sequence(lambda n: f"Notice {n}")
    readers = Readers.ECOSYSTEM
    state = NoticeState.OPEN
    published_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)

    @factory.post_generation
    def regions(self, _create, extracted, **_kwargs):
        if extracted:
            self.regions.set(extracted)


class OpenOpportunityFactory(DjangoModelFactory):
    """A call of somebody else."""

    class Meta:
        model = Opportunity

    source = "eu"
    code = factory.Sequence(lambda n: f"OPEN-{n}")
    slug = factory.Sequence(lambda n: f"open-{n}")
    title = factory.Sequence(lambda n: f"Call {n}")


def introduced(first, second, *, state=IntroductionState.PROPOSED, outcomes=("", ""), **values):
    """Two organisations that were introduced to one another, and what each says came of it."""
    now = clock.now()
    found = Introduction.objects.create(
        subject="Meet",
        message="Hello",
        proposed_by=ProposedBy.CAMPUS,
        state=state,
        **values,
        proposed_at=now,
        moved_at=now,
    )
    for position, organisation, outcome in zip(Position, (first, second), outcomes, strict=True):
        IntroductionSide.objects.create(
            introduction=found,
            position=position,
            organisation=organisation,
            outcome=outcome,
            outcome_at=now if outcome else None,
        )
    return found
