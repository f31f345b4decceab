"""Creating and editing an organisation."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory import provenance
from parvis.domain.directory.drafts import Changes, IdentifierRow, LinkRow, NameRow, ParentRow
from parvis.domain.directory.enums import PositionPrecision, Status
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.lists import DEEPEST_FAMILY, ancestors_of
from parvis.domain.directory.services.logos import set_logo
from parvis.domain.directory.services.organisations import (
    confirm_organisation,
    create_organisation,
    edit_organisation,
    free_slug,
    set_status,
)
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    """Every event that the directory published."""
    heard = []
    bus.subscribe(OrganisationChanged, heard.append)
    yield heard
    bus._receivers[OrganisationChanged].remove(heard.append)


@time_machine.travel("2026-11-23 12:00")
def test_create_organisation_with_everything(news, django_capture_on_commit_callbacks):
    CommuneFactory()
    theme, parent = ThemeFactory(), OrganisationFactory()
    team = account_with(Role.COMMUNITY)
    changes = Changes(
        values={
            "name": " Santé  Invente ",
            "kind": "startup",
            "stage": "growth",
            "city": "paris",
            "themes": [theme.code],
        },
        names=[NameRow("SI", "acronym"), NameRow("SI", "acronym")],
        identifiers=[IdentifierRow("siren", "552 100 554")],
        links=[LinkRow("example.org", "social")],
        parents=[ParentRow(parent.pk, "spin_off")],
    )
    with django_capture_on_commit_callbacks(execute=True):
        made = create_organisation(actor=team, changes=changes)
    assert (made.name, made.slug, made.version) == ("Santé Invente", "sante-invente", 1)
    assert (made.commune.code, made.department.code, made.region.code) == ("75056", "75", "11")
    assert made.position_precision == PositionPrecision.COMMUNE
    assert made.provenance["city"] == {"source": "human", "on": "2026-11-23", "by": team.pk}
    assert set(made.provenance) == {"name", "kind", "stage", "city", "commune", "position", "themes"}
    assert list(made.themes.all()) == [theme]
    assert [name.text for name in made.names.all()] == ["SI"]
    assert made.identifiers.get().value == "552100554"
    assert made.links.get().url == "https://example.org"
    assert made.parent_relations.get().parent == parent
    assert news == [OrganisationChanged((made.pk,))]
    assert Entry.objects.get().verb == "directory.organisation_created"


def test_two_organisations_of_one_name_have_two_addresses():
    first, second = (create_organisation(actor=None, changes=Changes({"name": "Lab", "kind": "lab"})) for _ in range(2))
    assert (first.slug, second.slug) == ("lab", "lab-2")


@pytest.mark.parametrize(
    "make", [UserFactory, lambda: account_with(Role.SITE), lambda: owner_of(OrganisationFactory())]
)
def test_only_the_team_creates(make):
    with pytest.raises(NotAllowed):
        create_organisation(actor=make(), changes=Changes({"name": "x", "kind": "lab"}))


@time_machine.travel("2026-11-23 12:00")
def test_edit_changes_the_source_of_what_changes_only(news, django_capture_on_commit_callbacks):
    register = {"source": "ror", "on": "2023-01-01"}
    organisation = OrganisationFactory(
        name="Old", address="1 rue A", provenance={"name": register, "address": register}
    )
    owner, editor = owner_of(organisation), editor_of(organisation)
    with django_capture_on_commit_callbacks(execute=True):
        edited = edit_organisation(
            actor=editor,
            organisation=organisation,
            changes=Changes({"name": "New", "address": "1 rue A", "kind": organisation.kind}),
            version=1,
        )
    assert (edited.name, edited.version, edited.slug) == ("New", 2, organisation.slug)
    assert edited.provenance["address"] == register
    assert provenance.human_wins(edited.provenance, "name")
    assert news == [OrganisationChanged((organisation.pk,))]
    entry = Entry.objects.get()
    assert (entry.actor, entry.data) == (editor, {"fields": ["name"]})
    assert [concern.user for concern in entry.concerns.all()] == [owner]


def test_edit_that_changes_nothing_writes_nothing(news):
    organisation = OrganisationFactory(name="Same", city="Lille", country="FR")
    LinkFactory(organisation=organisation, url="https://example.org/a")
    changes = Changes(
        {"name": "Same", "city": "Lille", "latitude": "", "longitude": "", "themes": []},
        links=[LinkRow("https://example.org/a")],
    )
    edited = edit_organisation(actor=None, organisation=organisation, changes=changes)
    assert edited.version == 1
    assert not Entry.objects.exists()


def test_edit_refuses_a_form_opened_before_another_edit():
    organisation = OrganisationFactory()
    edit_organisation(actor=None, organisation=organisation, changes=Changes({"name": "First"}), version=1)
    with pytest.raises(Conflict):
        edit_organisation(actor=None, organisation=organisation, changes=Changes({"name": "Second"}), version=1)
    assert Organisation.objects.get(pk=organisation.pk).name == "First"


WHO = {
    "outsider": (lambda o: UserFactory(), (False, False)),
    "owner of another": (lambda o: owner_of(OrganisationFactory()), (False, False)),
    "reader": (reader_of, (False, False)),
    "editor": (editor_of, (True, False)),
    "owner": (owner_of, (True, True)),
    "inactive owner": (lambda o: owner_of(o, is_active=False), (False, False)),
    "site manager": (lambda o: account_with(Role.SITE), (False, False)),
    "reviewer": (lambda o: account_with(Role.REVIEWER), (False, False)),
    "community": (lambda o: account_with(Role.COMMUNITY), (True, True)),
    "programme": (lambda o: account_with(Role.PROGRAMME), (True, True)),
    "administrator": (lambda o: account_with(Role.ADMINISTRATOR), (True, True)),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("place", "status"), [(0, Status.ACTIVE), (1, Status.CLOSED)])
def test_who_may_edit(who, place, status):
    make, expected = WHO[who]
    organisation = OrganisationFactory(status=status)
    actor = make(organisation)
    if expected[place]:
        edit_organisation(actor=actor, organisation=organisation, changes=Changes({"name": "New"}))
        confirm_organisation(actor=actor, organisation=organisation)
        return
    with pytest.raises(NotAllowed):
        edit_organisation(actor=actor, organisation=organisation, changes=Changes({"name": "New"}))
    with pytest.raises(NotAllowed):
        confirm_organisation(actor=actor, organisation=organisation)
    with pytest.raises(NotAllowed):
        set_status(actor=actor, organisation=organisation, status=Status.DORMANT)


def test_rows_keep_their_source_and_removed_ones_are_remembered():
    organisation = OrganisationFactory()
    day = dt.date(2023, 1, 1)
    NameFactory(organisation=organisation, text="Stays", source="ror", source_on=day)
    NameFactory(organisation=organisation, text="Goes", source="ror", source_on=day)
    IdentifierFactory(organisation=organisation, scheme="label", value="UMR 1", source="rnsr")
    relation = RelationFactory(child=organisation, source="rnsr")
    changes = Changes(
        names=[NameRow("Stays"), NameRow("Comes", "former")],
        identifiers=[],
        parents=[ParentRow(relation.parent_id, "supervision")],
    )
    edited = edit_organisation(actor=None, organisation=organisation, changes=changes)
    assert {name.text: name.source for name in edited.names.all()} == {"Stays": "ror", "Comes": "human"}
    assert edited.parent_relations.get().source == "rnsr"
    assert provenance.was_removed(edited.provenance, "names", "alias:Goes")
    assert provenance.was_removed(edited.provenance, "identifiers", "label:UMR 1")
    again = edit_organisation(actor=None, organisation=edited, changes=Changes(names=[NameRow("Goes")]))
    assert not provenance.was_removed(again.provenance, "names", "alias:Goes")
    changed = edit_organisation(actor=None, organisation=again, changes=Changes(names=[NameRow("Goes", language="fr")]))
    assert changed.names.get().language == "fr"


BAD_VALUES = [
    ("name", ""),
    ("name", "x" * 301),
    ("kind", "circus"),
    ("status", ""),
    ("stage", "growth"),
    ("founded_year", "99"),
    ("founded_year", "2999"),
    ("website", "javascript:alert(1)"),
    ("website", "not an address"),
    ("website", "https://example.org/" + "x" * 300),
    ("country", "France"),
    ("commune", "00000"),
    ("latitude", "91"),
    ("latitude", "north"),
    ("latitude", "45"),
    ("sector", "00.00Z"),
    ("themes", ["nothing"]),
    ("description_fr", "x" * 5001),
]


@pytest.mark.parametrize(("field", "value"), BAD_VALUES)
def test_bad_values_are_refused_by_field(field, value):
    with pytest.raises(InvalidInput) as refusal:
        edit_organisation(actor=None, organisation=OrganisationFactory(), changes=Changes({field: value}))
    assert list(refusal.value.fields) == [field]


def test_an_unknown_place_is_refused_at_the_city():
    CommuneFactory()
    for values in ({"city": "Nowhere"}, {"city": "Nowhere", "postcode": "99999"}, {"postcode": "99999"}):
        with pytest.raises(InvalidInput) as refusal:
            edit_organisation(actor=None, organisation=OrganisationFactory(), changes=Changes(values))
        assert list(refusal.value.fields) == ["city"]


def test_places_and_positions_follow_each_other():
    CommuneFactory()
    organisation = OrganisationFactory()

    def edit(**values):
        return edit_organisation(actor=None, organisation=organisation, changes=Changes(values))

    edited = edit(commune="75113")
    assert (edited.commune_id, edited.city, edited.latitude) == ("75056", "Paris", 48.8566)
    edited = edit(latitude="48,85", longitude="2.35")
    assert (edited.latitude, edited.position_precision) == (48.85, PositionPrecision.ADDRESS)
    edited = edit(city="Bruxelles", country="be", latitude="48.85", longitude="2.35")
    assert (edited.commune, edited.region, edited.latitude, edited.position_precision) == (None, None, None, "")
    edited = edit(city="Paris", country="FR", postcode="75013")
    assert edited.region_id == "11"
    edited = edit(city="", postcode="")
    assert (edited.commune, edited.latitude) == (None, None)


def test_the_stage_goes_when_it_is_no_start_up_any_more():
    organisation = OrganisationFactory(kind="startup", stage="growth")
    edited = edit_organisation(actor=None, organisation=organisation, changes=Changes({"kind": "company"}))
    assert edited.stage == ""


def test_sector_is_taken_by_its_code():
    sector = SectorFactory()
    edited = edit_organisation(actor=None, organisation=OrganisationFactory(), changes=Changes({"sector": sector.code}))
    assert edited.sector == sector


def refused(organisation, **lists):
    with pytest.raises(InvalidInput) as refusal:
        edit_organisation(actor=None, organisation=organisation, changes=Changes(**lists))
    return list(refusal.value.fields)


def test_bad_rows_are_refused_by_place_and_column():
    organisation = OrganisationFactory()
    child = RelationFactory(parent=organisation, child=OrganisationFactory()).child
    grandchild = RelationFactory(parent=child).child
    IdentifierFactory(scheme="ror", value="02vjkv261")
    assert refused(organisation, names=[NameRow("good"), NameRow(" ")]) == ["names-1-text"]
    assert refused(organisation, names=[NameRow("x" * 301)]) == ["names-0-text"]
    assert refused(organisation, names=[NameRow("x", "nick")]) == ["names-0-kind"]
    assert refused(organisation, identifiers=[IdentifierRow("siren", "1")]) == ["identifiers-0-value"]
    assert refused(organisation, identifiers=[IdentifierRow("x", "1")]) == ["identifiers-0-scheme"]
    assert refused(organisation, identifiers=[IdentifierRow("ror", "02vjkv261")]) == ["identifiers-0-value"]
    assert refused(organisation, links=[LinkRow("")]) == ["links-0-url"]
    assert refused(organisation, parents=[ParentRow(0)]) == ["parents-0-parent_id"]
    assert refused(organisation, parents=[ParentRow(organisation.pk)]) == ["parents-0-parent_id"]
    assert refused(organisation, parents=[ParentRow(grandchild.pk)]) == ["parents-0-parent_id"]
    assert refused(organisation, names=[NameRow(str(n)) for n in range(101)]) == ["names"]


def test_a_shared_number_may_be_given_twice():
    IdentifierFactory(scheme="siren", value="552100554")
    changes = Changes(identifiers=[IdentifierRow("siren", "552100554")])
    assert edit_organisation(actor=None, organisation=OrganisationFactory(), changes=changes).identifiers.count() == 1


def test_a_number_of_its_own_is_added_once_it_is_free():
    organisation = OrganisationFactory()
    changes = Changes(identifiers=[IdentifierRow("ror", "02vjkv261")])
    edited = edit_organisation(actor=owner_of(organisation), organisation=organisation, changes=changes)
    assert [(row.scheme, row.value, row.source) for row in edited.identifiers.all()] == [("ror", "02vjkv261", "human")]


def test_what_is_left_empty_is_not_known():
    CommuneFactory()
    organisation = OrganisationFactory(founded_year=1999, commune_id="75056", city="Paris")
    changes = Changes({"founded_year": "", "commune": None, "city": ""})
    edited = edit_organisation(actor=owner_of(organisation), organisation=organisation, changes=changes)
    assert (edited.founded_year, edited.commune, edited.city) == (None, None, "")


def test_a_family_that_goes_up_for_ever_is_followed_so_far_only():
    youngest = organisation = OrganisationFactory()
    for _generation in range(DEEPEST_FAMILY + 3):
        organisation = RelationFactory(child=organisation, parent=OrganisationFactory()).parent
    assert len(ancestors_of(youngest)) == DEEPEST_FAMILY


def test_who_may_not_edit_gives_it_no_logo():
    organisation = OrganisationFactory()
    with pytest.raises(NotAllowed):
        set_logo(actor=reader_of(organisation), organisation=organisation, upload=None)


def test_status_is_changed_once():
    organisation = OrganisationFactory()
    owner = owner_of(organisation)
    set_status(actor=owner, organisation=organisation, status=Status.CLOSED)
    with pytest.raises(Conflict):
        set_status(actor=owner, organisation=organisation, status=Status.CLOSED)
    set_status(actor=owner, organisation=organisation, status=Status.ACTIVE)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "directory.organisation_closed",
        "directory.organisation_reopened",
    ]
    assert Organisation.objects.get(pk=organisation.pk).version == 3


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_confirming_notes_who_and_when():
    organisation = OrganisationFactory()
    owner = owner_of(organisation)
    confirm_organisation(actor=owner, organisation=organisation)
    organisation.refresh_from_db()
    assert organisation.confirmed_by == owner
    assert organisation.confirmed_at.date() == dt.date(2026, 11, 23)


def test_address_of_a_page_writes_ligatures_out():
    assert free_slug("Cœur à domicile") == "coeur-a-domicile"
