"""Reading one organisation."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import is_team
from parvis.domain.directory.enums import NameKind, Scheme, Visibility
from parvis.domain.directory.selectors.organisations import children_of, organisation_page
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    IdentifierFactory,
    LinkFactory,
    MembershipFactory,
    NameFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    editor_of,
    reader_of,
)
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def filled(count):
    """An organisation with `count` rows of everything."""
    commune = CommuneFactory()
    place = {"commune": commune, "department": commune.department, "region": commune.department.region}
    themes = [ThemeFactory() for _ in range(count)]
    organisation = OrganisationFactory(
        **place,
        latitude=48.85,
        longitude=2.34,
        themes=themes,
        provenance={"address": {"source": "ror", "on": "2020-01-01"}},
    )
    for _ in range(count):
        NameFactory(organisation=organisation)
        IdentifierFactory(organisation=organisation)
        LinkFactory(organisation=organisation)
        RelationFactory(child=organisation)
        RelationFactory(parent=organisation)
        MembershipFactory(organisation=organisation)
        OrganisationFactory(**place, latitude=48.86, longitude=2.35, themes=themes)
    return organisation


@pytest.mark.parametrize("reader", [AnonymousUser, UserFactory, lambda: account_with(Role.COMMUNITY)])
def test_organisation_page_takes_as_many_queries_for_three_rows_as_for_one(reader):
    one, three = filled(1), filled(3)
    actor = reader()
    is_team(actor)  # the roles of the account are read once in a request
    counts = [count_queries(lambda page=page: organisation_page(page.slug, actor)) for page in (one, three)]
    assert counts[0] == counts[1] <= 16


def test_organisation_page_shows_everything_in_order():
    organisation = filled(2)
    NameFactory(organisation=organisation, text="LIMICS", kind=NameKind.ACRONYM)
    IdentifierFactory(organisation=organisation, scheme=Scheme.SIREN, value="552100554")
    page = organisation_page(organisation.slug, NOBODY)
    assert page.organisation == organisation
    assert [name.text for name in page.names["acronym"]] == ["LIMICS"]
    assert len(page.names["alias"]) == 2
    assert page.identifiers[0].text == "552 100 554"
    assert page.identifiers[0].url.endswith("/552100554")
    assert page.identifiers[0].source.is_human
    assert len(page.parents) == 2
    assert page.children.total == 2
    assert len(page.members) == 2
    assert [n.kilometres < 2 for n in page.near_by_place] == [True, True]
    assert len(page.near_by_theme) == 2
    assert page.access_level is None


def test_organisation_page_is_none_for_an_unknown_address():
    assert organisation_page("nowhere", NOBODY) is None


def test_organisation_page_knows_the_reader():
    organisation = OrganisationFactory()
    assert organisation_page(organisation.slug, editor_of(organisation)).access_level == "editor"


@time_machine.travel("2026-11-23 12:00")
def test_what_is_old_looks_old_until_someone_confirms_it():
    organisation = filled(1)
    page = organisation_page(organisation.slug, NOBODY)
    assert page.sources["address"].is_old
    assert page.sources["address"].info.name == "ROR"
    assert page.is_old
    organisation.confirmed_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    organisation.save()
    page = organisation_page(organisation.slug, NOBODY)
    assert not page.sources["address"].is_old
    assert not page.is_old
    assert page.confirmed_on == dt.date(2026, 11, 1)


def test_children_come_page_by_page():
    parent = OrganisationFactory()
    for number in range(5):
        RelationFactory(parent=parent, child__name=f"Child {number}")
    page = children_of(parent, 2, size=2)
    assert [kin.organisation.name for kin in page.items] == ["Child 2", "Child 3"]
    assert (page.total, page.number, page.pages) == (5, 2, 3)
    assert children_of(parent, 99, size=2).number == 3


def visible(organisation, actor):
    return [(m.person.name, m.shows_contact) for m in organisation_page(organisation.slug, actor).members]


def test_members_and_their_contact_details_are_shown_to_those_who_may():
    organisation = OrganisationFactory()
    account = UserFactory()
    for name, is_public, visibility, own in [
        ("Everyone", True, Visibility.PUBLIC, None),
        ("Hidden", False, Visibility.PUBLIC, None),
        ("Own", False, Visibility.TEAM, account),
        ("Signed in", True, Visibility.SIGNED_IN, None),
        ("Team", True, Visibility.TEAM, None),
    ]:
        person = PersonFactory(name=name, contact_visibility=visibility, account=own)
        MembershipFactory(organisation=organisation, person=person, is_public=is_public)
    everyone = [("Everyone", True), ("Signed in", False), ("Team", False)]
    everything = [("Everyone", True), ("Hidden", True), ("Own", True), ("Signed in", True), ("Team", True)]
    assert visible(organisation, NOBODY) == everyone
    assert visible(organisation, UserFactory()) == [("Everyone", True), ("Signed in", True), ("Team", False)]
    assert visible(organisation, account) == [("Everyone", True), ("Own", True), ("Signed in", True), ("Team", False)]
    assert visible(organisation, reader_of(organisation)) == everything
    assert visible(organisation, account_with(Role.SITE)) == everything
    assert visible(organisation, reader_of(OrganisationFactory())) == visible(organisation, UserFactory())


@time_machine.travel("2026-11-23 12:00")
def test_past_members_come_last():
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation, person__name="Anna", ends_on=dt.date(2026, 11, 22))
    MembershipFactory(organisation=organisation, person__name="Zoe", ends_on=dt.date(2026, 11, 23))
    page = organisation_page(organisation.slug, NOBODY)
    assert [(m.person.name, m.is_present) for m in page.members] == [("Zoe", True), ("Anna", False)]
