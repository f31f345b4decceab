import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.sources.models import ImportRun, SavedMapping
from parvis.domain.sources.services.imports import import_file
from tests.domain.sources.support import territories
from tests.domain.sources.test_mappings import TABLE
from tests.factories.accounts import account_with
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in):
    territories()
    return sign_in(account_with(Role.COMMUNITY))


def given(team, content=TABLE, name="list.csv"):
    """The page of the mapping of a table that was given."""
    response = team.post(reverse("imports:tables"), {"file": SimpleUploadedFile(name, content.encode())})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def fields_of(page):
    """What the form on a page would send, without its buttons."""
    form = page.select_one("form[novalidate]")
    data = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    for field in form.select("select"):
        chosen = field.select_one("option[selected]")
        data[field["name"]] = chosen["value"] if chosen else ""
    return data


def test_a_table_is_given_guessed_corrected_shown_and_read(team):
    address = given(team)
    page = soup(team.get(address))
    data = fields_of(page)
    assert [data[f"column_{place}"] for place in range(3)] == ["name", "siren", "city"]
    assert "900000001 · 900000019" in page.get_text(" ")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows[0] == "2 Clinique des Lilas – SIREN 900000001 – Paris FR –"
    shown = soup(team.post(address, {**data, "kind": "hospital", "column_2": "", "show": "yes"}))
    assert "Hospital or clinic".lower() in shown.select("tbody tr")[0].get_text(" ").lower()
    assert ("Paris" in shown.select_one("tbody").get_text(), SavedMapping.objects.get().is_ready) == (False, False)
    response = team.post(address, {**data, "name": "Our list", "kind": "hospital"})
    run = ImportRun.objects.get()
    assert response.headers["Location"] == reverse("imports:run", args=[run.pk])
    mapping = SavedMapping.objects.get()
    assert (mapping.name, mapping.kind, mapping.is_ready, mapping.sample) == ("Our list", "hospital", True, None)
    assert "Our list" in soup(team.get(response.headers["Location"])).h1.get_text()


def test_a_saved_table_is_chosen_like_a_register_and_corrected_later(team):
    address = given(team)
    team.post(address, {**fields_of(soup(team.get(address))), "name": "Our list"})
    mapping = SavedMapping.objects.get()
    options = [option["value"] for option in soup(team.get(reverse("imports:imports"))).select("optgroup option")]
    assert options == [f"own_{mapping.pk}"]
    upload = {"source": options[0], "file": SimpleUploadedFile("list.tsv", TABLE.replace(";", "\t").encode())}
    assert team.post(reverse("imports:imports"), upload).status_code == 302
    page = soup(team.get(address))
    assert page.select("tbody tr") == []
    response = team.post(address, {**fields_of(page), "name": "Renamed"}, follow=True)
    assert "The mapping is saved." in response.content.decode()
    assert "Renamed" in soup(response).select_one("tbody").get_text()


@pytest.mark.parametrize(
    ("licence", "url", "links"),
    [("", "", []), ("Licence Ouverte 2.0", "https://pole.example/list", ["https://pole.example/list"])],
)
def test_the_sources_page_names_a_table_with_what_is_known_of_it(team, client, tmp_path, licence, url, links):
    columns = {"Nom": "name", "SIREN": "siren", "Ville": "city"}
    mapping = SavedMapping.objects.create(name="Our list", columns=columns, licence=licence, url=url, is_ready=True)
    (tmp_path / "list.csv").write_text(TABLE, encoding="utf-8")
    import_file(actor=None, source=f"own_{mapping.pk}", path=tmp_path / "list.csv")
    card = soup(client.get(reverse("imports:sources"))).select("main section")[-1]
    assert (card.h2.get_text(strip=True), [link["href"] for link in card.select("a")]) == ("Our list", links)
    assert ("Licence" in card.get_text(), "the campus" in card.get_text()) == (bool(licence), True)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "list.csv", "not of a kind"),
        (b"Nom;Ville\n", "list.csv", "has a header and no rows"),
        ("Nom;Ville\nLilas;Paris\n".encode("utf-16"), "list.csv", "The file is in UTF-16."),
    ],
)
def test_what_is_no_table_is_explained_beside_the_field(team, content, name, sentence):
    response = team.post(reverse("imports:tables"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert sentence in soup(response).select_one("#id_file_error").get_text()


def test_a_wrong_mapping_is_explained_and_nothing_is_saved(team):
    address = given(team)
    data = fields_of(soup(team.get(address)))
    for change, sentence in (
        ({"column_0": ""}, "Say which column holds the name"),
        ({"column_2": "name"}, "Only one column each may be: name."),
        ({"country": "F1"}, "Two letters, as in FR."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"version": "7"}, "Someone else has changed this mapping"),
    ):
        response = team.post(address, {**data, **change})
        assert (response.status_code, sentence in response.content.decode()) == (422, True), sentence
    assert (SavedMapping.objects.get().is_ready, ImportRun.objects.count()) == (False, 0)


def test_rows_that_would_be_refused_say_why(team):
    address = given(team, TABLE.replace("900000001", "900000002") + "Iris;900000027;Lyon\nLys;900000035;Lyon\n" * 2)
    page = soup(team.get(address))
    assert "Column SIREN" in page.select("tbody tr")[0].get_text(" ")
    assert [cell.get_text() for cell in page.select("tbody th")] == ["2", "3", "4", "5", "6"]


def test_what_a_table_holds_is_shown_and_never_run(team):
    hostile = 'Nom;<b onclick=x>Ville\n<script>alert(1)</script>;"=HYPERLINK(""http://x.example"")"\n'
    address = given(team, hostile, name="<img src=x>.csv")
    page = team.get(address)
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    data = fields_of(soup(page))
    for body in (
        team.get(address),
        team.post(address, {**data, "column_0": ""}),
        team.post(address, data, follow=True),
    ):
        text = body.content.decode()
        assert ("<script>alert(1)" in text, "<img src=x>" in text, "<b onclick" in text) == (False, False, False)


def test_the_list_takes_the_same_queries_for_one_and_three(team):
    url, counts = reverse("imports:tables"), {}
    assert "No mapping yet" in soup(team.get(url)).get_text()
    for number in (1, 2, 3):
        given(team)
        counts[number] = count_queries(lambda: team.get(url))
    assert counts[1] == counts[3]


def saved_table(team):
    """A mapping of a table that was read."""
    address = given(team)
    team.post(address, {**fields_of(soup(team.get(address))), "name": "Our list"})
    return SavedMapping.objects.get()


def test_a_table_is_renamed(team):
    mapping = saved_table(team)
    address = reverse("imports:table_rename", args=[mapping.pk])
    assert address in team.get(reverse("imports:tables")).content.decode()
    data = fields_of(soup(team.get(address)))
    refused = team.post(address, {**data, "name": " "})
    assert (refused.status_code, data["name"]) == (422, "Our list")
    assert (
        "It is now called “Members”." in team.post(address, {**data, "name": "Members"}, follow=True).content.decode()
    )
    assert team.post(address, {**data, "name": "Other"}).status_code == 422


def test_a_table_is_removed_after_saying_what_stays(team):
    mapping = saved_table(team)
    address = reverse("imports:table_remove", args=[mapping.pk])
    page = soup(team.get(address))
    assert "This cannot be done now" in page.get_text()
    assert page.select_one("main form") is None
    assert "is open" in team.post(address, {"version": mapping.version}, follow=True).content.decode()
    run = ImportRun.objects.get()
    team.post(reverse("imports:cancel", args=[run.pk]))
    ImportRun.objects.update(state="cancelled")
    page = soup(team.get(address))
    version = page.select_one("main input[name=version]")["value"]
    assert "The import that was made with it (1)" in page.get_text()
    assert "Load the page again" in team.post(address, {"version": "x"}, follow=True).content.decode()
    done = team.post(address, {"version": version}, follow=True)
    assert "The mapping “Our list” is removed." in done.content.decode()
    assert team.get(address).status_code == 404


def test_a_table_that_was_never_read_goes_without_a_trace(team):
    given(team)
    address = reverse("imports:table_remove", args=[SavedMapping.objects.get().pk])
    page = soup(team.get(address)).get_text()
    assert "without a trace" in page
    assert "not read yet" in page
    team.post(address, {"version": "1"})
    assert not SavedMapping.objects.exists()
