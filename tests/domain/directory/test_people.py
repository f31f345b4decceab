"""People, their memberships, and their link with an account."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.models import Membership, Person
from parvis.domain.directory.selectors.people import people_visible_to, person_of, person_page
from parvis.domain.directory.services.memberships import (
    add_member,
    edit_membership,
    end_membership,
    remove_membership,
)
from parvis.domain.directory.services.people import create_person, edit_person, remove_person
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.services.person_claims import (
    accept_person_claim,
    claim_person,
    refuse_person_claim,
    unlink_person,
    withdraw_person_claim,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    MembershipFactory,
    OrganisationFactory,
    PersonClaimFactory,
    PersonFactory,
    editor_of,
    owner_of,
    reader_of,
)

pytestmark = pytest.mark.django_db
VALUES = {"title": "Director", "starts_on": None, "ends_on": None, "is_public": True}


def test_an_editor_adds_a_new_person():
    organisation = OrganisationFactory()
    editor = editor_of(organisation)
    new = {"name": " Marie  Invente ", "email": "m@example.org", "contact_visibility": "public"}
    membership = add_member(actor=editor, organisation=organisation, values=VALUES, new_person=new)
    assert (membership.person.name, membership.person.slug) == ("Marie Invente", "marie-invente")
    assert (membership.title, membership.source) == ("Director", "human")
    data = [entry.data for entry in Entry.objects.order_by("pk")]
    assert data == [{"person": membership.person_id}, {"person": membership.person_id}]


def test_who_is_added_to_an_invented_organisation_is_invented_too():
    invented, real = OrganisationFactory(is_invented=True), OrganisationFactory()
    people = [
        add_member(actor=owner_of(organisation), organisation=organisation, values=VALUES, new_person={"name": "Marie"})
        for organisation in (invented, real)
    ]
    assert [membership.person.is_invented for membership in people] == [True, False]


def test_nobody_pulls_in_a_stranger():
    organisation = OrganisationFactory()
    editor = editor_of(organisation)
    stranger, known = PersonFactory(), MembershipFactory(organisation=organisation).person
    with pytest.raises(NotAllowed):
        add_member(actor=editor, organisation=organisation, values=VALUES, person=stranger)
    add_member(actor=editor, organisation=organisation, values=VALUES, person=known)
    add_member(actor=account_with(Role.COMMUNITY), organisation=organisation, values=VALUES, person=stranger)
    for actor in (UserFactory(), reader_of(organisation), owner_of(OrganisationFactory())):
        with pytest.raises(NotAllowed):
            add_member(actor=actor, organisation=organisation, values=VALUES, new_person={"name": "x"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "nobody"}, "email"),
        ({"phone": "1" * 41}, "phone"),
        ({"contact_visibility": "nobody"}, "contact_visibility"),
    ],
)
def test_bad_values_of_a_person_are_refused_by_field(values, field):
    with pytest.raises(InvalidInput) as refusal:
        edit_person(actor=None, person=PersonFactory(), values=values)
    assert list(refusal.value.fields) == [field]


def test_editing_a_person_logs_the_names_of_the_fields_alone():
    account = UserFactory()
    person = PersonFactory(account=account)
    edit_person(actor=account, person=person, values={"phone": "01 02 03 04 05", "name": person.name})
    assert Entry.objects.get().data == {"person": person.pk, "fields": ["phone"]}
    edit_person(actor=account, person=person, values={"name": person.name})
    assert Entry.objects.count() == 1
    with pytest.raises(NotAllowed):
        edit_person(actor=UserFactory(), person=person, values={"name": "x"})


def test_people_are_created_by_the_team_or_for_oneself():
    account = UserFactory()
    assert create_person(actor=account, values={"name": "Me"}, account=account).account == account
    assert create_person(actor=None, values={"name": "Invented"}, is_invented=True).is_invented
    with pytest.raises(NotAllowed):
        create_person(actor=account, values={"name": "Other"})


@time_machine.travel("2026-11-23 12:00")
def test_memberships_are_edited_ended_and_removed():
    organisation = OrganisationFactory()
    editor = editor_of(organisation)
    membership = MembershipFactory(organisation=organisation, source="ror", starts_on=dt.date(2020, 1, 1))
    edit_membership(actor=editor, membership=membership, values={"title": "Head", "is_public": True})
    membership.refresh_from_db()
    assert (membership.title, membership.source, membership.source_on) == ("Head", "human", dt.date(2026, 11, 23))
    edit_membership(actor=editor, membership=membership, values={"title": "Head"})
    end_membership(actor=editor, membership=membership)
    membership.refresh_from_db()
    assert membership.ends_on == dt.date(2026, 11, 23)
    with pytest.raises(InvalidInput) as refusal:
        end_membership(actor=editor, membership=membership, on=dt.date(2019, 1, 1))
    assert list(refusal.value.fields) == ["ends_on"]
    with pytest.raises(InvalidInput):
        edit_membership(actor=editor, membership=membership, values={"title": "x" * 201})
    remove_membership(actor=editor, membership=membership)
    assert not Membership.objects.exists()


def test_a_member_hides_or_ends_their_own_function_and_nothing_else():
    account = UserFactory()
    membership = MembershipFactory(person__account=account)
    edit_membership(actor=account, membership=membership, values={"is_public": False})
    with pytest.raises(NotAllowed):
        edit_membership(actor=account, membership=membership, values={"title": "President"})
    end_membership(actor=account, membership=membership)
    for act in (end_membership, remove_membership):
        with pytest.raises(NotAllowed):
            act(actor=UserFactory(), membership=membership)


def test_removing_a_person_removes_their_functions():
    membership = MembershipFactory()
    with pytest.raises(NotAllowed):
        remove_person(actor=UserFactory(), person=membership.person)
    remove_person(actor=owner_of(membership.organisation), person=membership.person)
    assert not Membership.objects.exists()


def test_the_page_of_a_person_shows_what_the_reader_may_see():
    organisation, account = OrganisationFactory(), UserFactory()
    person = PersonFactory(account=account, email="p@example.org")
    MembershipFactory(person=person, organisation=organisation, is_public=False, title="Hidden")
    assert person_page(person.slug, AnonymousUser()) is None
    assert person_page(person.slug, UserFactory()) is None
    for reader in (account, reader_of(organisation), account_with(Role.SITE)):
        page = person_page(person.slug, reader)
        assert [row.title for row in page.present] == ["Hidden"]
        assert page.shows_contact
    MembershipFactory(person=person, title="Public", ends_on=dt.date(2020, 1, 1))
    page = person_page(person.slug, AnonymousUser())
    assert (page.present, [row.title for row in page.past]) == ([], ["Public"])
    assert not page.shows_contact
    assert not page.is_own
    assert person_page(person.slug, account).is_own
    assert person_of(account) == person
    assert person_of(AnonymousUser()) is None
    assert list(people_visible_to(UserFactory())) == [person]


def test_this_is_me_is_confirmed_by_an_owner():
    organisation = OrganisationFactory()
    owner = owner_of(organisation)
    person = MembershipFactory(organisation=organisation).person
    account = UserFactory()
    claim = claim_person(actor=account, person=person)
    assert claim.state == RequestState.PENDING
    assert Mail.objects.get().to == owner.email
    with pytest.raises(Conflict):
        claim_person(actor=account, person=person)
    accept_person_claim(actor=owner, claim=claim, word="Hello")
    person.refresh_from_db()
    assert person.account == account
    assert "Hello" in Mail.objects.get(to=account.email).text
    with pytest.raises(NotAllowed):
        claim_person(actor=account, person=PersonFactory())
    unlink_person(actor=account, person=person)
    assert Person.objects.get(pk=person.pk).account is None


def test_whoever_could_confirm_it_is_linked_at_once():
    organisation = OrganisationFactory()
    owner = owner_of(organisation)
    person = MembershipFactory(organisation=organisation).person
    assert claim_person(actor=owner, person=person).state == RequestState.ACCEPTED
    person.refresh_from_db()
    assert person.account == owner


def test_this_is_me_is_refused_with_a_word_and_withdrawn():
    claim = PersonClaimFactory()
    keeper = account_with(Role.COMMUNITY)
    for actor in (UserFactory(), claim.asked_by):
        with pytest.raises(NotAllowed):
            accept_person_claim(actor=actor, claim=claim)
        with pytest.raises(NotAllowed):
            refuse_person_claim(actor=actor, claim=claim, word="no")
    with pytest.raises(InvalidInput):
        refuse_person_claim(actor=keeper, claim=claim, word="")
    refuse_person_claim(actor=keeper, claim=claim, word="Another person")
    assert "Another person" in Mail.objects.get().text
    other = PersonClaimFactory()
    with pytest.raises(NotAllowed):
        withdraw_person_claim(actor=keeper, claim=other)
    withdraw_person_claim(actor=other.asked_by, claim=other)
    with pytest.raises(NotAllowed):
        unlink_person(actor=UserFactory(), person=other.person)


def test_one_person_is_linked_with_one_account():
    first = PersonClaimFactory()
    second = PersonClaimFactory(person=first.person)
    keeper = account_with(Role.COMMUNITY)
    accept_person_claim(actor=keeper, claim=first)
    with pytest.raises(Conflict):
        accept_person_claim(actor=keeper, claim=second)
    second.refresh_from_db()
    assert second.state == RequestState.PENDING
