import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceUnusable
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Identifier, Link, Name, Organisation, Relation
from parvis.domain.reference.models import Theme
from parvis.domain.sources.models import ImportRun, SourceRecord
from parvis.domain.sources.services import imports, parsing
from parvis.domain.sources.services.imports import import_file
from tests.domain.sources.support import DATA, REGISTERS, import_all, organisation_with, row_of, rows_of, territories
from tests.domain.sources.support import written as write_file
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _territories(db):
    territories()


def everything():
    """All that imports write, without what tells when."""
    tables = (Organisation, Name, Identifier, Link, Relation, SourceRecord)
    dropped = ("created_at", "updated_at", "last_run_id", "first_run_id")
    return {
        model.__name__: [
            {key: value for key, value in row.items() if key not in dropped}
            for row in model.objects.order_by("pk").values()
        ]
        for model in tables
    }


def test_import_writes_organisations_with_their_sources():
    reports = import_all()
    assert {source: report.is_done for source, report in reports.items()} == dict.fromkeys(REGISTERS, True)
    inserm = organisation_with("ror", "02vjkv261")
    assert (inserm.name, inserm.slug, inserm.sources, inserm.status) == ("Inserm", "inserm", ["ror"], "active")
    assert inserm.commune_id == "75056"
    assert inserm.provenance["name"] == {"source": "ror", "on": reports["ror"].run.as_of.isoformat()}
    assert inserm.provenance["position"]["source"] == "ror"
    assert (inserm.version, inserm.is_invented) == (1, False)
    assert 0 < inserm.weight < 1
    assert SourceRecord.objects.get(source="ror", source_key="02vjkv261").organisation_id == inserm.pk


def test_second_run_changes_nothing_and_says_so():
    import_all()
    before = everything()
    reports = import_all()
    assert everything() == before
    assert [report.changed_anything for report in reports.values()] == [False] * len(REGISTERS)
    assert [report.counts.get("same", 0) for report in reports.values()] == [10, 7, 10, 6, 7]


@pytest.mark.parametrize("order", [("ror", "higher_education"), ("higher_education", "ror")])
def test_registers_are_joined_by_number_in_any_order(order):
    import_all(*order)
    grenoble = organisation_with("ror", "02rx3b187")
    assert grenoble.sources == ["higher_education", "ror"]
    assert Identifier.objects.get(organisation=grenoble, scheme="siren").source == "higher_education"


def test_prizes_of_one_company_are_one_organisation():
    import_all("ilab")
    company = organisation_with("siren", "433572203")
    assert SourceRecord.objects.filter(organisation=company).count() == 2
    unnamed = organisation_with("siren", "813819414")
    assert unnamed.name == "AKRYVIA"
    assert SourceRecord.objects.filter(organisation=unnamed).count() == 2


def test_rows_without_a_name_are_counted():
    report = import_all("ilab")["ilab"]
    assert report.run.skipped == {"unnamed": 2}
    assert (report.counts["read"], report.counts["new"], report.counts["skipped"]) == (9, 5, 2)


def test_a_siret_of_two_hospitals_names_neither():
    report = import_all("hospitals")["hospitals"]
    assert not Identifier.objects.filter(scheme="siret", value="26010004500012").exists()
    assert Identifier.objects.filter(scheme="siren", value="260100045").count() == 2
    assert report.counts["shared"] == 2
    record = SourceRecord.objects.get(source="hospitals", source_key="010009702")
    assert ["shared", "siret 26010004500012"] in record.facts["notes"]


def test_parents_are_found_when_they_come_later(tmp_path):
    import_all("rnsr")
    lab = organisation_with("rnsr", "199111950H")
    assert not Relation.objects.filter(child=lab).exists()
    import_all("ror")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,research,180089013,0753639Y,,\n")
    report = import_file(actor=None, source="crosswalk", path=crosswalk)
    tie = Relation.objects.get(child=lab)
    assert (tie.parent, tie.kind, tie.source) == (organisation_with("ror", "02feahw73"), "supervision", "rnsr")
    assert report.counts["relations"] > 1
    assert organisation_with("ror", "02feahw73").kind == "research"
    assert organisation_with("ror", "02feahw73").sources == ["ror"]


def test_ties_that_go_in_a_circle_are_left_out():
    report = import_all("rnsr")["rnsr"]
    assert report.counts["circular"] == 2
    assert not any(
        Relation.objects.filter(child_id=tie.parent_id, parent_id=tie.child_id).exists()
        for tie in Relation.objects.all()
    )


def test_a_crosswalk_creates_nothing(tmp_path):
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("ror,kind,siren,uai,finess,finess_ej\n02feahw73,,180089013,,,\n")
    report = import_file(actor=None, source="crosswalk", path=crosswalk)
    assert report.run.skipped == {"unknown_number": 1}
    assert not Organisation.objects.exists()


def test_a_newer_file_updates_and_reports_what_has_gone(tmp_path):
    import_file(actor=None, source="ror", path=DATA / "ror.csv", as_of=dt.date(2026, 1, 1))
    row = row_of("ror", name="Inserm")
    newer = write_file(
        tmp_path / "ror.csv",
        [
            {**row, "name": "Inserm nouveau", "aliases": "", "website": "", "grid": ""},
            row_of("ror", grid="grid.4444.0"),
        ],
    )
    report = import_file(actor=None, source="ror", path=newer, as_of=dt.date(2026, 6, 1))
    inserm = organisation_with("ror", "02vjkv261")
    assert (inserm.name, inserm.website, inserm.version, inserm.slug) == ("Inserm nouveau", "", 2, "inserm")
    assert inserm.provenance["name"]["on"] == "2026-06-01"
    assert not Identifier.objects.filter(organisation=inserm, scheme="grid").exists()
    assert list(Name.objects.filter(organisation=inserm).values_list("text", flat=True)) == ["INSERM"]
    assert (report.counts["changed"], report.counts["confirmed"], report.counts["vanished"]) == (1, 1, 8)
    assert organisation_with("ror", "02feahw73").provenance["name"]["on"] == "2026-06-01"
    assert organisation_with("ror", "02rx3b187").status == "active"


def test_what_people_wrote_stays_through_imports(tmp_path):
    import_all("ror")
    inserm = organisation_with("ror", "02vjkv261")
    human = {"source": "human", "on": "2026-05-05"}
    inserm.name, inserm.provenance = "Notre Inserm", {**inserm.provenance, "name": human}
    inserm.version += 1
    inserm.save()
    Name.objects.create(organisation=inserm, text="Ours", source="human")
    newer = write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "aliases": "Ours|Theirs"}])
    import_file(actor=None, source="ror", path=newer)
    inserm.refresh_from_db()
    assert (inserm.name, inserm.provenance["name"]) == ("Notre Inserm", human)
    assert dict(Name.objects.filter(organisation=inserm).values_list("text", "source")) == {
        "Ours": "human",
        "Theirs": "ror",
        "INSERM": "ror",
        "Inserm": "ror",
    }


def test_themes_that_people_chose_stay_through_imports(tmp_path):
    import_all("ror")
    inserm, theme = organisation_with("ror", "02vjkv261"), Theme.objects.get(code="health-data")
    inserm.themes.set([theme])
    Organisation.objects.filter(pk=inserm.pk).update(provenance={**inserm.provenance, "themes": {"source": "human"}})
    newer = write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "website": "https://new.example.org"}])
    import_file(actor=None, source="ror", path=newer)
    inserm.refresh_from_db()
    assert (inserm.website, list(inserm.themes.all())) == ("https://new.example.org", [theme])
    assert inserm.provenance["themes"] == {"source": "human"}


def test_one_bad_line_of_many_refuses_the_file(tmp_path):
    row = row_of("hospitals", finess_et="750803447")
    rows = [*rows_of("hospitals"), {**row, "finess_et": "750803448"}, {**row, "lat": "north"}]
    path = write_file(tmp_path / "hospitals.csv", rows)
    report = import_file(actor=None, source="hospitals", path=path)
    assert (report.is_done, report.counts) == (False, {"read": 8, "refused": 2})
    assert [(line.line, line.column) for line in report.refused] == [(8, "finess_et"), (9, "lat")]
    assert report.run.problem == "Nothing was imported: 2 lines were refused."
    assert not Organisation.objects.exists()

    report = import_file(actor=None, source="hospitals", path=path, skip_bad=True)
    assert (report.is_done, report.counts["new"], report.counts["refused"]) == (True, 6, 2)


def test_the_same_key_twice_is_refused(tmp_path):
    row = row_of("hospitals", finess_et="750803447")
    report = import_file(actor=None, source="hospitals", path=write_file(tmp_path / "x.csv", [row, row]))
    assert [line.message for line in report.refused] == ["The number “750803447” is on line 2 already."]


def test_a_report_lists_only_so_many_refused_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(parsing, "MOST_REFUSALS", 2)
    rows = [{**row, "lat": "north"} for row in rows_of("hospitals")]
    report = import_file(actor=None, source="hospitals", path=write_file(tmp_path / "x.csv", rows))
    assert ([line.line for line in report.refused], report.counts) == ([2, 3], {"read": 6, "refused": 2})


def test_whoever_waits_for_a_long_file_is_told_how_far_it_is_read(monkeypatch):
    monkeypatch.setattr(parsing, "TELL_EVERY", 4)
    told = []
    import_file(actor=None, source="ror", path=DATA / "ror.csv", progress=lambda *said: told.append(said))
    assert told[:2] == [(4, 0, "reading the file"), (8, 0, "reading the file")]


def test_a_name_that_is_too_long_is_refused(tmp_path):
    path = write_file(tmp_path / "x.csv", [{**row_of("ror", name="Inserm"), "name": "x" * 301}])
    report = import_file(actor=None, source="ror", path=path)
    assert [(line.line, line.column, line.message) for line in report.refused] == [
        (2, "name", "The value has 301 characters; at most 300 are expected.")
    ]


def test_an_unusable_file_leaves_a_failed_run(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("nothing,of,this\n1,2,3\n")
    with pytest.raises(SourceUnusable, match="These columns are missing"):
        import_file(actor=None, source="ror", path=path)
    assert ImportRun.objects.get().state == "failed"
    path.write_text("ror,status,name,aliases,acronyms,types,city,lat,lng,website,parents\n")
    with pytest.raises(SourceUnusable, match="a header and no rows"):
        import_file(actor=None, source="ror", path=path)


def test_only_the_team_and_the_operator_import():
    with pytest.raises(NotAllowed):
        import_file(actor=UserFactory(), source="ror", path=DATA / "ror.csv")
    with pytest.raises(InvalidInput, match="no register named “nope”"):
        import_file(actor=None, source="nope", path=DATA / "ror.csv")


def test_an_import_is_logged_and_told(django_capture_on_commit_callbacks, monkeypatch):
    told = []
    monkeypatch.setitem(bus._receivers, OrganisationChanged, [told.append])
    with django_capture_on_commit_callbacks(execute=True):
        report = import_all("hospitals")["hospitals"]
    entry = Entry.objects.get(verb="sources.imported")
    assert (entry.target_id, entry.data["source"], entry.data["counts"]["new"]) == (str(report.run.pk), "hospitals", 6)
    assert [set(event.ids) for event in told] == [set(Organisation.objects.values_list("pk", flat=True))]


def test_someone_s_edit_between_plan_and_writing_is_not_lost(tmp_path, monkeypatch):
    import_all("ror")
    newer = write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "name": "Register's name"}])
    make_plan, edits = imports.make_plan, []

    def planned_then_edited(*arguments, **options):
        plan = make_plan(*arguments, **options)
        if not edits:
            edits.append(1)
            human = {"name": {"source": "human"}}
            Organisation.objects.filter(slug="inserm").update(name="Edited", provenance=human, version=7)
        return plan

    monkeypatch.setattr(imports, "make_plan", planned_then_edited)
    assert import_file(actor=None, source="ror", path=newer).is_done
    assert Organisation.objects.get(slug="inserm").name == "Edited"


def test_a_record_that_goes_between_plan_and_writing_is_brought_anew(tmp_path, monkeypatch):
    import_all("ror")
    newer = write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "name": "Register's name"}])
    make_plan, removed = imports.make_plan, []

    def planned_then_removed(*arguments, **options):
        plan = make_plan(*arguments, **options)
        if not removed:
            removed.append(SourceRecord.objects.filter(source_key="02vjkv261").delete())
        return plan

    monkeypatch.setattr(imports, "make_plan", planned_then_removed)
    report = import_file(actor=None, source="ror", path=newer)
    assert (report.is_done, report.counts["joined"], report.counts.get("changed", 0)) == (True, 1, 0)
    assert SourceRecord.objects.get(source_key="02vjkv261").organisation.name == "Register's name"


def test_an_import_gives_up_when_the_directory_never_rests(tmp_path, monkeypatch):
    import_all("ror")
    newer = write_file(tmp_path / "ror.csv", [{**row_of("ror", name="Inserm"), "name": "Register's name"}])
    make_plan = imports.make_plan

    def planned_then_edited(*arguments, **options):
        plan = make_plan(*arguments, **options)
        inserm = Organisation.objects.get(slug="inserm")
        Organisation.objects.filter(pk=inserm.pk).update(version=inserm.version + 1)
        return plan

    monkeypatch.setattr(imports, "make_plan", planned_then_edited)
    with pytest.raises(Conflict):
        import_file(actor=None, source="ror", path=newer)
    assert Organisation.objects.get(slug="inserm").name == "Inserm"


def test_namesakes_get_addresses_of_their_own(tmp_path):
    rows = rows_of("hospitals")[:3]
    path = write_file(tmp_path / "x.csv", [{**row, "name": "Clinique du Parc", "city": "Viriat"} for row in rows])
    import_file(actor=None, source="hospitals", path=path)
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == [
        "clinique-du-parc",
        "clinique-du-parc-viriat",
        "clinique-du-parc-viriat-2",
    ]
