import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job, Progress
from parvis.domain.sources.models import Change, ImportRun
from tests.domain.sources.support import DATA, applied, import_all, rolled_back, rows_of, staged, territories, written
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in):
    return sign_in(account_with(Role.COMMUNITY))


@pytest.fixture
def territories_there(db):
    territories()


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def state_of(run):
    return ImportRun.objects.get(pk=run.pk)


def state(run):
    return state_of(run).state


def run_with(**values):
    return ImportRun.objects.create(source="ror", file_name="ror.csv", sha256="0" * 64, **values)


def test_an_upload_starts_an_import_and_leads_to_its_page(team):
    upload = SimpleUploadedFile("hospitals.csv", (DATA / "hospitals.csv").read_bytes())
    response = team.post(reverse("imports:imports"), {"source": "hospitals", "file": upload, "as_of": "2024-01-31"})
    run = ImportRun.objects.get()
    assert response.headers["Location"] == reverse("imports:run", args=[run.pk])
    assert (run.source, run.as_of.isoformat(), run.state) == ("hospitals", "2024-01-31", "waiting")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"source": "ror"}, "This field is required"),
        ({"source": "ror", "file": SimpleUploadedFile("x.csv", b"\x89PNG\r\n\x1a\n\x00")}, "not of a kind"),
        ({"source": "nope", "file": SimpleUploadedFile("x.csv", b"a,b\n")}, "Select a valid choice"),
    ],
)
def test_a_wrong_upload_is_explained_beside_its_field(team, data, sentence):
    response = team.post(reverse("imports:imports"), data)
    assert response.status_code == 422
    assert sentence in BeautifulSoup(response.content, "html.parser").get_text()
    assert not ImportRun.objects.exists()


def test_a_run_shows_its_figures_and_its_problem(team):
    run = run_with(
        state="refused",
        problem="Nothing was imported: 1 line was refused.",
        counts={"read": 1200, "refused": 1},
        skipped={"withdrawn": 59},
    )
    text = text_of(team.get(reverse("imports:run", args=[run.pk])))
    for words in ("1,200", "59", "Withdrawn by the register", "1 line was refused"):
        assert words in text


def test_a_running_import_polls_and_the_fragment_equals_the_page(team):
    job = Job.objects.create(name="sources.import")
    Progress.objects.create(job=job, done=5, total=10, message="writing")
    run = run_with(state="running", job_id=job.pk)
    url = reverse("imports:run", args=[run.pk])
    page = team.get(url).content.decode()
    assert BeautifulSoup(page, "html.parser").progress["value"] == "5"
    fragment = team.get(url, headers={"HX-Request": "true"}).content.decode()
    assert swap(page, fragment, target="#run") == normal(page)
    run.state = "done"
    run.save()
    assert "hx-get" not in team.get(url, headers={"HX-Request": "true"}).content.decode()


def test_a_staged_import_is_looked_at_applied_and_rolled_back(team, territories_there):
    run = staged("ror", DATA / "ror.csv")
    page = reverse("imports:run", args=[run.pk])
    text = text_of(team.get(page))
    assert ("Nothing is written yet" in text, "Apply" in text, "Set aside" in text) == (True, True, True)
    assert team.post(reverse("imports:apply", args=[run.pk])).headers["Location"] == page
    assert state(run) == "applying"
    ImportRun.objects.filter(pk=run.pk).update(state="staged")
    run = applied(state_of(run))[1]
    assert "Roll back" in text_of(team.get(page))
    confirm = reverse("imports:roll_back", args=[run.pk])
    text = text_of(team.get(confirm))
    assert ("Records taken away 10" in text, "brought, removed 10" in text) == (True, True)
    assert state(run) == "done"
    assert team.post(confirm).headers["Location"] == page
    assert state(run) == "rolling_back"
    ImportRun.objects.filter(pk=run.pk).update(state="done")
    rolled_back(state_of(run))
    text = text_of(team.get(page))
    assert ("This import is rolled back" in text, "Apply again" in text) == (True, True)


def test_refused_lines_have_to_be_accepted(team, territories_there, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes((DATA / "hospitals.csv").read_bytes().replace(b"750803447", b"750803448"))
    run = staged("hospitals", path)
    page, apply = reverse("imports:run", args=[run.pk]), reverse("imports:apply", args=[run.pk])
    assert BeautifulSoup(team.get(page).content, "html.parser").find("input", id="skip_bad").has_attr("required")
    assert "Some lines were refused" in text_of(team.post(apply, follow=True))
    assert state(run) == "staged"
    team.post(apply, {"skip_bad": "on"})
    assert state(run) == "applying"


def test_setting_aside_and_cancelling_lead_back_with_a_sentence(team, territories_there):
    run = staged("hospitals", DATA / "hospitals.csv")
    team.post(reverse("imports:discard", args=[run.pk]))
    assert state(run) == "discarded"
    assert "this cannot be done" in text_of(team.post(reverse("imports:discard", args=[run.pk]), follow=True))
    run = staged("hospitals", DATA / "hospitals.csv")
    team.post(reverse("imports:apply", args=[run.pk]))
    text = text_of(team.post(reverse("imports:cancel", args=[run.pk]), follow=True))
    assert ("is being cancelled" in text, "To be checked" in text or "to be checked" in text) == (True, True)


def test_what_cannot_be_rolled_back_says_why(team, territories_there):
    first = applied(staged("hospitals", DATA / "hospitals.csv"))[1]
    applied(staged("hospitals", DATA / "hospitals.csv"))
    url = reverse("imports:roll_back", args=[first.pk])
    assert "Later imports of this register" in text_of(team.get(url))
    assert "Later imports of this register" in text_of(team.post(url, follow=True))
    assert state(first) == "done"


def test_the_lines_are_filtered_found_and_exported(team, territories_there):
    run = staged("ror", DATA / "ror.csv")
    url = reverse("imports:changes", args=[run.pk])
    soup = BeautifulSoup(team.get(url, {"kind": "new", "q": "inserm"}).content, "html.parser")
    (line,) = soup.select("#changes ol > li")
    assert "ROR 02vjkv261" in line.get_text(" ", strip=True)
    page = team.get(url, {"kind": "new"}).content.decode()
    fragment = team.get(url, {"kind": "new"}, headers={"HX-Request": "true"}).content.decode()
    assert swap(page, fragment, target="#changes") == normal(page)
    assert "No line fits" in text_of(team.get(url, {"q": "nobody at all"}))
    file = reverse("imports:changes_file", args=[run.pk, "csv"])
    rows = b"".join(team.get(file, {"kind": "skipped"}).streaming_content).decode().splitlines()
    assert rows[0].startswith("change,line,key,name,organisation,field")
    assert rows[1].endswith("withdrawn by the register")
    workbook = team.get(reverse("imports:changes_file", args=[run.pk, "xlsx"]))
    assert b"".join(workbook.streaming_content)[:2] == b"PK"


def test_exported_lines_carry_no_formula(team):
    run = run_with()
    details = [{"field": "refused", "column": "=cmd()", "message": "+1"}]
    Change.objects.create(run=run, kind="refused", line=2, details=details)
    response = team.get(reverse("imports:changes_file", args=[run.pk, "csv"]))
    assert b"'=cmd() +1" in b"".join(response.streaming_content)
    assert response.headers["Content-Disposition"] == f'attachment; filename="import-ror-{run.pk}.csv"'


def test_pages_of_an_import_take_the_same_queries_for_one_line_and_three(team, territories_there, tmp_path):
    counts = {}
    for number in (1, 3):
        run = staged("hospitals", written(tmp_path / f"{number}.csv", rows_of("hospitals")[:number]))
        for name in ("run", "changes"):
            url = reverse(f"imports:{name}", args=[run.pk])
            team.get(url)
            counts[name, number] = count_queries(lambda url=url: team.get(url))
    assert {name: counts[name, 1] - counts[name, 3] for name in ("run", "changes")} == {"run": 0, "changes": 0}


def test_the_list_takes_the_same_queries_for_one_and_three(team):
    url = reverse("imports:imports")
    counts = []
    for number in (1, 2):
        for _again in range(number):
            run_with(started_by=account_with(Role.SITE))
        team.get(url)
        counts.append(count_queries(lambda: team.get(url)))
    assert counts[0] == counts[1]


def test_the_sources_page_names_publisher_licence_and_day(client):
    territories()
    assert "No register has been imported yet" in client.get(reverse("imports:sources")).content.decode()
    import_all("ror", "hospitals")
    soup = BeautifulSoup(client.get(reverse("imports:sources")).content, "html.parser")
    assert [card.h2.get_text(strip=True) for card in soup.select("main section")][1:] == [
        "ROR, the Research Organization Registry",
        "SAE, the annual statistics of health facilities",
    ]
    assert soup.select_one('a[rel~="license"]')["href"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert "31 December 2023" in soup.get_text()


def test_the_sources_page_takes_the_same_queries_for_one_and_two_registers(client):
    territories()
    url = reverse("imports:sources")
    import_all("ror")
    client.get(url)
    one = count_queries(lambda: client.get(url))
    import_all("hospitals")
    assert count_queries(lambda: client.get(url)) == one


def test_the_sources_page_names_the_registers_of_projects(client):
    organisation = OrganisationFactory()
    for code in ("anr", "cordis_projects"):
        project = ProjectFactory(source=code, source_on=dt.date(2026, 11, 1))
        ParticipationFactory(project=project, organisation=organisation)
        ParticipationFactory(project=project)
    text = " ".join(BeautifulSoup(client.get(reverse("imports:sources")).content, "html.parser").get_text(" ").split())
    assert "CC BY 4.0 As of 1 November 2026 Projects 1 Participations 2" in text
    assert "Tied to the directory 1, of 1 organisation Still names 1" in text
    assert text.count("Still names") == 2
