"""Companies of the directory, for forms that ask for a SIREN or SIRET."""

import pytest

from parvis.base.forms.registry import Company, company_of
from parvis.domain.directory.enums import Scheme
from tests.factories.directory import IdentifierFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
SIREN, SIRET = "732829320", "73282932000074"


def known(scheme, value, **values):
    return IdentifierFactory(organisation=OrganisationFactory(**values), scheme=scheme, value=value).organisation


@pytest.mark.parametrize(
    ("scheme", "value", "asked"),
    [(Scheme.SIREN, SIREN, SIREN), (Scheme.SIRET, SIRET, SIRET), (Scheme.SIREN, SIREN, SIRET)],
)
def test_a_company_is_found_by_its_number(scheme, value, asked):
    found = known(scheme, value, name="Acme", city="Paris")
    assert company_of(asked) == Company("Acme", "Paris", found.get_absolute_url())


def test_an_establishment_goes_before_its_company():
    known(Scheme.SIREN, SIREN, name="Acme")
    known(Scheme.SIRET, SIRET, name="Acme Lyon")
    assert company_of(SIRET).name == "Acme Lyon"


def test_a_number_of_several_or_of_none_names_nobody():
    known(Scheme.SIREN, SIREN)
    known(Scheme.SIREN, SIREN)
    assert company_of(SIREN) is None
    assert company_of("552100554") is None


def test_an_organisation_that_was_merged_away_is_not_named():
    survivor = OrganisationFactory()
    known(Scheme.SIREN, SIREN, merged_into=survivor)
    assert company_of(SIREN) is None
