"""Needs, offers and opportunities."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.core import clock
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import Interest, NeedQuestion, Notice, Opportunity, OpportunityImport, Report
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.directory import OrganisationFactory


class NoticeFactory(DjangoModelFactory):
    """An open need of an organisation, for the ecosystem, for another two months."""

    class Meta:
        model = Notice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"notice-{n}")
    side = Side.NEED
    kind = NoticeKind.CLINICAL_SITE
    organisation = factory.SubFactory(OrganisationFactory)
    language = "en"
    title = factory.Sequence(lambda n: f"A site for trial {n}")
    text = "We look for a hospital that tries our device with its patients."
    readers = Readers.ECOSYSTEM
    state = NoticeState.OPEN
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=60))
    published_at = factory.LazyAttribute(lambda one: None if one.state == NoticeState.DRAFT else clock.now())

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)

    @factory.post_generation
    def regions(self, _create, extracted, **_kwargs):
        if extracted:
            self.regions.set(extracted)


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    notice = factory.SubFactory(NoticeFactory)
    reason = "This is an advertisement."
    reported_by = factory.SubFactory(UserFactory)
    reported_at = factory.LazyFunction(clock.now)


class NeedQuestionFactory(DjangoModelFactory):
    class Meta:
        model = NeedQuestion

    call = factory.SubFactory(CallFactory)
    question_key = "needs"
    side = Side.NEED
    kind = NoticeKind.OTHER


class OpportunityFactory(DjangoModelFactory):
    """A call of the European Union with three months to go."""

    class Meta:
        model = Opportunity
        skip_postgeneration_save = True

    source = "eu_calls"
    code = factory.Sequence(lambda n: f"HORIZON-HLTH-2027-{n}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    title = factory.Sequence(lambda n: f"Twins of hearts {n}")
    text = "Scope\n\nProposals should build models of hearts."
    programme = "Horizon Europe"
    deadline = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=90))

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    opportunity = factory.SubFactory(OpportunityFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    text = "We bring patients."
    said_by = factory.SubFactory(UserFactory)
    said_at = factory.LazyFunction(clock.now)


class OpportunityImportFactory(DjangoModelFactory):
    """A file without calls that waits to be looked at."""

    class Meta:
        model = OpportunityImport

    source = "eu_calls"
    file_name = factory.Sequence(lambda n: f"calls-{n}.json")
    as_of = factory.LazyFunction(clock.today)
    counts = factory.LazyFunction(lambda: {"new": 0, "changed": 0, "same": 0, "refused": 0})
    staged_at = factory.LazyFunction(clock.now)
