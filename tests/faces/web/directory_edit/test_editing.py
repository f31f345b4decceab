"""Editing an organisation, section by section."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Organisation
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    IdentifierFactory,
    LinkFactory,
    NameFactory,
    OrganisationFactory,
    RelationFactory,
    editor_of,
    owner_of,
    reader_of,
)
from tests.factories.reference import CommuneFactory, SectorFactory, ThemeFactory
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
SECTIONS = ("who", "where", "identifiers", "topics", "descriptions", "links", "family", "logo")


def address(organisation, section):
    return f"/organisations/{organisation.slug}/edit/{section}/"


@pytest.mark.parametrize("section", SECTIONS)
def test_who_may_open_a_section(section, client, sign_in):
    organisation = OrganisationFactory()
    page = address(organisation, section)
    assert client.get(page).status_code == 302
    for stranger in (UserFactory(), reader_of(organisation), owner_of(OrganisationFactory()), account_with(Role.SITE)):
        assert sign_in(stranger).get(page).status_code == 404
    for insider in (editor_of(organisation), owner_of(organisation), account_with(Role.COMMUNITY)):
        answer = sign_in(insider).get(page)
        assert answer.status_code == 200
        assert organisation.name in answer.content.decode()


def test_the_first_section_opens_first_and_unknown_ones_do_not_exist(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation))
    assert client.get(f"/organisations/{organisation.slug}/edit/").url == address(organisation, "who")
    assert client.get(address(organisation, "nothing")).status_code == 404
    assert client.get("/organisations/nowhere/edit/").status_code == 404


def filled(count):
    organisation = OrganisationFactory()
    for _ in range(count):
        NameFactory(organisation=organisation)
        IdentifierFactory(organisation=organisation)
        LinkFactory(organisation=organisation)
        RelationFactory(child=organisation)
        RelationFactory(parent=organisation)
    return organisation


@pytest.mark.parametrize("section", SECTIONS)
def test_more_rows_cost_no_more_queries(section, sign_in):
    client = sign_in(account_with(Role.COMMUNITY))
    one, three = (address(filled(count), section) for count in (1, 3))
    client.get(one)
    assert count_queries(lambda: client.get(one)) == count_queries(lambda: client.get(three))


def who(organisation, **values):
    present = {"name": organisation.name, "kind": organisation.kind, "status": organisation.status}
    return {**present, "version": organisation.version, "names-count": "0", **values}


def test_who_is_saved_with_its_names(sign_in):
    organisation = OrganisationFactory()
    NameFactory(organisation=organisation, text="Old")
    rows = {
        "names-count": "3",
        "names-0-text": "Old",
        "names-0-kind": "alias",
        "names-0-remove": "on",
        "names-1-text": "LIMICS",
        "names-1-kind": "acronym",
        "names-2-text": " ",
    }
    answer = sign_in(editor_of(organisation)).post(
        address(organisation, "who"), who(organisation, name="New name", founded_year="1998", **rows), follow=True
    )
    assert "Saved." in answer.content.decode()
    organisation.refresh_from_db()
    assert (organisation.name, organisation.founded_year, organisation.version) == ("New name", 1998, 2)
    assert [(name.text, name.kind) for name in organisation.names.all()] == [("LIMICS", "acronym")]


def test_errors_stand_beside_their_fields_and_what_was_typed_is_kept(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation, language="fr"))
    answer = client.post(address(organisation, "who"), who(organisation, founded_year="9999", name="Typed"))
    page = answer.content.decode()
    assert 'value="9999"' in page
    assert 'value="Typed"' in page
    assert 'id="id_founded_year_error"' in page
    rows = {"identifiers-count": "2", "identifiers-0-scheme": "siren", "identifiers-0-value": "552100553"}
    page = client.post(address(organisation, "identifiers"), {"version": 1, **rows}).content.decode()
    assert 'value="552100553"' in page
    assert 'id="id_identifiers-0-value_error"' in page
    assert not organisation.identifiers.exists()


def test_more_rows_are_offered_without_judging_anything(sign_in):
    organisation = OrganisationFactory()
    rows = {"links-count": "1", "links-0-url": "no address", "links-0-kind": "other", "website": "x y", "more": "yes"}
    page = sign_in(owner_of(organisation)).post(address(organisation, "links"), {"version": 1, **rows}).content.decode()
    assert 'value="no address"' in page
    assert 'name="links-2-url"' in page
    assert 'value="x y"' in page
    assert "is-invalid" not in page


def test_a_conflict_shows_both_and_lets_the_next_save_through(sign_in):
    organisation = OrganisationFactory(name="First")
    client = sign_in(owner_of(organisation))
    form = who(organisation, name="Mine")
    Organisation.objects.filter(pk=organisation.pk).update(name="Theirs", version=2)
    page = client.post(address(organisation, "who"), form).content.decode()
    assert 'value="Mine"' in page
    assert "Theirs" in page
    assert 'name="version" value="2"' in page
    client.post(address(organisation, "who"), {**form, "version": "2"})
    organisation.refresh_from_db()
    assert organisation.name == "Mine"


def test_where_and_topics_and_descriptions_are_saved(sign_in):
    CommuneFactory()
    theme, sector = ThemeFactory(), SectorFactory()
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation))
    where = {
        "address": "1 rue A",
        "postcode": "75013",
        "city": "Paris",
        "country": "fr",
        "latitude": "",
        "longitude": "",
    }
    client.post(address(organisation, "where"), {"version": 1, **where})
    client.post(address(organisation, "topics"), {"version": 2, "themes": [theme.code], "sector": "biotechnologie"})
    client.post(
        address(organisation, "descriptions"), {"version": 3, "description_fr": "Bonjour", "description_en": ""}
    )
    organisation.refresh_from_db()
    assert (organisation.commune_id, organisation.sector, organisation.description_fr) == ("75056", sector, "Bonjour")
    assert list(organisation.themes.all()) == [theme]
    assert organisation.version == 4


def test_a_retired_theme_stays_chosen(sign_in):
    retired, other = ThemeFactory(is_active=False), ThemeFactory(is_active=False)
    organisation = OrganisationFactory(themes=[retired])
    page = sign_in(owner_of(organisation)).get(address(organisation, "topics")).content.decode()
    assert f'value="{retired.code}"' in page
    assert f'value="{other.code}"' not in page


def test_several_sectors_are_named(sign_in):
    SectorFactory()
    SectorFactory(code="72.19Z", name="Recherche-développement en autres sciences")
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation))
    page = client.post(address(organisation, "topics"), {"version": 1, "sector": "recherche"}).content.decode()
    assert "72.11Z" in page
    assert "72.19Z" in page
    page = client.post(address(organisation, "topics"), {"version": 1, "sector": "cirque"}).content.decode()
    assert "No sector fits." in page
    assert "72.19Z" in client.get("/directory/sectors/?sector=autres").content.decode()


def test_parents_are_found_added_and_removed(sign_in):
    organisation, parent = OrganisationFactory(), OrganisationFactory(name="Institut Curie")
    client = sign_in(owner_of(organisation))
    page = address(organisation, "family")
    assert "Institut Curie" in client.get(f"{page}?q=curie").content.decode()
    client.post(f"{page}add/", {"parent": parent.pk, "kind": "part"})
    assert organisation.parent_relations.get().parent == parent
    assert "Institut Curie" not in client.get(f"{page}?q=nothing").content.decode().split('id="found"')[1]
    answer = client.post(f"{page}add/", {"parent": organisation.pk, "kind": "part"}, follow=True)
    assert "belongs to this organisation itself" in answer.content.decode()
    client.post(f"{page}remove/", {"parent": parent.pk, "kind": "part"})
    assert not organisation.parent_relations.exists()


def test_the_search_for_parents_is_the_same_as_fragment_and_as_page(sign_in):
    organisation = OrganisationFactory()
    OrganisationFactory(name="Institut Curie")
    client = sign_in(owner_of(organisation))
    page = address(organisation, "family")
    before = client.get(page).content.decode().replace('value=""', 'value="curie"')
    fragment = client.get(f"{page}?q=curie", headers={"HX-Request": "true", "HX-Target": "found"}).content.decode()
    whole = client.get(f"{page}?q=curie").content.decode()
    assert swap(before, fragment, target="#found").split('id="found"')[1] == normal(whole).split('id="found"')[1]


def picture():
    data = io.BytesIO()
    Image.new("RGB", (900, 300), "green").save(data, "PNG")
    return SimpleUploadedFile("logo.png", data.getvalue(), "image/png")


def test_a_logo_is_drawn_anew_and_taken_away(sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation))
    page = address(organisation, "logo")
    assert "Choose a picture." in client.post(page, {}).content.decode()
    bad = SimpleUploadedFile("logo.svg", b"<svg/>", "image/svg+xml")
    assert "pv-field-errors" in client.post(page, {"logo": bad}).content.decode()
    client.post(page, {"logo": picture()})
    organisation.refresh_from_db()
    assert organisation.logo.purpose == "directory.logo"
    first = organisation.logo_id
    client.post(page, {"logo": picture()})
    organisation.refresh_from_db()
    assert organisation.logo_id != first
    client.post(page, {"remove": "yes"})
    organisation.refresh_from_db()
    assert organisation.logo is None


def test_confirm_close_and_reopen(sign_in):
    organisation = OrganisationFactory()
    owner, editor = owner_of(organisation), editor_of(organisation)
    client = sign_in(owner)
    base = f"/organisations/{organisation.slug}"
    assert client.post(f"{base}/confirm/", {"next": "edit"}).url == f"{base}/edit/"
    assert client.post(f"{base}/confirm/").url == f"{base}/"
    organisation.refresh_from_db()
    assert organisation.confirmed_by == owner
    assert "stays, marked as closed" in client.get(f"{base}/close/").content.decode()
    client.post(f"{base}/close/")
    organisation.refresh_from_db()
    assert organisation.status == Status.CLOSED
    assert sign_in(editor).get(f"{base}/edit/who/").status_code == 404
    client.post(f"{base}/close/")
    organisation.refresh_from_db()
    assert organisation.status == Status.ACTIVE
    assert sign_in(UserFactory()).post(f"{base}/confirm/").status_code == 404
    assert sign_in(UserFactory()).post(f"{base}/close/").status_code == 404
