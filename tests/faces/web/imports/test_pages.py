import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job, Progress
from parvis.domain.sources.models import ImportRun
from tests.domain.sources.support import DATA, import_all, territories
from tests.factories.accounts import UserFactory, account_with
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in):
    return sign_in(account_with(Role.COMMUNITY))


def run_with(**values):
    return ImportRun.objects.create(source="ror", file_name="ror.csv", sha256="0" * 64, **values)


def test_an_upload_starts_an_import_and_leads_to_its_page(team):
    upload = SimpleUploadedFile("hospitals.csv", (DATA / "hospitals.csv").read_bytes())
    response = team.post(reverse("imports:imports"), {"source": "hospitals", "file": upload, "as_of": "2024-01-31"})
    run = ImportRun.objects.get()
    assert response.headers["Location"] == reverse("imports:run", args=[run.pk])
    assert (run.source, run.as_of.isoformat(), run.skip_bad) == ("hospitals", "2024-01-31", False)


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


def test_the_pages_are_for_the_team(client, sign_in):
    run = run_with()
    for name, arguments in (("imports", ()), ("run", (run.pk,)), ("refused", (run.pk,))):
        url = reverse(f"imports:{name}", args=arguments)
        assert client.get(url).status_code == 302
        assert sign_in(UserFactory()).get(url).status_code == 404


def test_a_run_shows_figures_refusals_and_remarks(team):
    run = run_with(
        state="refused",
        problem="Nothing was imported: 1 line was refused.",
        counts={"read": 1200, "refused": 1},
        skipped={"withdrawn": 59},
        refused=[{"line": 7, "column": "lat", "message": "not a coordinate"}],
        remarks=[{"line": 9, "code": "owned", "number": ["isni", "0000"]}],
    )
    text = BeautifulSoup(team.get(reverse("imports:run", args=[run.pk])).content, "html.parser").get_text(" ")
    for words in ("1,200", "59", "Withdrawn by the register", "not a coordinate", "isni 0000", "another organisation"):
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


def test_refused_lines_are_a_csv_without_formulas(team):
    run = run_with(refused=[{"line": 2, "column": "=cmd()", "message": "+1"}])
    response = team.get(reverse("imports:refused", args=[run.pk]))
    assert response.content.decode() == "line,column,message\n2,'=cmd(),'+1\n"
    assert response.headers["Content-Disposition"] == f'attachment; filename="refused-ror-{run.pk}.csv"'


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
    assert [card.h2.get_text(strip=True) for card in soup.select("main section")] == [
        "ROR, the Research Organization Registry",
        "SAE, the annual statistics of health facilities",
    ]
    assert soup.select_one('a[rel~="license"]')["href"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert "12/31/2023" in soup.get_text() or "31/12/2023" in soup.get_text()


def test_the_sources_page_takes_the_same_queries_for_one_and_two_registers(client):
    territories()
    url = reverse("imports:sources")
    import_all("ror")
    client.get(url)
    one = count_queries(lambda: client.get(url))
    import_all("hospitals")
    assert count_queries(lambda: client.get(url)) == one
