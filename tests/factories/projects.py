"""Projects and who took part in them."""

import factory
from factory.django import DjangoModelFactory

from parvis.domain.projects.models import Participation, Project


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    source = "anr"
    code = factory.Sequence(lambda n: f"ANR-14-CE07-{n:04}")
    slug = factory.LazyAttribute(lambda project: project.code.lower())
    acronym = factory.Sequence(lambda n: f"PROJECT{n}")
    year = 2014
    is_public = True


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    project = factory.SubFactory(ProjectFactory)
    source = "anr"
    key = factory.Sequence(lambda n: f"partner-{n}")
    name = factory.Sequence(lambda n: f"Partner {n}")
    country = "FR"
