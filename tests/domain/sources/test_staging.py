"""What a staged import shows, and what happens when the directory moves on before it is applied."""

import datetime as dt

import pytest
from django.core.files.base import File

from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidInput, SourceUnusable
from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.linking.services.proposing import JOB
from parvis.domain.sources.enums import RunAction
from parvis.domain.sources.models import Change, ImportRun, SourceRecord
from parvis.domain.sources.selectors.changes import ChangeFilters, changes_of, export_rows, in_words, overview_of
from parvis.domain.sources.services import staging
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.requests import keep_upload
from parvis.domain.sources.services.staging import copy_of_upload, stage_file
from parvis.domain.sources.services.states import TRIES, move
from tests.domain.sources.support import (
    DATA,
    applied,
    directory,
    import_all,
    organisation_with,
    row_of,
    rows_of,
    staged,
    territories,
)
from tests.domain.sources.support import written as write_file
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _territories(db):
    territories()


def shown(run, **filters):
    """The lines of a run: kind, line, name, and the differences as (label, before, after, shown, verdict)."""
    views = in_words(changes_of(run, ChangeFilters(**filters)))
    return [
        (
            view.change.kind,
            view.change.line,
            view.change.name,
            [tuple(map(str, (d.label, d.before, d.after, d.shown, d.verdict))) for d in view.differences],
        )
        for view in views
    ]


def newer(tmp_path, *rows):
    return write_file(tmp_path / "newer.csv", list(rows))


def test_a_staged_file_changes_nothing_and_lists_what_it_would():
    import_all("higher_education")
    before = directory()
    run = staged("ror", DATA / "ror.csv")
    assert (run.state, run.as_of is not None, directory() == before) == ("staged", True, True)
    counts = {kind.kind: kind.number for kind in overview_of(run).kinds}
    assert (counts["new"] + counts.pop("doubtful", 0), counts["joined"], counts["skipped"]) == (7, 3, 1)
    (inserm,) = shown(run, words="inserm")
    assert inserm[:3] == ("new", 2, "Inserm")
    assert ("Name", "", "Inserm", "", "") in [(label.capitalize(), *rest) for label, *rest in inserm[3]]
    assert ("number", "", "ROR 02vjkv261", "", "") in inserm[3]


def test_changed_records_say_whose_word_counts(tmp_path):
    import_all("ror", "higher_education")
    grenoble = organisation_with("ror", "02rx3b187")
    grenoble.provenance = {**grenoble.provenance, "website": {"source": "human"}}
    grenoble.website = "https://ours.example.org"
    grenoble.save()
    Name.objects.create(organisation=grenoble, text="Grenoble", source="human")
    row = row_of("ror", ror="https://ror.org/02rx3b187")
    path = newer(
        tmp_path,
        {
            **row,
            "name": "Another name",
            "status": "inactive",
            "website": "https://theirs.example.org",
            "city": "Paris",
            "aliases": "New alias",
            "grid": "grid.9999.9",
        },
    )
    run = staged("ror", path)
    ((kind, line, name, differences),) = shown(run, kind="changed")
    assert (kind, line, name) == ("changed", 2, "Another name")
    by_label = {}
    for label, *rest in differences:
        by_label.setdefault(label, []).append(tuple(rest))
    assert by_label["name"] == [(row["name"], "Another name", grenoble.name, "higher education is believed first")]
    assert by_label["status"] == [("active", "closed", "", "")]
    (website,) = by_label["website"]
    assert website[1:] == (
        "https://theirs.example.org",
        "https://ours.example.org",
        "what a person wrote here stays",
    )
    assert by_label["address"][0][3] == "higher education is believed first"
    assert ("", "New alias (other name)", "", "") in by_label["other name"]
    assert ("", "GRID grid.9999.9", "", "") in by_label["number"]
    applied(run)
    grenoble.refresh_from_db()
    assert (grenoble.status, grenoble.website) == ("closed", "https://ours.example.org")


def test_numbers_that_others_carry_are_remarked(tmp_path):
    import_all("ror")
    other = row_of("ror", name="Inserm")
    path = newer(tmp_path, *rows_of("ror")[1:], {**other, "ror": "https://ror.org/05f82e368", "name": "Thief"})
    run = staged("ror", path)
    ((kind, _line, name, differences),) = shown(run, remarked=True)
    assert (kind, name) == ("new", "Thief")
    verdict = "left out: another organisation carries this number"
    assert ("number", "", "GRID grid.7429.8", "", verdict) in differences


def test_a_new_release_shows_what_is_gone_once_and_what_is_back(tmp_path):
    import_file(actor=None, source="ror", path=DATA / "ror.csv", as_of=dt.date(2026, 1, 1))
    inserm = row_of("ror", name="Inserm")
    second = staged("ror", newer(tmp_path, inserm), as_of=dt.date(2026, 2, 1))
    gone = shown(second, kind="gone")
    assert (len(gone), second.counts["vanished"], second.counts["confirmed"]) == (9, 9, 1)
    assert all(name for _kind, _line, name, _differences in gone)
    applied(second)
    assert SourceRecord.objects.filter(gone_on=dt.date(2026, 2, 1)).count() == 9
    assert Organisation.objects.count() == 10

    third = staged("ror", newer(tmp_path, inserm, row_of("ror", grid="grid.4444.0")), as_of=dt.date(2026, 3, 1))
    assert [(kind, name) for kind, _line, name, _ in shown(third)] == [
        ("confirmed", "Inserm"),
        ("confirmed", "Centre National de la Recherche Scientifique"),
    ]
    applied(third)
    assert SourceRecord.objects.filter(gone_on=None).count() == 2


def test_a_record_that_a_refused_line_names_is_not_called_gone(tmp_path):
    import_all("hospitals")
    rows = rows_of("hospitals")
    bad = {**rows[0], "lat": "north"}
    run = staged("hospitals", newer(tmp_path, bad, *rows[2:]))
    assert [line[2] for line in shown(run, kind="gone")] == [SourceRecord.objects.order_by("pk")[1].facts["name"]]
    nameless = {**rows[0], "finess_et": "000000001"}
    assert shown(staged("hospitals", newer(tmp_path, nameless, *rows[2:])), kind="gone") == []


def test_refused_lines_are_lines_too(tmp_path):
    row = row_of("hospitals", finess_et="750803447")
    run = staged("hospitals", newer(tmp_path, row, {**row, "finess_et": "750803448"}))
    (view,) = in_words(changes_of(run, ChangeFilters(kind="refused")))
    assert (view.change.line, view.column, str(view.reason)[:25]) == (3, "finess_et", "This is not a FINESS numb")
    assert shown(run, words="finess number", kind="refused")
    with pytest.raises(InvalidInput):
        applied(run)
    run.skip_bad = True
    assert applied(run)[0] is True


def test_lines_are_exported_one_row_for_each_field(tmp_path):
    import_all("ror")
    row = {**row_of("ror", name="Inserm"), "website": "https://new.example.org", "status": "inactive"}
    run = staged("ror", newer(tmp_path, row))
    rows = list(export_rows(changes_of(run, ChangeFilters(kind="changed"))))
    assert [(r["change"], r["field"], r["before"], r["after"], r["organisation"]) for r in rows] == [
        ("changed", "status", "active", "closed", "inserm"),
        ("changed", "website", "https://www.inserm.fr", "https://new.example.org", "inserm"),
    ]
    assert len(list(export_rows(changes_of(run, ChangeFilters())))) == 11


def test_the_lines_take_the_same_queries_for_one_and_for_many():
    import_all("higher_education")
    run = staged("ror", DATA / "ror.csv")
    counts = {
        number: count_queries(lambda number=number: in_words(changes_of(run, ChangeFilters(kind="new"))[:number]))
        for number in (1, 6)
    }
    assert len(set(counts.values())) == 1


def test_applying_writes_what_was_shown_and_keeps_the_lines():
    run = staged("ror", DATA / "ror.csv")
    lines = shown(run)
    is_applied, run = applied(run)
    assert (is_applied, run.state, run.turn, run.counts["new"]) == (True, "done", 1, 10)
    assert shown(run) == lines
    assert Change.objects.filter(run=run, organisation=None).exclude(kind="skipped").count() == 0
    assert SourceRecord.objects.filter(last_run=run).count() == 10
    again = staged("ror", DATA / "ror.csv")
    assert {kind.kind for kind in overview_of(again).kinds} == {"same", "skipped"}


def test_when_the_directory_has_changed_people_see_what_differs_before_anything_is_written(tmp_path):
    import_all("ror")
    path = newer(tmp_path, *({**row, "website": "https://new.example.org"} for row in rows_of("ror")[:2]))
    run = staged("ror", path)
    Organisation.objects.filter(slug="inserm").update(
        website="https://ours.example.org", provenance={"website": {"source": "human"}}, version=7
    )
    before = directory()
    is_applied, run = applied(run)
    assert (is_applied, run.state, run.differing, directory() == before) == (False, "staged", 1, True)
    ((_kind, _line, name, differences),) = shown(run, news=True)
    assert (name, differences[-1][-1]) == ("Inserm", "what a person wrote here stays")
    is_applied, run = applied(run)
    assert (is_applied, run.state, run.differing, shown(run, news=True)) == (True, "done", 0, [])


def test_an_edit_that_changes_nothing_of_it_does_not_stop_applying(tmp_path):
    import_all("ror")
    run = staged("ror", newer(tmp_path, {**row_of("ror", name="Inserm"), "website": "https://new.example.org"}))
    Organisation.objects.filter(slug="inserm").update(stage="growth", version=9)
    assert applied(run)[0] is True
    assert Organisation.objects.get(slug="inserm").stage == "growth"


def test_an_edit_while_it_is_written_makes_a_new_plan(tmp_path, monkeypatch):
    import_all("ror")
    run = staged("ror", newer(tmp_path, {**row_of("ror", name="Inserm"), "website": "https://new.example.org"}))
    make_plan, edits = staging.make_plan, []

    def planned_then_edited(*arguments, **options):
        plan = make_plan(*arguments, **options)
        if len(edits) < TRIES - 1:
            edits.append(Organisation.objects.filter(slug="inserm").update(version=100 + len(edits)))
        return plan

    monkeypatch.setattr(staging, "make_plan", planned_then_edited)
    assert applied(run)[0] is True
    run = staged("ror", newer(tmp_path, {**row_of("ror", name="Inserm"), "website": "https://newer.example.org"}))
    numbers = Identifier.objects.count()

    def always_edited(*arguments, **options):
        plan = make_plan(*arguments, **options)
        edits.append(Organisation.objects.filter(slug="inserm").update(version=200 + len(edits)))
        return plan

    monkeypatch.setattr(staging, "make_plan", always_edited)
    with pytest.raises(Conflict):
        applied(run)
    assert (ImportRun.objects.get(pk=run.pk).state, Identifier.objects.count()) == ("staged", numbers)


def test_a_record_that_brings_no_organisation_is_a_line_with_its_reason(tmp_path):
    path = tmp_path / "crosswalk.csv"
    path.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,,180089013,,,\n")
    run = staged("crosswalk", path)
    (view,) = in_words(changes_of(run, ChangeFilters(kind="skipped")))
    assert (view.change.line, view.change.key, str(view.reason)) == (
        2,
        "02feahw73",
        "names a number that no organisation has",
    )


def test_a_job_that_was_killed_while_it_read_begins_again():
    with (DATA / "ror.csv").open("rb") as content:
        run = keep_upload(actor=None, source="ror", upload=File(content, name="ror.csv"))
    move(run, RunAction.READ, sha256="of the file")
    with copy_of_upload(run) as copy:
        stage_file(run=ImportRun.objects.get(pk=run.pk), path=copy)
    run.refresh_from_db()
    assert (run.state, run.counts["new"], Change.objects.filter(run=run, kind="new").count()) == ("staged", 10, 10)


def test_an_unusable_file_is_refused_when_it_is_staged(tmp_path):
    run = ImportRun.objects.create(source="ror", file_name="x", sha256="0", state="waiting")
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceUnusable):
        stage_file(run=run, path=path)
    assert not Change.objects.exists()


def test_an_applied_import_asks_once_for_the_pairs_that_it_may_bring():
    jobs = Job.objects.filter(name=JOB)
    run = staged("ror", DATA / "ror.csv")
    assert jobs.count() == 0
    applied(run)
    assert jobs.count() == 1
    applied(staged("ror", DATA / "ror.csv"))
    assert jobs.count() == 1
