"""Joint projects, their partners, and what belongs to them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.core import clock
from parvis.domain.joint_projects.models import Document, Funding, JointProject, Milestone, News, Partner
from tests.factories.directory import OrganisationFactory


class JointProjectFactory(DjangoModelFactory):
    """An idea, heard of now, open to its partners."""

    class Meta:
        model = JointProject
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"joint-{n}")
    title_fr = factory.Sequence(lambda n: f"Projet commun {n}")
    title_en = factory.Sequence(lambda n: f"Joint project {n}")
    state_on = factory.LazyFunction(clock.today)
    news_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)

    @factory.post_generation
    def partners(self, _create, extracted, **_kwargs):
        for organisation in extracted or ():
            PartnerFactory(project=self, organisation=organisation)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    project = factory.SubFactory(JointProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    joined_on = dt.date(2025, 3, 1)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(JointProjectFactory)
    title = "First patient"


class FundingFactory(DjangoModelFactory):
    class Meta:
        model = Funding

    project = factory.SubFactory(JointProjectFactory)
    funder = "Agence nationale de la recherche"


class DocumentFactory(DjangoModelFactory):
    """Needs a stored file."""

    class Meta:
        model = Document

    project = factory.SubFactory(JointProjectFactory)
    title = "Plan"
    added_at = factory.LazyFunction(clock.now)


class NewsFactory(DjangoModelFactory):
    class Meta:
        model = News

    project = factory.SubFactory(JointProjectFactory)
    text = "The protocol is written."
    said_at = factory.LazyFunction(clock.now)
