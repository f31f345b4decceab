import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import Judgement
from parvis.domain.sources.models import Change
from tests.domain.sources.support import import_all, row_of, staged, territories, written
from tests.factories.accounts import account_with
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

KEYS = ("05f82e368", "05a28rw58", "02feahw73")
BLANK = {"aliases", "labels", "acronyms", "grid", "wikidata", "isni", "fundref", "parents", "website", "lat", "lng"}


@pytest.fixture
def universities(db):
    territories()
    import_all("higher_education")
    return list(Organisation.objects.filter(kind="university").exclude(identifiers__scheme="ror").order_by("name"))


def alike(path, organisations):
    """A staged file in which each record has the name and the city of one of these, and none of its numbers."""
    row = row_of("ror", ror="https://ror.org/02rx3b187")
    blank = dict.fromkeys(BLANK.intersection(row), "")
    rows = [
        {**row, **blank, "ror": f"https://ror.org/{key}", "name": organisation.name, "city": organisation.city}
        for key, organisation in zip(KEYS, organisations, strict=False)
    ]
    return staged("ror", written(path, rows))


def test_a_doubtful_line_shows_whom_it_resembles_and_takes_the_word(sign_in, universities, tmp_path):
    team = sign_in(account_with(Role.COMMUNITY))
    run = alike(tmp_path / "ror.csv", universities[:1])
    url = reverse("imports:changes", args=[run.pk])
    form = BeautifulSoup(team.get(url, {"kind": "doubtful"}).content, "html.parser").select_one(
        "li form[action*=judge]"
    )
    assert universities[0].name in form.get_text()
    data = {field["name"]: field["value"] for field in form.select("input")}
    response = team.post(form["action"], {**data, "verdict": "same"})
    assert response.headers["Location"].startswith(url)
    line = Change.objects.get(run=run)
    assert (line.kind, line.organisation, Judgement.objects.count()) == ("joined", universities[0], 1)
    text = team.get(response.headers["Location"]).content.decode()
    assert "a person said that it is this organisation" in text
    again = team.post(form["action"], {**data, "verdict": "different"}, follow=True).content.decode()
    assert ("does not resemble" in again, Judgement.objects.count()) == (True, 1)


def test_who_may_not_judge_sees_no_buttons_and_changes_nothing(sign_in, universities, tmp_path):
    team = sign_in(account_with(Role.SITE))
    run = alike(tmp_path / "ror.csv", universities[:1])
    line = Change.objects.get(run=run)
    page = BeautifulSoup(team.get(reverse("imports:changes", args=[run.pk])).content, "html.parser")
    assert (len(page.select("form[action*=judge]")), len(page.select("button[name=verdict]"))) == (1, 0)
    data = {"organisation": universities[0].pk, "verdict": "same"}
    text = team.post(reverse("imports:judge", args=[run.pk, line.pk]), data, follow=True).content.decode()
    assert "Only community managers and campus administrators judge pairs." in text
    line.refresh_from_db()
    assert (line.kind, Judgement.objects.count()) == ("doubtful", 0)


def test_doubtful_lines_take_the_same_queries_for_one_and_three(sign_in, universities, tmp_path):
    team = sign_in(account_with(Role.COMMUNITY))
    counts = []
    for number in (1, 3):
        run = alike(tmp_path / f"{number}.csv", universities[:number])
        assert Change.objects.filter(run=run, kind="doubtful").count() == number
        url = reverse("imports:changes", args=[run.pk])
        team.get(url)
        counts.append(count_queries(lambda url=url: team.get(url)))
    assert counts[0] == counts[1]
