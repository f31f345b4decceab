"""Juries, decisions, letters, interviews and cohorts."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Cohort, CohortMember, Decision, Interview, Juror, JurorNote, Jury, Letter
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, RoundFactory
from tests.factories.directory import OrganisationFactory


class JuryFactory(DjangoModelFactory):
    """A jury with two places, whose start-ups have ten days to confirm."""

    class Meta:
        model = Jury

    round = factory.SubFactory(RoundFactory)
    name = factory.Sequence(lambda n: f"Jury {n}")
    places = 2
    confirm_by = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=10))
    created_by = factory.SubFactory(UserFactory)


class JurorFactory(DjangoModelFactory):
    class Meta:
        model = Juror

    jury = factory.SubFactory(JuryFactory)
    user = factory.SubFactory(UserFactory)


class DecisionFactory(DjangoModelFactory):
    """A pending acceptance of an application in review; a notified one gets its days, and its application its state."""

    class Meta:
        model = Decision

    jury = factory.SubFactory(JuryFactory)
    outcome = Outcome.ACCEPT
    state = DecisionState.PENDING
    application = factory.LazyAttribute(lambda one: before(one.jury, state=_state_of(one)))
    decided_by = factory.SubFactory(UserFactory)
    decided_at = factory.LazyFunction(clock.now)
    rank = factory.LazyAttribute(lambda one: next_rank(one.jury) if one.outcome == Outcome.WAITLIST else None)
    notified_at = factory.LazyAttribute(lambda one: None if one.state == DecisionState.PENDING else clock.now())
    first_notified_at = factory.LazyAttribute(lambda one: one.notified_at)
    confirm_by = factory.LazyAttribute(
        lambda one: one.jury.confirm_by if one.notified_at and one.outcome == Outcome.ACCEPT else None
    )


class LetterFactory(DjangoModelFactory):
    """A draft to whoever began the application."""

    class Meta:
        model = Letter

    decision = factory.SubFactory(DecisionFactory)
    user = factory.LazyAttribute(lambda one: one.decision.application.created_by)
    to = factory.LazyAttribute(lambda one: one.user.email)
    language = "en"
    subject = "Your application"
    text = "Hello, this is decided."
    state = LetterState.DRAFT
    revision = factory.LazyAttribute(lambda one: one.decision.revision)


class InterviewFactory(DjangoModelFactory):
    """A free slot, a day later than the last."""

    class Meta:
        model = Interview

    jury = factory.SubFactory(JuryFactory)
    starts_at = factory.Sequence(lambda n: clock.now().replace(minute=0) + dt.timedelta(days=n + 1))
    minutes = 30


class JurorNoteFactory(DjangoModelFactory):
    class Meta:
        model = JurorNote

    jury = factory.SubFactory(JuryFactory)
    application = factory.LazyAttribute(lambda one: before(one.jury))
    author = factory.SubFactory(UserFactory)
    text = "Ask about the market."


class CohortFactory(DjangoModelFactory):
    """A draft without start-ups."""

    class Meta:
        model = Cohort

    slug = factory.Sequence(lambda n: f"cohort-{n}")
    name_fr = factory.Sequence(lambda n: f"Promotion {n}")
    name_en = factory.Sequence(lambda n: f"Cohort {n}")
    starts_on = dt.date(2026, 3, 1)


class CohortMemberFactory(DjangoModelFactory):
    class Meta:
        model = CohortMember
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    pitch_en = "Reads heartbeats."

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


STATES = {
    Outcome.ACCEPT: ApplicationState.ACCEPTED,
    Outcome.WAITLIST: ApplicationState.WAITLISTED,
    Outcome.REJECT: ApplicationState.REJECTED,
}


def _state_of(one):
    return ApplicationState.IN_REVIEW if one.state == DecisionState.PENDING else STATES[one.outcome]


def next_rank(jury):
    """The end of the waiting list."""
    return Decision.objects.filter(jury=jury, rank__isnull=False).count() + 1


def before(jury, **values):
    """An application before the jury."""
    state = values.pop("state", ApplicationState.IN_REVIEW)
    return ApplicationFactory(call=jury.round.call, round=jury.round, state=state, **values)
