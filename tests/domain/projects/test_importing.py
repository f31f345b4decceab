import datetime as dt
from decimal import Decimal

import pytest

from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceUnusable
from parvis.domain.projects.enums import Basis, Role
from parvis.domain.projects.models import Participation, Project, ProjectImport
from parvis.domain.projects.services import importing
from parvis.domain.projects.services.importing import import_projects
from parvis.domain.projects.services.tying import TIE
from tests.domain.projects.support import COORDINATOR, PARTNER, PROJECT, files, import_anr, written
from tests.factories.accounts import UserFactory
from tests.factories.directory import IdentifierFactory, OrganisationFactory
from tests.factories.projects import ProjectFactory
from tests.factories.reference import CommuneFactory, RegionFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _places():
    RegionFactory(code="84", name="Auvergne-Rhône-Alpes")
    RegionFactory(code="04", name="La Réunion")
    CommuneFactory()


def test_project_and_who_took_part_are_there(tmp_path):
    report = import_anr(tmp_path, as_of=DAY)
    project = Project.objects.get()
    assert (project.slug, project.acronym, project.year) == ("anr-10-binf-0001", "ANCESTROME", 2010)
    assert (project.title_fr, project.funding) == ("Approche de phylogénie intégrative", Decimal("2177912.28"))
    assert (project.starts_on, project.source, project.source_on) == (dt.date(2012, 1, 1), "anr", DAY)
    assert (project.is_health, project.is_public) == (True, True)
    assert project.words == (
        " anr 10 binf 0001 ancestrome approche de phylogenie integrative genom evolut "
        "institut pasteur laboratoire de biometrie et biologie evolutive"
    )
    first, second = Participation.objects.order_by("key")
    assert (first.role, first.region_id, first.identifiers) == (Role.COORDINATOR, "84", [["rnsr", "200112491C"]])
    assert (second.role, second.region_id, second.country) == (Role.PARTNER, "11", "FR")
    assert (report.counts["new"], report.counts["new_participations"], report.refused) == (1, 2, [])


def test_import_is_logged_and_asks_for_ties(tmp_path):
    import_anr(tmp_path)
    run = ProjectImport.objects.get()
    entry = Entry.objects.get(verb="projects.imported")
    assert (entry.target_id, entry.data["new"], run.file_names) == (
        str(run.pk),
        1,
        ["projects.csv", "participations.csv"],
    )
    assert Job.objects.filter(name=TIE).count() == 1


def test_second_run_changes_nothing(tmp_path):
    import_anr(tmp_path, as_of=DAY)
    before = list(Participation.objects.values()), list(Project.objects.values())
    report = import_anr(tmp_path)
    assert (report.run, report.counts["same"], report.is_refused) == (None, 1, False)
    assert (list(Participation.objects.values()), list(Project.objects.values())) == before
    assert ProjectImport.objects.count() == 1


def test_later_file_changes_adds_and_takes_away(tmp_path):
    import_anr(tmp_path, as_of=DAY)
    other = {**PROJECT, "project_id": "ANR-11-BINF-0002", "acronym": "BACNET"}
    later = import_anr(
        tmp_path,
        projects=({**PROJECT, "acronym": "ANCESTROME 2"}, other),
        participations=({**COORDINATOR, "city": "Lyon"}, {**PARTNER, "partner_id": "ANR-10-BINF-0001-03"}),
        as_of=DAY + dt.timedelta(1),
    )
    assert {name: number for name, number in later.counts.items() if number} == {
        "read": 4,
        "new": 1,
        "changed": 1,
        "new_participations": 1,
        "changed_participations": 1,
        "gone_participations": 1,
    }
    assert list(Participation.objects.order_by("key").values_list("key", "city")) == [
        ("ANR-10-BINF-0001-01", "Lyon"),
        ("ANR-10-BINF-0001-03", "Paris"),
    ]
    assert set(Project.objects.values_list("acronym", flat=True)) == {"ANCESTROME 2", "BACNET"}


def test_same_file_of_a_later_day_confirms(tmp_path):
    import_anr(tmp_path, as_of=DAY)
    report = import_anr(tmp_path, as_of=DAY + dt.timedelta(1))
    assert (report.counts["confirmed"], Project.objects.get().source_on) == (1, DAY + dt.timedelta(1))


def test_older_file_changes_no_project_of_which_a_later_one_speaks(tmp_path):
    import_anr(tmp_path, as_of=DAY)
    report = import_anr(tmp_path, projects=({**PROJECT, "acronym": "OLD"},), as_of=DAY - dt.timedelta(1))
    assert (report.run, report.counts["older"], Project.objects.get().acronym) == (None, 1, "ANCESTROME")


def test_tie_is_given_up_when_the_name_changes_and_kept_when_the_role_does(tmp_path):
    import_anr(tmp_path)
    organisation = OrganisationFactory()
    Participation.objects.update(organisation=organisation, basis=Basis.NAME, score=0.9)
    import_anr(
        tmp_path,
        participations=(
            {**COORDINATOR, "org_category": "Divers public"},
            {**PARTNER, "org_name": "Institut Curie"},
        ),
    )
    ties = list(Participation.objects.order_by("key").values_list("organisation", "basis", "score"))
    assert ties == [(organisation.pk, Basis.NAME, 0.9), (None, "", None)]


def test_numbers_tie_at_once(tmp_path):
    number = IdentifierFactory(scheme="rnsr", value="200112491C")
    import_anr(tmp_path)
    tied = Participation.objects.exclude(organisation=None).get()
    assert (tied.organisation_id, tied.basis, tied.score) == (number.organisation_id, Basis.NUMBER, None)


@pytest.mark.parametrize(
    ("row", "changes", "column", "message"),
    [
        ("project", {"year": "1998"}, "year", "“1998” is not a year between 2005 and 2100."),
        ("project", {"year": ""}, "year", "The value is missing."),
        ("project", {"start": "soon"}, "start", "“soon” is not a day; one is written 2011-04-13."),
        ("project", {"grant_eur": "much"}, "grant_eur", "“much” is not an amount in euros"),
        ("project", {"grant_eur": "-3"}, "grant_eur", "“-3” is not an amount in euros"),
        ("project", {"grant_eur": "NaN"}, "grant_eur", "“NaN” is not an amount in euros"),
        ("project", {"acronym": "A" * 201}, "acronym", "The value has 201 characters; at most 200 are expected."),
        ("participation", {"coordinator": "yes"}, "coordinator", "“yes” is neither True nor False."),
        ("participation", {"country": "Utopie"}, "country", "“Utopie” is not the name of a country in French."),
        ("participation", {"partner_id": ""}, "partner_id", "The value is missing."),
        ("participation", {"project_id": "ANR-1"}, "", "No file has the project “ANR-1”."),
    ],
)
def test_bad_line_is_named_and_nothing_is_written(tmp_path, row, changes, column, message):
    projects = [PROJECT] + ([{**PROJECT, "project_id": "X-2", **changes}] if row == "project" else [])
    participations = [COORDINATOR] + ([{**PARTNER, **changes}] if row == "participation" else [])
    report = import_anr(tmp_path, projects, participations)
    (refused,) = report.refused
    assert (refused.file, refused.line, refused.column) == (f"{row}s.csv", 3, column)
    assert refused.message.startswith(message)
    assert (report.is_refused, Project.objects.exists(), ProjectImport.objects.exists()) == (True, False, False)


def test_good_lines_come_in_without_the_bad_ones_and_nobody_goes(tmp_path):
    import_anr(tmp_path)
    report = import_anr(tmp_path, participations=({**PARTNER, "country": "Utopie"},), skip_bad=True)
    assert (len(report.refused), report.counts.get("gone_participations"), Participation.objects.count()) == (1, 0, 2)


def test_line_that_cannot_be_read_is_refused(tmp_path):
    paths = files(tmp_path)
    paths[0].write_text(paths[0].read_text() + "ANR-2,too,short\n")
    report = import_projects(actor=None, source="anr", paths=paths)
    assert [(one.file, one.line) for one in report.refused] == [("projects.csv", 3)]


def test_the_same_twice_is_once_and_a_contradiction_is_refused(tmp_path):
    report = import_anr(
        tmp_path, projects=(PROJECT, PROJECT), participations=(COORDINATOR, {**COORDINATOR, "city": "Lyon"})
    )
    (refused,) = report.refused
    assert refused.message == (
        "“ANR-10-BINF-0001-01” is on line 2 of participations.csv already, and says something else there."
    )
    report = import_anr(tmp_path, projects=(PROJECT, {**PROJECT, "year": "2011"}))
    assert report.refused[0].message.startswith("“ANR-10-BINF-0001” is on line 2 of projects.csv already")


def test_row_without_a_name_is_counted_and_brings_no_one(tmp_path):
    report = import_anr(tmp_path, participations=({**COORDINATOR, "org_name": ""}, PARTNER))
    assert (report.counts["skipped"], Participation.objects.count()) == (1, 1)


def test_overseas_is_france_and_its_region(tmp_path):
    reunion = {**PARTNER, "country": "Réunion", "city": "Saint-Denis"}
    import_anr(tmp_path, participations=(reunion, {**COORDINATOR, "country": "Mayotte", "region": "", "rnsr": "1"}))
    here = dict(Participation.objects.values_list("key", "region"))
    assert here == {reunion["partner_id"]: "04", COORDINATOR["partner_id"]: None}
    assert set(Participation.objects.values_list("country", flat=True)) == {"FR"}


def test_abroad_has_no_region_and_an_official_name_is_known(tmp_path):
    import_anr(
        tmp_path,
        participations=(
            {**PARTNER, "country": "États-Unis d'Amérique"},
            {**COORDINATOR, "region": "", "city": "Nowhere"},
        ),
    )
    assert list(Participation.objects.order_by("key").values_list("country", "region")) == [("FR", None), ("US", None)]


def test_title_that_only_repeats_the_acronym_and_an_amount_of_nought_say_nothing(tmp_path):
    import_anr(tmp_path, projects=({**PROJECT, "title_fr": "ANCESTROME", "grant_eur": "0", "start": ""},))
    project = Project.objects.get()
    assert (project.title_fr, project.funding, project.starts_on) == ("", None, None)


def test_address_that_is_taken_gets_a_number(tmp_path):
    ProjectFactory(source="other", code="1", slug="anr-10-binf-0001")
    import_anr(tmp_path)
    assert Project.objects.get(source="anr").slug == "anr-10-binf-0001-2"


def test_address_begins_with_the_register(tmp_path):
    import_anr(tmp_path, projects=({**PROJECT, "project_id": "X/9"}, PROJECT))
    assert Project.objects.get(code="X/9").slug == "anr-x9"


def test_files_that_belong_together_are_asked_for(tmp_path):
    projects, _participations = files(tmp_path)
    with pytest.raises(SourceUnusable, match="The file of participations is missing"):
        import_projects(actor=None, source="anr", paths=[projects])


def test_other_file_is_refused_with_the_columns_that_are_expected(tmp_path):
    with pytest.raises(SourceUnusable, match=r"other.csv is not a file of this register.*partner_id"):
        import_projects(actor=None, source="anr", paths=[written(tmp_path / "other.csv", [{"a": 1, "b": 2}])])


def test_file_without_rows_is_refused(tmp_path):
    (tmp_path / "empty.csv").write_text("project_id,acronym\n")
    with pytest.raises(SourceUnusable, match=r"empty.csv has a header and no rows"):
        import_projects(actor=None, source="anr", paths=[tmp_path / "empty.csv"])


def test_unknown_register_and_strangers_are_refused(tmp_path):
    with pytest.raises(InvalidInput):
        import_projects(actor=None, source="nope", paths=files(tmp_path))
    with pytest.raises(NotAllowed):
        import_projects(actor=UserFactory(), source="anr", paths=files(tmp_path))


def test_of_two_imports_at_once_one_is_told(tmp_path, monkeypatch):
    import_anr(tmp_path)
    monkeypatch.setattr(importing, "next_turn", lambda _source: 1)
    with pytest.raises(Conflict):
        import_anr(tmp_path, projects=({**PROJECT, "acronym": "NEW"},))
    assert Project.objects.get().acronym == "ANCESTROME"


def test_progress_is_told_for_long_files(tmp_path):
    told = []
    rows = [{**PARTNER, "partner_id": f"P-{n}"} for n in range(600)]
    import_anr(tmp_path, participations=rows, progress=lambda done, total, message: told.append((done, message)))
    assert (500, "reading the file") in told


def test_report_of_refused_lines_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr("parvis.domain.projects.services.parsing.MOST_REFUSALS", 2)
    rows = [{**PARTNER, "partner_id": f"P-{n}", "country": "Utopie"} for n in range(5)]
    assert len(import_anr(tmp_path, participations=rows).refused) == 2
