"""Registers in other forms than CSV, and what several of them say of one organisation."""

import pytest

from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.services.imports import import_file
from tests.domain.registers import test_annuaire_sante, test_finess, test_finess_entities, test_sirene
from tests.domain.registers.test_archives import archive
from tests.domain.registers.test_ror_dump import as_dumped, dump
from tests.domain.sources.support import (
    DATA,
    applied,
    organisation_with,
    row_of,
    staged,
    territories,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db):
    territories()


def test_the_dump_of_ror_is_the_same_register_as_its_flattened_file(tmp_path):
    import_file(actor=None, source="ror", path=written(tmp_path / "ror.csv", [row_of("ror", name="Inserm")]))
    run = staged("ror", dump(tmp_path, [as_dumped(row_of("ror", name="Inserm"))]))
    assert (run.file_name, run.counts["read"], run.counts.get("new", 0)) == ("v2.1-ror-data.json", 1, 0)
    assert applied(run)[0]
    assert SourceRecord.objects.filter(source="ror").count() == 1


def test_an_archive_is_uploaded_as_it_is_published(tmp_path):
    record = dump(tmp_path, [as_dumped(row_of("ror", name="Inserm"))]).read_bytes()
    run = staged("ror", archive(tmp_path, {"v2.1-ror-data.json": record, "v2.1-ror-data.csv": b"id,names\n"}))
    assert (run.file_name, run.state, run.counts["new"]) == ("archive.zip", "staged", 1)


def test_a_company_its_seat_and_its_site_are_two_organisations(tmp_path):
    import_file(actor=None, source="sirene", path=written(tmp_path / "units.csv", [test_sirene.UNIT]))
    seats = written(tmp_path / "sites.csv", [test_sirene.SEAT, test_sirene.SITE])
    counts = import_file(actor=None, source="sirene", path=seats).counts
    assert (counts["joined"], counts["new"]) == (1, 1)
    company = organisation_with("siren", "900000001")
    assert (company.name, company.city, company.postcode) == ("Donnees et Neurones", "Paris", "75013")
    site = organisation_with("siret", "90000000100025")
    assert Relation.objects.get().child == site
    answer = test_sirene.answer(tmp_path, [test_sirene.FOUND])
    assert import_file(actor=None, source="sirene", path=answer).counts["changed"] == 1
    assert Organisation.objects.count() == 2


def test_a_hospital_of_two_registers_is_one_and_finess_says_where_it_is(tmp_path):
    path = test_finess.file_of(tmp_path, test_finess.FIRST, test_finess.HOSPITAL, *test_finess.PLACES)
    import_file(actor=None, source="annuaire_sante", path=test_annuaire_sante.lines(tmp_path, test_annuaire_sante.SITE))
    assert import_file(actor=None, source="finess", path=path).counts["joined"] == 1
    hospital = organisation_with("finess", "380000000")
    assert (hospital.name, hospital.kind) == ("Centre Hospitalier des Trois Vallées", "hospital")
    assert (hospital.address, hospital.position_precision, hospital.website) == (
        "12 B Av des Alpes",
        "address",
        "http://www.ch3v.example",
    )
    assert hospital.sources == ["annuaire_sante", "finess"]
    import_file(actor=None, source="hospitals", path=DATA / "hospitals.csv")
    hospital.refresh_from_db()
    assert hospital.address == "12 B Av des Alpes"


@pytest.mark.parametrize("first", ["finess", "finess_entities"])
def test_a_legal_entity_becomes_the_parent_of_its_establishments(tmp_path, first):
    paths = {
        "finess": test_finess.file_of(tmp_path, test_finess.FIRST, test_finess.HOSPITAL),
        "finess_entities": test_finess_entities.file_of(
            tmp_path, test_finess_entities.FIRST, test_finess_entities.HOSPITAL
        ),
    }
    for source in sorted(paths, key=lambda source: source != first):
        assert import_file(actor=None, source=source, path=paths[source]).counts["new"] == 1
    tie = Relation.objects.get()
    assert (tie.child, tie.kind) == (organisation_with("finess", "380000000"), "part")
    assert list(tie.parent.sources) == ["finess_entities"]


def test_a_legal_entity_joins_the_legal_unit_of_its_siren(tmp_path):
    units = written(tmp_path / "units.csv", [test_sirene.UNIT])
    import_file(actor=None, source="sirene", path=units)
    path = test_finess_entities.file_of(tmp_path, test_finess_entities.FIRST, test_finess_entities.HOSPITAL)
    assert import_file(actor=None, source="finess_entities", path=path).counts["joined"] == 1
    assert sorted(organisation_with("siren", "900000001").sources) == ["finess_entities", "sirene"]
