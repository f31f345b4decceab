"""A small ecosystem: hospitals, labs and start-ups with some projects behind them."""

from types import SimpleNamespace

import pytest

from parvis.domain.reference.enums import OrganisationKind as Kind
from tests.factories.directory import OrganisationFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.factories.reference import RegionFactory


@pytest.fixture
def ecosystem():
    """A start-up about hearts that never worked with anyone, and those who did."""
    region = RegionFactory()
    found = SimpleNamespace(
        region=region,
        startup=OrganisationFactory(
            name="Cardiolux",
            kind=Kind.STARTUP,
            description_fr="Surveillance cardiaque à domicile par électrocardiogramme.",
        ),
        heart=OrganisationFactory(
            name="Heart lab", kind=Kind.LAB, description_en="Research on heart rhythm disorders and electrocardiograms."
        ),
        soil=OrganisationFactory(name="Soil lab", kind=Kind.LAB, description_en="Agronomy of soils and fertilisers."),
        hospital=OrganisationFactory(name="Hôpital Nord", kind=Kind.HOSPITAL, region=region, city="Lille"),
        clinic=OrganisationFactory(name="Clinique Sud", kind=Kind.HOSPITAL),
    )
    for number, members in enumerate(
        [(found.heart, found.hospital), (found.heart, found.soil), (found.hospital, found.clinic)]
    ):
        project = ProjectFactory(year=2014 + number, terms="heart rhythm")
        for member in members:
            ParticipationFactory(project=project, organisation=member)
    return found
