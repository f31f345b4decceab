"""Introductions with their two sides."""

import factory
from factory.django import DjangoModelFactory

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.introductions.enums import Answer, IntroductionState, Position, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionCap, IntroductionSide
from parvis.domain.introductions.services.proposing import ProposalValues
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory, owner_of

AGREED = (IntroductionState.ACCEPTED, IntroductionState.MET, IntroductionState.CLOSED)


class IntroductionFactory(DjangoModelFactory):
    """One that the campus has proposed just now; `first` and `second` are the organisations, with an owner each.

    In a state after the agreement both have accepted.
    """

    class Meta:
        model = Introduction
        skip_postgeneration_save = True

    subject = factory.Sequence(lambda n: f"Shall we introduce you, {n}?")
    message = "You should meet."
    language = "en"
    proposed_by = ProposedBy.CAMPUS
    state = IntroductionState.PROPOSED
    proposed_at = factory.LazyFunction(clock.now)
    moved_at = factory.LazyAttribute(lambda one: one.proposed_at)
    accepted_at = factory.LazyAttribute(lambda one: one.moved_at if one.state in AGREED else None)

    @factory.post_generation
    def first(self, _create, extracted, **_kwargs):
        side_of(self, Position.FIRST, extracted)

    @factory.post_generation
    def second(self, _create, extracted, **_kwargs):
        side_of(self, Position.SECOND, extracted)


def side_of(introduction, position, organisation=None):
    """A side that was asked when the introduction was proposed."""
    if organisation is None:
        organisation = OrganisationFactory()
        owner_of(organisation)
    agreed = introduction.state in AGREED
    return IntroductionSide.objects.create(
        introduction=introduction,
        position=position,
        organisation=organisation,
        answer=Answer.ACCEPTED if agreed else Answer.OPEN,
        answered_at=introduction.moved_at if agreed else None,
        asked_at=introduction.proposed_at,
    )


class IntroductionCapFactory(DjangoModelFactory):
    class Meta:
        model = IntroductionCap

    organisation = factory.SubFactory(OrganisationFactory)
    most = 0


def first_of(introduction):
    """The side that looks for something, as it is now."""
    return _side(introduction, Position.FIRST)


def second_of(introduction):
    """The side that was found, as it is now."""
    return _side(introduction, Position.SECOND)


def _side(introduction, position):
    rows = IntroductionSide.objects.select_related("introduction", "organisation", "account", "answered_by", "person")
    return rows.get(introduction=introduction, position=position)


def owner(side):
    """The account that owns the organisation of a side."""
    return side.organisation.accesses.get(level="owner").user


def matchmaker(**values):
    """A community manager."""
    return account_with(Role.COMMUNITY, **values)


def words(**values):
    """A proposal with a message."""
    return ProposalValues(**{"subject": "Shall we?", "message": "You should meet.", "language": "en", **values})
