"""Members and people on pages; a new organisation; the history."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.services.organisations import confirm_organisation
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    editor_of,
    owner_of,
    reader_of,
)
from tests.factories.reference import CommuneFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
PERSON = {"name": "Marie Invente", "email": "", "phone": "", "headline": "", "contact_visibility": "team"}


@time_machine.travel("2026-11-23 12:00")
def test_a_member_is_added_edited_ended_and_removed(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(editor_of(organisation))
    base = f"/organisations/{organisation.slug}/members/"
    assert "Nobody yet" in client.get(base).content.decode()
    bad = client.post(f"{base}new/", {**PERSON, "starts_on": "2026-02-01", "ends_on": "2026-01-01"}).content.decode()
    assert "It ends before it begins." in bad
    assert 'value="Marie Invente"' in bad
    client.post(f"{base}new/", {**PERSON, "title": "Director", "is_public": "on"})
    membership = Membership.objects.get()
    assert "Director" in client.get(base).content.decode()
    page = f"{base}{membership.pk}/"
    assert 'value="Director"' in client.get(page).content.decode()
    client.post(page, {"title": "Head", "starts_on": "2026-01-01"})
    membership.refresh_from_db()
    assert (membership.title, membership.is_public, membership.starts_on) == ("Head", False, dt.date(2026, 1, 1))
    assert (
        "id_ends_on_error" in client.post(page, {"starts_on": "2026-01-01", "ends_on": "2025-01-01"}).content.decode()
    )
    client.post(f"{page}end/")
    membership.refresh_from_db()
    assert membership.ends_on == dt.date(2026, 11, 23)
    assert "never true" in client.get(f"{page}remove/").content.decode()
    client.post(f"{page}remove/")
    assert not Membership.objects.exists()


def test_who_may_write_members(sign_in):
    organisation = OrganisationFactory()
    membership = MembershipFactory(organisation=organisation)
    base = f"/organisations/{organisation.slug}/members/"
    for stranger in (UserFactory(), reader_of(organisation), owner_of(OrganisationFactory())):
        client = sign_in(stranger)
        for page in (base, f"{base}new/", f"{base}{membership.pk}/", f"{base}{membership.pk}/remove/"):
            assert client.get(page).status_code == 404
        assert client.post(f"{base}{membership.pk}/end/").status_code == 404
    other = MembershipFactory()
    assert sign_in(owner_of(organisation)).get(f"{base}{other.pk}/").status_code == 404


def test_a_member_hides_and_ends_their_own_function(sign_in):
    account = UserFactory()
    membership = MembershipFactory(person__account=account, starts_on=dt.date(2999, 1, 1))
    client = sign_in(account)
    page = f"/organisations/{membership.organisation.slug}/members/{membership.pk}/"
    shown = client.get(page).content.decode()
    assert 'name="title"' not in shown
    assert client.post(page, {}).url == f"/people/{membership.person.slug}/"
    membership.refresh_from_db()
    assert not membership.is_public
    assert "It ends before it begins." in client.post(f"{page}end/", follow=True).content.decode()


def test_a_person_is_edited_and_removed(sign_in):
    organisation = OrganisationFactory()
    person = MembershipFactory(organisation=organisation).person
    client = sign_in(editor_of(organisation))
    page = f"/people/{person.slug}/edit/"
    assert f'value="{person.name}"' in client.get(page).content.decode()
    assert "id_name_error" in client.post(page, {**PERSON, "name": ""}).content.decode()
    client.post(page, {**PERSON, "phone": "0102030405"})
    assert Person.objects.get().phone == "0102030405"
    assert "are deleted" in client.get(f"/people/{person.slug}/remove/").content.decode()
    client.post(f"/people/{person.slug}/remove/")
    assert not Person.objects.exists()


def test_who_has_an_account_writes_their_page_themselves(sign_in):
    organisation, account = OrganisationFactory(), UserFactory()
    person = PersonFactory(account=account)
    MembershipFactory(person=person, organisation=organisation)
    assert "My functions" in sign_in(account).get(f"/people/{person.slug}/edit/").content.decode()
    client = sign_in(owner_of(organisation))
    assert client.get(f"/people/{person.slug}/edit/").status_code == 404
    assert client.get(f"/people/{person.slug}/remove/").status_code == 404
    assert client.post(f"/people/{person.slug}/unlink/").status_code == 404
    assert client.get("/people/nobody/edit/").status_code == 404


NEW = {"kind": "startup", "website": "", "address": "", "postcode": "", "city": "", "identifiers-count": "1"}


def test_the_team_adds_an_organisation_and_is_warned_of_duplicates(sign_in):
    CommuneFactory()
    known = OrganisationFactory(name="Santé Invente")
    IdentifierFactory(organisation=known, scheme="siren", value="552100554")
    client = sign_in(account_with(Role.PROGRAMME))
    page = "/campus/organisations/new/"
    assert 'name="identifiers-1-value"' in client.get(page).content.decode()
    more = client.post(page, {**NEW, "name": "Typed", "identifiers-0-value": "1", "more": "yes"}).content.decode()
    assert 'value="Typed"' in more
    assert 'name="identifiers-2-value"' in more
    for again in (
        {**NEW, "name": "SANTÉ  invente"},
        {**NEW, "name": "Other", "identifiers-0-scheme": "siren", "identifiers-0-value": "552 100 554"},
    ):
        assert "Is it one of these?" in client.post(page, again).content.decode()
    client.post(page, {**NEW, "name": "SANTÉ  invente", "city": "Paris", "anyway": "yes"})
    assert Organisation.objects.filter(slug="sante-invente", commune="75056").exists()
    bad = client.post(page, {**NEW, "name": "Fresh", "city": "Nowhere", "identifiers-0-value": ""}).content.decode()
    assert "id_city_error" in bad
    wrong = {"identifiers-0-scheme": "siren", "identifiers-0-value": "1"}
    assert "id_identifiers-0-value_error" in client.post(page, {**NEW, "name": "Fresh", **wrong}).content.decode()
    assert sign_in(UserFactory()).get(page).status_code == 404


def test_the_history_names_acts_and_fields(sign_in):
    organisation = OrganisationFactory(name="Old")
    owner, reader = owner_of(organisation, name="Olympe"), reader_of(organisation)
    confirm_organisation(actor=owner, organisation=organisation)
    client = sign_in(owner)
    client.post(
        f"/organisations/{organisation.slug}/edit/who/",
        {"name": "New", "kind": "lab", "status": "active", "version": 1, "names-count": "0"},
    )
    page = f"/organisations/{organisation.slug}/history/"
    shown = sign_in(reader).get(page).content.decode()
    assert "Olympe" in shown
    assert "edited the organisation" in shown
    assert "(name)" in shown
    assert sign_in(UserFactory()).get(page).status_code == 404
    reading = sign_in(account_with(Role.SITE))
    reading.get(page)
    one = count_queries(lambda: reading.get(page))
    confirm_organisation(actor=owner, organisation=organisation)
    confirm_organisation(actor=owner, organisation=organisation)
    assert count_queries(lambda: reading.get(page)) == one


def test_more_members_cost_no_more_queries(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(account_with(Role.COMMUNITY))
    page = f"/organisations/{organisation.slug}/members/"
    MembershipFactory(organisation=organisation)
    client.get(page)
    one = count_queries(lambda: client.get(page))
    MembershipFactory(organisation=organisation)
    MembershipFactory(organisation=organisation)
    assert count_queries(lambda: client.get(page)) == one
