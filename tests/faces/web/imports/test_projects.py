"""Pages of the imports of projects."""

from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.projects.models import Project, ProjectChange, ProjectImport
from tests.domain.projects.support import COORDINATOR, PARTNER, PROJECT, files
from tests.factories.accounts import account_with
from tests.factories.reference import CommuneFactory, RegionFactory
from tests.support.jobs import run_jobs
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
INDEX = "/campus/imports/projects/"


@pytest.fixture
def team(sign_in):
    RegionFactory(code="84", name="Auvergne-Rhône-Alpes")
    CommuneFactory()
    return sign_in(account_with(Role.COMMUNITY))


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def given(team, folder, projects=(PROJECT,), participations=(COORDINATOR, PARTNER)):
    """The page of an import of these files."""
    first, second = (SimpleUploadedFile(p.name, p.read_bytes()) for p in files(folder, projects, participations))
    return team.post(INDEX, {"source": "anr", "projects": first, "participations": second}, follow=True)


def act(team, name, **data):
    return team.post(reverse(f"imports:{name}", args=[ProjectImport.objects.get().pk]), data, follow=True)


def test_files_are_read_looked_at_applied_and_rolled_back(team, tmp_path):
    assert INDEX in team.get(reverse("imports:imports")).content.decode()
    page = given(team, tmp_path)
    address = page.redirect_chain[-1][0]
    assert "Look again" in text(page)
    run_jobs()
    page = text(team.get(address))
    assert "Nothing is written yet" in page
    assert "ANCESTROME ANR-10-BINF-0001 Acronym ANCESTROME" in page
    assert "Institut Pasteur" in text(team.get(f"{address}?kind=new_participations"))
    act(team, "project_apply")
    run_jobs()
    assert Project.objects.count() == 1
    back = reverse("imports:project_roll_back", args=[ProjectImport.objects.get().pk])
    assert back in team.get(address).content.decode()
    assert "Projects taken away 1" in text(team.get(back))
    team.post(back)
    run_jobs()
    assert not Project.objects.exists()
    assert "This import is rolled back" in text(team.get(address))
    assert "Only an applied import" in text(team.get(back))
    assert "Rolled back" in text(team.get(INDEX)) or "rolled back" in text(team.get(INDEX))


def test_refused_lines_are_named_and_accepted(team, tmp_path):
    address = given(team, tmp_path, projects=(PROJECT, {**PROJECT, "project_id": "X", "year": "soon"})).redirect_chain[
        -1
    ][0]
    run_jobs()
    page = text(team.get(address))
    assert "projects.csv 3 year “soon” is not a year" in page
    assert "Leave out the refused line (1)" in page
    assert "Some lines were refused" in text(act(team, "project_apply"))
    act(team, "project_apply", skip_bad="on")
    assert ProjectImport.objects.get().state == "applying"


def test_an_import_is_set_aside_or_cancelled(team, tmp_path):
    given(team, tmp_path)
    assert "being cancelled" in text(act(team, "project_cancel"))
    run_jobs()
    given_again = given(team, tmp_path).redirect_chain[-1][0]
    run_jobs()
    discard = given_again + "set-aside/"
    assert "set aside" in text(team.post(discard, follow=True)).lower()
    assert "cannot be done" in text(team.post(discard, follow=True))


def test_files_of_another_kind_are_refused(team):
    pictures = {name: SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n") for name in ("projects", "participations")}
    assert team.post(INDEX, {"source": "anr", **pictures}).status_code == 422
    assert not ProjectImport.objects.exists()


def test_the_whole_page_equals_the_part_for_htmx(team, tmp_path):
    address = given(team, tmp_path).redirect_chain[-1][0]
    part, page = team.get(address, HTTP_HX_REQUEST="true"), team.get(address)
    whole = BeautifulSoup(page.content, "html.parser").find(id="run")
    csrf = "input[name=csrfmiddlewaretoken]"
    fragment = BeautifulSoup(part.content, "html.parser")
    for soup in (whole, fragment):
        for field in soup.select(csrf):
            field.decompose()
    assert " ".join(whole.decode_contents().split()) == " ".join(fragment.decode().split())


def test_pages_take_as_many_queries_for_three_as_for_one(team):
    def run(changes):
        made = ProjectImport.objects.create(source="anr", state="staged", counts={"new": changes}, kept_lines=True)
        for number in range(changes):
            ProjectChange.objects.create(run=made, kind="new", code=f"A{number}", name="A", after={"acronym": "A"})
        return f"{INDEX}{made.pk}/"

    one = run(1)
    team.get(INDEX)
    before = count_queries(partial(team.get, INDEX)), count_queries(partial(team.get, one))
    run(1)
    three = run(3)
    assert (count_queries(partial(team.get, INDEX)), count_queries(partial(team.get, three))) == before
