"""The campus, its founding members and its sites."""

import factory
from factory.django import DjangoModelFactory

from parvis.domain.campus.models import Campus, FoundingMember
from parvis.domain.sites.models import Site
from tests.factories.directory import OrganisationFactory


class CampusFactory(DjangoModelFactory):
    class Meta:
        model = Campus
        django_get_or_create = ("pk",)

    pk = 1
    name = "Campus of the tests"


class FoundingMemberFactory(DjangoModelFactory):
    class Meta:
        model = FoundingMember

    organisation = factory.SubFactory(OrganisationFactory)
    position = factory.Sequence(lambda n: n + 1)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    name = factory.Sequence(lambda n: f"Site {n}")
    slug = factory.Sequence(lambda n: f"site-{n}")
