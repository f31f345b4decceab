"""Tables that no importer knows: from the upload to the directory, and again."""

import datetime as dt

import openpyxl
import pytest
from django.core.files.base import ContentFile

from parvis.base.accounts.enums import Role
from parvis.base.files.models import StoredFile
from parvis.base.jobs.models import Job
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed, SourceUnusable
from parvis.domain.directory.models import Identifier
from parvis.domain.directory.registry import source_info
from parvis.domain.registers.registry import importers
from parvis.domain.sources.models import ImportRun, SavedMapping, SourceRecord
from parvis.domain.sources.selectors.overview import registers_in_use
from parvis.domain.sources.selectors.own import (
    Hanging,
    code_of,
    hanging_on,
    mappings_visible_to,
    own_choices,
    table_mapping,
)
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.mappings import as_read, begin_mapping, read_sample, sample_of, save_mapping
from parvis.domain.sources.services.own_tables import remove_mapping, rename_mapping
from parvis.domain.sources.services.retention import prune_files
from parvis.domain.sources.services.staging import copy_of_upload, stage_file
from tests.domain.sources.support import applied, organisation_with, rolled_back, staged, territories
from tests.factories.accounts import account_with
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

TABLE = "Nom;SIREN;Ville\nClinique des Lilas;900000001;Paris\nStation Muguet;900000019;Viriat\n"
ABOUT = {"name": "Our list", "kind": "", "country": "FR", "publisher": "", "licence": "", "url": "", "is_full": True}


@pytest.fixture
def team(db):
    territories()
    return account_with(Role.COMMUNITY)


def begun(team, content=TABLE, name="list of ours.csv", encoding="utf-8"):
    content = content.encode(encoding) if isinstance(content, str) else content
    return begin_mapping(actor=team, upload=ContentFile(content, name=name))


def saved(team, **values):
    mapping = begun(team)
    save_mapping(actor=team, mapping=mapping, version=1, **{**ABOUT, "columns": mapping.columns, **values})
    return mapping


def workbook(tmp_path):
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    book.save(tmp_path / "table.xlsx")
    return (tmp_path / "table.xlsx").read_bytes()


def test_a_table_is_kept_and_its_columns_guessed(team):
    mapping = begun(team, encoding="cp1252")
    assert (mapping.name, mapping.is_ready, mapping.made_by) == ("list of ours", False, team)
    assert mapping.columns == {"Nom": "name", "SIREN": "siren", "Ville": "city"}
    assert importers.find(code_of(mapping)) is None
    with sample_of(mapping) as table:
        rows = as_read(table_mapping(mapping), table)
    assert [(row.line, row.facts.name, row.numbers) for row in rows] == [
        (2, "Clinique des Lilas", [("SIREN", "900000001")]),
        (3, "Station Muguet", [("SIREN", "900000019")]),
    ]


def test_a_saved_table_is_staged_applied_rolled_back_and_read_again(team, tmp_path):
    mapping = saved(team, kind="hospital")
    run = read_sample(actor=team, mapping=mapping)
    assert (run.source, run.state, Job.objects.filter(pk=run.job_id).exists()) == (f"own_{mapping.pk}", "waiting", True)
    with copy_of_upload(run) as path:
        stage_file(run=run, path=path)
    is_applied, run = applied(ImportRun.objects.get(pk=run.pk))
    lilas = organisation_with("siren", "900000001")
    assert (is_applied, lilas.name, lilas.kind, lilas.city) == (True, "Clinique des Lilas", "hospital", "Paris")
    assert lilas.provenance["name"]["source"] == run.source
    assert (source_info(run.source).name, registers_in_use()[0].register.name) == ("Our list", "Our list")
    again = import_file(actor=team, source=run.source, path=write(tmp_path, TABLE.replace("Viriat", "Lyon")))
    assert (again.counts["changed"], again.counts["vanished"]) == (1, 0)
    shorter = import_file(actor=team, source=run.source, path=write(tmp_path, TABLE.rpartition("Station")[0]))
    assert shorter.counts["vanished"] == 1
    for done in ImportRun.objects.filter(state="done").order_by("-turn"):
        rolled_back(done)
    assert (SourceRecord.objects.count(), Identifier.objects.count()) == (0, 0)


def write(tmp_path, text):
    path = tmp_path / "again.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_workbook_is_read_like_a_csv_file(team, tmp_path):
    mapping = begun(team, workbook(tmp_path), name="table.xlsx")
    assert mapping.columns == {"Nom": "name", "SIREN": "siren", "Ville": "city"}
    save_mapping(actor=team, mapping=mapping, version=1, **{**ABOUT, "columns": mapping.columns})
    run = staged(code_of(mapping), tmp_path / "table.xlsx")
    assert (run.counts["read"], run.counts["new"], run.file_name) == (2, 2, "table.xlsx")


def test_a_file_that_lacks_a_column_is_refused(team, tmp_path):
    mapping = saved(team)
    with pytest.raises(SourceUnusable, match="These columns are missing: SIREN"):
        import_file(actor=team, source=code_of(mapping), path=write(tmp_path, "Nom;Ville\nLilas;Paris\n"))


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"SIREN": "siren"}, "Say which column holds the name"),
        ({"Nom": "name", "Ville": "name"}, "Only one column each may be: name."),
        ({"Nom": "name", "Ville": "password"}, "A column is something that organisations do not have."),
    ],
)
def test_a_mapping_that_makes_no_organisation_is_not_saved(team, columns, sentence):
    mapping = begun(team)
    with pytest.raises(InvalidInput) as raised:
        save_mapping(actor=team, mapping=mapping, version=1, **{**ABOUT, "columns": columns})
    assert (str(raised.value), SavedMapping.objects.get().is_ready) == (str(raised.value), False)
    assert sentence in str(raised.value)


def test_of_two_who_change_a_mapping_one_is_told(team):
    mapping = saved(team)
    with pytest.raises(Conflict):
        save_mapping(actor=team, mapping=mapping, version=1, **{**ABOUT, "columns": mapping.columns, "name": "Other"})
    assert SavedMapping.objects.get().name == "Our list"
    read_sample(actor=team, mapping=mapping)
    with pytest.raises(InvalidInput, match="This table was read already"):
        read_sample(actor=team, mapping=mapping)
    assert ImportRun.objects.count() == 1


def test_what_is_no_table_is_not_kept(team):
    for content, name, error in (
        (b"\x89PNG\r\n\x1a\n\x00", "list.csv", InvalidInput),
        (b"PK\x03\x04", "list.xlsx", (InvalidInput, SourceUnusable)),
        (b"Nom;SIREN\n", "list.csv", SourceUnusable),
    ):
        with pytest.raises(error):
            begun(team, content, name=name)
    assert (SavedMapping.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_only_the_team_makes_mappings(team):
    outsider, mapping = account_with(), begun(team)
    with pytest.raises(NotAllowed):
        begun(outsider)
    with pytest.raises(NotAllowed):
        save_mapping(actor=outsider, mapping=mapping, version=1, **{**ABOUT, "columns": mapping.columns})
    with pytest.raises(NotAllowed):
        read_sample(actor=outsider, mapping=mapping)
    assert (list(mappings_visible_to(outsider)), list(mappings_visible_to(team))) == ([], [mapping])


def test_tables_that_nobody_reads_go_and_mappings_that_were_saved_stay(team):
    forgotten, kept = begun(team), saved(team)
    SavedMapping.objects.update(updated_at=clock.now() - dt.timedelta(days=40))
    assert prune_files(clock.now() - dt.timedelta(days=30)) == 2
    assert (list(SavedMapping.objects.all()), StoredFile.objects.count()) == ([kept], 0)
    assert not SavedMapping.objects.filter(pk=forgotten.pk).exists()


def test_a_table_that_someone_takes_up_again_meanwhile_stays(team):
    mapping = begun(team)
    SavedMapping.objects.update(updated_at=clock.now() - dt.timedelta(days=40))

    def take_up():
        save_mapping(actor=team, mapping=mapping, version=1, columns=mapping.columns, **ABOUT)

    with meanwhile(take_up, before='UPDATE "sources_savedmapping"'):
        assert prune_files(clock.now() - dt.timedelta(days=30)) == 0
    assert SavedMapping.objects.get().sample == StoredFile.objects.get()


def imported(team, tmp_path, mapping):
    """Organisations that were imported with a mapping."""
    import_file(actor=team, source=code_of(mapping), path=write(tmp_path, TABLE))
    return SourceRecord.objects.filter(source=code_of(mapping))


def test_a_mapping_is_renamed_and_what_it_brought_with_it(team, tmp_path, django_capture_on_commit_callbacks):
    mapping = saved(team)
    imported(team, tmp_path, mapping)
    assert source_info(code_of(mapping)).name == "Our list"
    with django_capture_on_commit_callbacks(execute=True):
        rename_mapping(actor=team, mapping=mapping, version=2, name="  Members  2026 ")
    assert SavedMapping.objects.get().name == source_info(code_of(mapping)).name == "Members 2026"
    with pytest.raises(Conflict):
        rename_mapping(actor=team, mapping=mapping, version=2, name="Again")


@pytest.mark.parametrize(("name", "sentence"), [(" ", "Give it a name"), ("OUR LIST", "has this name already")])
def test_two_mappings_do_not_have_one_name(team, name, sentence):
    saved(team)
    with pytest.raises(InvalidInput, match=sentence):
        rename_mapping(actor=team, mapping=begun(team), version=1, name=name)


def test_what_a_removed_mapping_brought_keeps_its_name_and_can_be_rolled_back(team, tmp_path):
    mapping = saved(team)
    records = imported(team, tmp_path, mapping)
    mapping.refresh_from_db()
    assert hanging_on(mapping) == Hanging(records=2, organisations=2, imports=1, open_imports=0)
    remove_mapping(actor=team, mapping=mapping, version=mapping.version)
    assert (list(mappings_visible_to(team)), own_choices(), records.count()) == ([], [], 2)
    assert [view.register.name for view in registers_in_use()] == ["Our list"]
    assert StoredFile.objects.count() == 0
    with pytest.raises(InvalidInput, match="was removed"):
        import_file(actor=team, source=code_of(mapping), path=write(tmp_path, TABLE))
    rolled_back(ImportRun.objects.get())
    assert records.count() == 0


def test_a_mapping_that_brought_nothing_goes_with_its_table(team):
    remove_mapping(actor=team, mapping=begun(team), version=1)
    assert (SavedMapping.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_mapping_stays_while_an_import_with_it_is_open(team):
    mapping = saved(team)
    read_sample(actor=team, mapping=mapping)
    mapping.refresh_from_db()
    with pytest.raises(InvalidTransition, match="is open"):
        remove_mapping(actor=team, mapping=mapping, version=mapping.version)
    assert SavedMapping.objects.get().removed_at is None


def test_an_outsider_renames_and_removes_nothing(team):
    outsider, mapping = account_with(), saved(team)
    with pytest.raises(NotAllowed):
        rename_mapping(actor=outsider, mapping=mapping, version=2, name="Mine")
    with pytest.raises(NotAllowed):
        remove_mapping(actor=outsider, mapping=mapping, version=2)
