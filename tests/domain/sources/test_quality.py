import datetime as dt

import pytest
from django.utils import timezone

from parvis.core import clock
from parvis.domain.directory.models import Organisation
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.quality import AGES, AND_MORE, ages, coverage, joining
from tests.domain.sources.support import import_all, territories
from tests.factories.directory import IdentifierFactory, OrganisationFactory
from tests.factories.reference import DepartmentFactory, RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def known(organisation, *sources, on=TODAY, gone_on=None):
    """Records of registers on an organisation."""
    for source in sources:
        number = SourceRecord.objects.count()
        SourceRecord.objects.create(
            source=source, source_key=str(number), facts={}, digest="", source_on=on, gone_on=gone_on,
            organisation=organisation,
        )  # fmt: skip
    return organisation


def test_nothing_is_said_of_an_empty_directory():
    found = joining()
    assert (found.records, found.organisations, found.registers, found.elsewhere) == (0, 0, [], 0)
    assert dict.fromkeys(range(1, AND_MORE + 1), 0) == found.by_registers
    assert coverage() == []
    assert ages().within == [(days, 0) for days in AGES]


def test_records_become_organisations_by_the_number_of_registers():
    known(OrganisationFactory(), "ror")
    known(OrganisationFactory(), "ror", "rnsr")
    known(OrganisationFactory(), "ror", "ror", "hospitals", "ilab", "higher_education", "crosswalk")
    OrganisationFactory()
    found = joining()
    assert (found.records, found.organisations, found.elsewhere) == (8, 3, 1)
    assert found.by_registers == {1: 1, 2: 1, 3: 0, 4: 1}
    by_code = {register.code: register for register in found.registers}
    assert (by_code["ror"].records, by_code["ror"].organisations) == (4, 3)
    assert (by_code["ror"].alone, by_code["ror"].shared) == (1, 2)
    assert by_code["rnsr"].alone == 0
    assert found.registers[0].code == "ror"
    assert "crosswalk" not in by_code, "a table that brings no organisation knows none"


def test_a_merged_organisation_is_not_counted_again():
    survivor = known(OrganisationFactory(), "ror")
    known(OrganisationFactory(merged_into=survivor), "rnsr")
    assert joining().organisations == 1


def test_records_that_a_register_lacks_are_counted_apart():
    known(OrganisationFactory(), "ror", gone_on=TODAY)
    known(OrganisationFactory(), "ror")
    assert [(register.records, register.gone) for register in joining().registers] == [(2, 1)]


def test_coverage_says_what_is_known_in_each_region():
    north = RegionFactory(code="32", name="Hauts-de-France", slug="hauts-de-france")
    lille = DepartmentFactory(code="59", name="Nord", region=north)
    full = OrganisationFactory(
        region=north, department=lille, latitude=50.6, longitude=3.1, website="https://un.example", description_en="x",
        confirmed_at=timezone.now(),
    )  # fmt: skip
    IdentifierFactory(organisation=full, scheme="siren", value="552100554")
    IdentifierFactory(organisation=full, scheme="siret", value="55210055400013")
    full.themes.add(ThemeFactory(code="health-data"), ThemeFactory(code="medical-devices"))
    bare = OrganisationFactory(region=north, department=lille, latitude=None, longitude=None, website="")
    nowhere = OrganisationFactory(region=None, department=None, latitude=None, longitude=None, website="")
    known(full, "ror", "ror")
    known(bare, "rnsr")
    known(nowhere, "ilab")
    first, last = coverage()
    assert (first.region, first.organisations, first.by_source) == ("32", 2, {"ror": 1, "rnsr": 1})
    assert (first.placed, first.numbered, first.website, first.themed, first.described, first.confirmed) == (1,) * 6
    assert (last.region, last.organisations, last.numbered, last.by_source) == ("", 1, 0, {"ilab": 1})


def test_ages_take_the_newest_word_of_a_register_or_of_a_person():
    def ago(days):
        return TODAY - dt.timedelta(days=days)

    known(OrganisationFactory(), "ror", on=ago(10))
    known(known(OrganisationFactory(), "ror", on=ago(3000)), "rnsr", on=ago(500))
    known(OrganisationFactory(), "ror", on=ago(1000))
    known(OrganisationFactory(), "ror", on=ago(4000))
    known(OrganisationFactory(), "ror", on=None)
    confirmed = timezone.make_aware(dt.datetime.combine(ago(5), dt.time(12)))
    known(OrganisationFactory(confirmed_at=confirmed), "ror", on=ago(4000))
    found = ages()
    assert [count for _days, count in found.within] == [2, 1, 1]
    assert (found.older, found.undated) == (1, 1)
    assert sum(count for _days, count in found.within) + found.older + found.undated == Organisation.objects.count()


def test_the_queries_do_not_grow():
    territories()
    import_all("ror")
    before = [count_queries(ask) for ask in (joining, coverage, ages)]
    import_all("hospitals", "rnsr")
    assert [count_queries(ask) for ask in (joining, coverage, ages)] == before
