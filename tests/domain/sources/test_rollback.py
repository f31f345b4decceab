"""Rolling imports back: what goes, what stays and why, and what stands in the way."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.directory.models import Name, Organisation, Relation
from parvis.domain.directory.selectors.hanging import reason_name, what_hangs_on
from parvis.domain.sources.models import Change, ImportRun, SourceRecord
from parvis.domain.sources.selectors.changes import ChangeFilters, changes_of, in_words
from parvis.domain.sources.selectors.undoing import fate_of_created, forecast
from parvis.domain.sources.services import rollback
from parvis.domain.sources.services.imports import import_file
from tests.domain.sources.support import (
    DATA,
    applied,
    directory,
    import_all,
    organisation_with,
    rolled_back,
    row_of,
    rows_of,
    staged,
    territories,
)
from tests.domain.sources.support import written as write_file
from tests.factories import directory as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _territories(db):
    territories()


def imported(source, path=None, **options):
    """Import a file directly; the run."""
    return import_file(actor=None, source=source, path=path or DATA / f"{source}.csv", **options).run


def test_the_first_import_of_a_register_goes_without_trace():
    before = directory()
    run = rolled_back(imported("ror"))
    assert (directory(), run.state) == (before, "rolled_back")
    assert run.undone == {"removed": 10, "restored": 0, "redated": 0, "going": 10, "staying": 0}
    assert not Organisation.objects.exists()


def test_changed_and_gone_records_are_as_they_were(tmp_path):
    imported("ror", as_of=dt.date(2026, 1, 1))
    imported("rnsr")
    before = directory()
    inserm = row_of("ror", name="Inserm")
    newer = write_file(tmp_path / "ror.csv", [{**inserm, "name": "New", "grid": "", "parents": ""}, rows_of("ror")[1]])
    run = imported("ror", newer, as_of=dt.date(2026, 6, 1))
    assert directory() != before
    expected = forecast(run)
    assert (expected.removed, expected.restored, expected.redated, expected.going) == (0, 1, 9, 0)
    assert rolled_back(run).undone["restored"] == 1
    assert directory() == before


def test_what_something_hangs_on_stays_and_says_why():
    run = imported("ror")
    edited = organisation_with("ror", "02vjkv261")
    Organisation.objects.filter(pk=edited.pk).update(
        website="https://ours.example.org", provenance={**edited.provenance, "website": {"source": "human"}}, version=2
    )
    member_of = organisation_with("ror", "02feahw73")
    make.MembershipFactory(organisation=member_of)
    known = organisation_with("ror", "02rx3b187")
    imported("higher_education")
    expected = forecast(run)
    assert (expected.going, expected.staying) == (5, 5)
    run = rolled_back(run)
    assert {pk for pk in (edited.pk, member_of.pk, known.pk) if Organisation.objects.filter(pk=pk).exists()} == {
        edited.pk,
        member_of.pk,
        known.pk,
    }
    kept = {
        view.change.organisation_id: [str(reason) for reason in view.kept]
        for view in in_words(changes_of(run, ChangeFilters(kept=True)))
    }
    assert kept[edited.pk] == ["what people wrote"]
    assert kept[member_of.pk] == ["Memberships"]
    assert kept[known.pk] == ["Source records"]
    edited.refresh_from_db()
    assert (edited.name, edited.website, edited.sources) == ("Inserm", "https://ours.example.org", [])
    assert not edited.identifiers.exists()
    known.refresh_from_db()
    assert known.sources == ["higher_education"]

    again = imported("ror")
    assert organisation_with("ror", "02vjkv261") == edited
    assert organisation_with("ror", "02rx3b187") == known
    edited.refresh_from_db()
    assert (edited.website, edited.sources, again.counts["new"]) == ("https://ours.example.org", ["ror"], 7)


def test_an_organisation_that_stayed_goes_with_the_next_roll_back_once_nothing_hangs_on_it():
    run = staged("ror", DATA / "ror.csv")
    run = applied(run)[1]
    membership = make.MembershipFactory(organisation=organisation_with("ror", "02vjkv261"))
    run = rolled_back(run)
    assert Organisation.objects.count() == 1
    membership.delete()
    is_applied, run = applied(run)
    assert (is_applied, run.differing) == (False, 1)
    is_applied, run = applied(run)
    assert (is_applied, Organisation.objects.count()) == (True, 10)
    rolled_back(run)
    assert not Organisation.objects.exists()


def test_later_imports_of_the_register_go_first(tmp_path):
    first = imported("ror")
    second = imported("ror", write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "name": "New"}]))
    imported("hospitals")
    with pytest.raises(InvalidTransition, match=f"rolled back first: {second.pk} "):
        rolled_back(first)
    rolled_back(second)
    assert rolled_back(first).state == "rolled_back"
    with pytest.raises(InvalidTransition, match="rolled back"):
        rolled_back(ImportRun.objects.get(pk=first.pk))


def test_only_applied_imports_with_their_lines_are_rolled_back():
    run = imported("ror")
    with pytest.raises(NotAllowed):
        rolled_back(run, actor=UserFactory())
    ImportRun.objects.filter(pk=run.pk).update(turn=None)
    with pytest.raises(InvalidTransition, match="not kept any more"):
        rolled_back(ImportRun.objects.get(pk=run.pk))


def test_a_number_that_another_was_refused_goes_to_it_when_its_carrier_goes(tmp_path):
    grid = row_of("ror", name="Inserm")["grid"]
    run = imported("ror", write_file(tmp_path / "ror.csv", [row_of("ror", name="Inserm")]))
    row = {**row_of("higher_education", paysage_id="6a498"), "grid": grid, "ror": "", "wikidata": "", "siret": ""}
    other = imported("higher_education", write_file(tmp_path / "he.csv", [{**row, "isni": "", "pic": ""}]))
    joined = Change.objects.get(run=other)
    assert joined.kind == "joined"
    make.IdentifierFactory(organisation=make.OrganisationFactory(slug="third"), scheme="uai", value="0751234J")
    third = {
        **rows_of("higher_education")[1],
        "grid": grid,
        "ror": "05f82e368",
        "wikidata": "",
        "siret": "",
        "siren": "",
    }
    imported("higher_education", write_file(tmp_path / "he2.csv", [{**third, "pic": ""}]), as_of=dt.date(2026, 1, 1))
    refused = organisation_with("ror", "05f82e368")
    assert not refused.identifiers.filter(scheme="grid").exists()
    rolled_back(run)
    assert organisation_with("grid", grid).pk in (joined.organisation_id, refused.pk)


def test_a_number_that_a_changed_record_lets_go_is_given_to_another_that_claimed_it(tmp_path):
    row = row_of("ror", name="Inserm")
    school = row_of("higher_education", name="Université Grenoble Alpes")
    imported("ror", write_file(tmp_path / "first.csv", [{**row, "wikidata": "Q42"}]))
    changed = imported("ror", write_file(tmp_path / "second.csv", [{**row, "wikidata": "Q945876"}]))
    claiming = {**school, "ror": "https://ror.org/02rx3b187", "grid": ""}
    imported("higher_education", write_file(tmp_path / "school.csv", [claiming]))
    inserm, university = (Organisation.objects.get(name=name) for name in ("Inserm", school["name"]))
    assert organisation_with("wikidata", "Q945876") == inserm
    rolled_back(changed)
    assert organisation_with("wikidata", "Q42") == inserm
    assert organisation_with("wikidata", "Q945876") == university


def test_children_wait_again_when_their_parent_loses_its_number(tmp_path):
    import_all("rnsr", "ror")
    before = directory()
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,research,180089013,0753639Y,,\n")
    run = imported("crosswalk", crosswalk)
    assert Relation.objects.filter(parent=organisation_with("ror", "02feahw73"), source="rnsr").exists()
    rolled_back(run)
    assert directory() == before


def test_a_roll_back_is_logged_and_told_to_search(django_capture_on_commit_callbacks, monkeypatch):
    told = []
    monkeypatch.setitem(bus._receivers, OrganisationChanged, [told.append])
    monkeypatch.setitem(bus._receivers, OrganisationRemoved, [told.append])
    run = imported("ror")
    ids = set(Organisation.objects.values_list("pk", flat=True))
    stays = organisation_with("ror", "02vjkv261")
    Name.objects.create(organisation=stays, text="Ours", source="human")
    with django_capture_on_commit_callbacks(execute=True):
        run = rolled_back(run)
    changed, removed = (
        {pk for event in told if isinstance(event, kind) for pk in event.ids}
        for kind in (OrganisationChanged, OrganisationRemoved)
    )
    assert (removed, changed) == (ids - {stays.pk}, {stays.pk})
    entry = Entry.objects.get(verb="sources.rolled_back")
    assert (entry.target_id, entry.data["going"], entry.data["staying"]) == (str(run.pk), 9, 1)


def test_someone_who_attaches_something_meanwhile_is_not_cut_off(monkeypatch):
    run = imported("ror")
    plan, calls = rollback._plan, []

    def planned_then_attached(found):
        undoing = plan(found)
        if not calls:
            calls.append(make.MembershipFactory(organisation=organisation_with("ror", "02vjkv261")))
        return undoing

    monkeypatch.setattr(rollback, "_plan", planned_then_attached)
    run = rolled_back(run)
    assert (run.undone["staying"], Organisation.objects.count()) == (1, 1)


def test_a_record_that_is_removed_meanwhile_makes_a_new_plan(monkeypatch):
    run = imported("ror")
    plan, removed = rollback._plan, []

    def planned_then_removed(found):
        undoing = plan(found)
        if not removed:
            removed.append(SourceRecord.objects.filter(source_key="02vjkv261").delete())
        return undoing

    monkeypatch.setattr(rollback, "_plan", planned_then_removed)
    run = rolled_back(run)
    assert (run.state, run.undone["removed"], SourceRecord.objects.count()) == ("rolled_back", 9, 0)


def test_a_directory_that_never_rests_leaves_the_import_applied(monkeypatch):
    run = imported("ror")
    plan = rollback._plan

    def planned_then_edited(found):
        undoing = plan(found)
        inserm = organisation_with("ror", "02vjkv261")
        Organisation.objects.filter(pk=inserm.pk).update(version=inserm.version + 1)
        return undoing

    monkeypatch.setattr(rollback, "_plan", planned_then_edited)
    before = directory()
    with pytest.raises(Conflict):
        rolled_back(run)
    assert (ImportRun.objects.get(pk=run.pk).state, directory() == before) == ("done", True)


def test_every_table_of_every_app_counts_as_hanging(django_assert_num_queries):
    organisation = make.OrganisationFactory()
    assert what_hangs_on([organisation.pk], registers=["ror"]) == {}
    make.NameFactory(organisation=organisation, source="ror")
    assert what_hangs_on([organisation.pk], registers=["ror"]) == {}
    make.ClaimFactory(organisation=organisation)
    make.LinkFactory(organisation=organisation, source="human")
    assert set(what_hangs_on([organisation.pk], registers=["ror"])[organisation.pk]) == {
        "stewardship.claim",
        "directory.link",
    }
    assert (str(reason_name("stewardship.claim")), reason_name("gone.model")) == ("Claims", "gone.model")


def test_the_fate_takes_the_same_queries_for_one_and_for_ten(tmp_path, django_assert_max_num_queries):
    one = imported("hospitals", write_file(tmp_path / "h.csv", rows_of("hospitals")[:1]))
    with django_assert_max_num_queries(34) as captured:
        fate_of_created(one)
    ten = imported("ror")
    with django_assert_max_num_queries(34) as again:
        fate_of_created(ten)
    assert len(captured) == len(again)
