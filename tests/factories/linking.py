"""Candidate pairs."""

import factory
from factory.django import DjangoModelFactory

from parvis.domain.linking.models import CandidatePair
from tests.factories.directory import OrganisationFactory


class CandidatePairFactory(DjangoModelFactory):
    class Meta:
        model = CandidatePair

    left = factory.SubFactory(OrganisationFactory)
    right = factory.SubFactory(OrganisationFactory)
    score = 0.8
    reasons = factory.LazyFunction(lambda: [["whole", 2.0, "A", "B"]])
    weights = "names 2026-11-27"
    value = 1.0
    left_source = "directory"
    right_source = "directory"
