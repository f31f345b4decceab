"""Organisations made anew from the records that are bound to them."""

import pytest
from django.db import IntegrityError, transaction

from parvis.core import bus
from parvis.core.errors import Conflict
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Identifier, Name, Organisation, Relation
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.services import building
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.remaking import Remade, remake_organisations
from tests.domain.sources.support import directory, import_all, organisation_with, row_of, rows_of, territories
from tests.domain.sources.support import written as write_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _territories(db):
    territories()


def bind(record, organisation):
    SourceRecord.objects.filter(pk=record.pk).update(organisation=organisation)


def test_what_imports_made_is_made_the_same_again():
    import_all()
    before = directory()
    versions = list(Organisation.objects.order_by("pk").values_list("version", flat=True))
    assert remake_organisations(Organisation.objects.values_list("pk", flat=True)) == Remade()
    assert directory() == before
    assert list(Organisation.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_nothing_is_remade_without_queries(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert remake_organisations([]) == Remade()


def two_halves(tmp_path):
    """One hospital as two organisations: ROR's, and the hospital statistics'."""
    import_all("ror", "hospitals")
    university = organisation_with("ror", "02rx3b187")
    hospital = organisation_with("finess", "750803447")
    return university, hospital, SourceRecord.objects.get(organisation=hospital)


def test_a_record_takes_its_facts_to_the_organisation_it_is_bound_to(tmp_path):
    university, hospital, record = two_halves(tmp_path)
    before, address = directory(), hospital.address
    with transaction.atomic():
        bind(record, university)
        remade = remake_organisations([university.pk, hospital.pk])
    assert set(remade.changed) >= {university.pk, hospital.pk}
    assert remade.without_record == (hospital.pk,)
    university.refresh_from_db()
    assert organisation_with("finess", "750803447") == university
    assert (university.address, university.sources, university.version) == (address, ["hospitals", "ror"], 2)
    assert university.provenance["address"]["source"] == "hospitals"
    emptied = Organisation.objects.get(pk=hospital.pk)
    assert (emptied.name, emptied.kind) == (hospital.name, hospital.kind)
    assert (emptied.sources, emptied.address, emptied.identifiers.count()) == ([], "", 0)

    with transaction.atomic():
        bind(record, hospital)
        assert remake_organisations([university.pk, hospital.pk]).without_record == ()
    assert directory() == before


def test_what_people_wrote_and_took_away_stays():
    import_all("ror")
    inserm = organisation_with("ror", "02vjkv261")
    inserm.provenance = {
        **inserm.provenance,
        "website": {"source": "human"},
        "removed": {"identifiers": ["grid:" + inserm.identifiers.get(scheme="grid").value]},
    }
    inserm.website = "https://ours.example.org"
    inserm.save()
    inserm.identifiers.filter(scheme="grid").delete()
    Name.objects.create(organisation=inserm, text="Ours", source="human")
    SourceRecord.objects.filter(organisation=inserm).update(organisation=organisation_with("ror", "02feahw73"))
    remade = remake_organisations([inserm.pk])
    inserm.refresh_from_db()
    assert remade.without_record == (inserm.pk,)
    assert (inserm.website, inserm.provenance["website"]) == ("https://ours.example.org", {"source": "human"})
    assert list(inserm.names.values_list("text", flat=True)) == ["Ours"]
    assert not inserm.identifiers.exists()
    assert inserm.provenance["name"]["source"] == "ror"


@pytest.mark.parametrize("part", ["names", "identifiers"])
def test_whoever_only_loses_a_row_has_changed(part):
    import_all("ror", "ilab")
    record = next(record for record in SourceRecord.objects.order_by("pk") if len(record.facts.get(part) or ()) > 1)
    record.facts = {**record.facts, part: record.facts[part][:-1]}
    record.save()
    assert remake_organisations([record.organisation_id]).changed == (record.organisation_id,)
    assert remake_organisations([record.organisation_id]).changed == ()


def test_children_follow_the_number_by_which_they_name_their_parent(tmp_path):
    import_all("rnsr", "ror")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,research,180089013,0753639Y,,\n")
    import_file(actor=None, source="crosswalk", path=crosswalk)
    parent, other = organisation_with("ror", "02feahw73"), organisation_with("ror", "02vjkv261")
    children = set(Relation.objects.filter(parent=parent, source="rnsr").values_list("child_id", flat=True))
    weight = parent.weight
    before = directory()
    assert children
    record = SourceRecord.objects.get(source="crosswalk")
    bind(record, other)
    remake_organisations([parent.pk, other.pk])
    moved = set(Relation.objects.filter(parent=other, source="rnsr").values_list("child_id", flat=True))
    assert moved >= children
    assert not Relation.objects.filter(parent=parent, source="rnsr").exists()
    parent.refresh_from_db()
    assert parent.weight < weight
    bind(record, parent)
    remake_organisations([parent.pk, other.pk])
    assert directory() == before


def test_children_wait_again_when_their_parent_loses_its_number_and_are_tied_when_it_returns(tmp_path):
    import_all("rnsr", "ror")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,research,180089013,0753639Y,,\n")
    waiting = set(SourceRecord.objects.filter(has_unresolved=True).values_list("pk", flat=True))
    import_file(actor=None, source="crosswalk", path=crosswalk)
    before = directory()
    parent = organisation_with("ror", "02feahw73")
    record = SourceRecord.objects.get(source="crosswalk")
    facts = record.facts
    record.facts = {"key": record.source_key}
    record.save()
    remake_organisations([parent.pk])
    assert set(SourceRecord.objects.filter(has_unresolved=True).values_list("pk", flat=True)) == waiting
    record.facts = facts
    record.save()
    remake_organisations([parent.pk])
    assert directory() == before


@pytest.mark.parametrize("named", [None, 0, 1])
def test_a_number_that_two_claim_goes_to_the_first_unless_the_caller_says_otherwise(tmp_path, named):
    rows = [{**row_of("ror", name="Inserm"), "grid": "grid.1.1"}, {**rows_of("ror")[2], "grid": "grid.2.2"}]
    import_file(actor=None, source="ror", path=write_file(tmp_path / "ror.csv", rows))
    both = list(Organisation.objects.order_by("pk"))
    for record in SourceRecord.objects.all():
        others = [pair for pair in record.facts["identifiers"] if pair[0] != "grid"]
        record.facts = {**record.facts, "identifiers": [*others, ["grid", "grid.3.3"]]}
        record.save()
    owners = {} if named is None else {("grid", "grid.3.3"): both[named].pk}
    remake_organisations([one.pk for one in both], owners=owners)
    assert organisation_with("grid", "grid.3.3") == both[named or 0]


def test_a_number_goes_to_its_owner_also_from_one_that_is_not_remade(tmp_path):
    rows = [{**row_of("ror", name="Inserm"), "grid": "grid.1.1"}, {**rows_of("ror")[2], "grid": "grid.2.2"}]
    import_file(actor=None, source="ror", path=write_file(tmp_path / "ror.csv", rows))
    first, second = Organisation.objects.order_by("pk")
    number = ("grid", "grid.3.3")
    for record in SourceRecord.objects.all():
        record.facts = {**record.facts, "identifiers": [*record.facts["identifiers"], list(number)]}
        record.save()
    remake_organisations([first.pk, second.pk])
    assert organisation_with(*number) == first
    remake_organisations([second.pk], owners={number: second.pk})
    assert organisation_with(*number) == second


def test_a_number_that_a_person_took_away_is_not_given_back():
    import_all("ror")
    inserm = organisation_with("ror", "02vjkv261")
    grid = inserm.identifiers.get(scheme="grid")
    inserm.provenance = {**inserm.provenance, "removed": {"identifiers": [f"grid:{grid.value}"]}}
    inserm.save()
    grid.delete()
    remake_organisations([inserm.pk])
    assert not inserm.identifiers.filter(scheme="grid").exists()
    assert inserm.identifiers.filter(scheme="ror").exists()


def test_remaking_is_told_to_search_and_refused_when_someone_edits_meanwhile(
    monkeypatch, django_capture_on_commit_callbacks
):
    import_all("ror")
    inserm, other = organisation_with("ror", "02vjkv261"), organisation_with("ror", "02feahw73")
    told = []
    monkeypatch.setitem(bus._receivers, OrganisationChanged, [told.append])
    bind(SourceRecord.objects.get(organisation=inserm), other)
    with django_capture_on_commit_callbacks(execute=True):
        remade = remake_organisations([inserm.pk])
    assert [event.ids for event in told] == [remade.changed]

    build = building.build

    def edited_meanwhile(*arguments):
        build(*arguments)
        Organisation.objects.filter(pk=other.pk).update(version=9)

    monkeypatch.setattr(building, "build", edited_meanwhile)
    with pytest.raises(Conflict), transaction.atomic():
        remake_organisations([other.pk])


def test_a_number_taken_meanwhile_is_a_conflict(monkeypatch):
    import_all("ror")
    inserm, other = organisation_with("ror", "02vjkv261"), organisation_with("ror", "02feahw73")
    record = SourceRecord.objects.get(organisation=inserm)
    record.facts = {**record.facts, "identifiers": [*record.facts["identifiers"], ["siret", "18003604800015"]]}
    record.save()
    build = building.build

    def taken_meanwhile(*arguments):
        build(*arguments)
        Identifier.objects.create(organisation=other, scheme="siret", value="18003604800015")

    monkeypatch.setattr(building, "build", taken_meanwhile)
    with pytest.raises(Conflict) as caught, transaction.atomic():
        remake_organisations([inserm.pk])
    assert isinstance(caught.value.__cause__, IntegrityError)
