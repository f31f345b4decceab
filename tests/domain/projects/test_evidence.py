"""What a reader has to see in a name before it is taken for an organisation."""

import pytest

from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.records import engine_records
from parvis.domain.projects.services import evidence
from parvis.domain.projects.services.evidence import Evidence
from tests.factories.directory import IdentifierFactory, NameFactory, OrganisationFactory, RelationFactory
from tests.factories.reference import RegionFactory

pytestmark = pytest.mark.django_db


def shows(organisation, name, region=None):
    return Evidence(engine_records(Organisation.objects.all())).shows(name, region, organisation.pk)


@pytest.mark.parametrize(
    ("organisation", "city", "typed", "expected"),
    [
        ("Institut Pasteur", "Paris", "Unité d'Immunité Innée, INSTITUT PASTEUR", True),
        ("Institut Pasteur", "Paris", "Institut Curie", False),
        ("Kerpape", "", "KERMAP", False),
        ("AQUALEG", "", "AQUALTER CONSTRUCTION", False),
        ("EPITECH", "", "EVITECH", False),
        ("INRAE", "", "INRA Versailles", True),
        ("Pierre Fabre (France)", "Castres", "UMR 8551 Laboratoire Pierre Aigrain", False),
        ("Université Paris-Saclay", "Gif-sur-Yvette", "Air Liquide - Centre de Recherche Paris-Saclay", False),
        ("Centre de Recherche en Neurosciences de Lyon", "Bron", "Centre de Recherche en Neurociences de Lyon", True),
        ("Institut de Biologie Structurale", "Grenoble", "Structurale", True),
        ("Université de Lille", "Lille", "UNIVERSITE DE LILLE", True),
        ("Université de Lille", "Lille", "Université de Lille, laboratoire CRIStAL", True),
        ("Université de Lille", "Lille", "Université de Lille III [Charles-de-Gaulle]", False),
        ("Université de Paris", "Paris", "Université de Paris 6", False),
        ("Laboratoire", "", "Laboratoire", False),
    ],
)
def test_words_of_a_name(organisation, city, typed, expected):
    assert shows(OrganisationFactory(name=organisation, city=city), typed) is expected


def test_other_names_count():
    organisation = OrganisationFactory(name="Institut de physique des deux infinis")
    assert not shows(organisation, "Nuclear Physics Lyon")
    NameFactory(organisation=organisation, text="Institute of Nuclear Physics of Lyon")
    assert shows(organisation, "Nuclear Physics Lyon")


def test_acronym_shows_in_its_own_region_or_that_of_a_large_institution(monkeypatch):
    north, south = RegionFactory(code="32"), RegionFactory(code="76")
    organisation = OrganisationFactory(name="Forum international des transports", region=north, kind="authority")
    NameFactory(organisation=organisation, text="ITF", kind="acronym")
    NameFactory(organisation=organisation, text="IT", kind="acronym")
    assert shows(organisation, "ITF", north.code)
    assert not shows(organisation, "IT", north.code)
    assert not shows(organisation, "ITF", south.code)
    assert not shows(organisation, "ITF")
    monkeypatch.setattr(evidence, "MANY", 1)
    RelationFactory(parent=organisation)
    assert shows(organisation, "ITF", south.code)


def test_number_of_the_lab_shows_and_that_of_another_kind_does_not():
    organisation = IdentifierFactory(
        organisation__name="Hypoxie et Poumon", scheme="label", value="U 1272"
    ).organisation
    assert shows(organisation, "Inserm U1272, Bobigny")
    assert not shows(organisation, "UMR 1272, Versailles")
