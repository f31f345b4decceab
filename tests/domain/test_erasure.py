"""Erasing an account reaches every app: no table says the name or the address any more."""

import io
import json
import zipfile

import pytest

from parvis.base.accounts.registry import personal_data
from parvis.base.accounts.services.personal_data import erase_account, write_export
from parvis.core import clock
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.services.people import create_person
from parvis.domain.stewardship.models import Claim, Correction, Invitation
from tests.factories.accounts import UserFactory
from tests.factories.directory import (
    AccessFactory,
    ClaimFactory,
    CorrectionFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonClaimFactory,
    PersonFactory,
)
from tests.support.traces import traces_of

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Wilhelmina Quux", "wilhelmina@quux.example"


@pytest.fixture
def person():
    user = UserFactory(name=NAME, email=EMAIL)
    organisation = OrganisationFactory(name="The Lab", confirmed_by=user)
    entry = create_person(actor=user, account=user, values={"name": NAME, "email": EMAIL, "phone": "0102030405"})
    MembershipFactory(person=entry, organisation=organisation)
    PersonFactory(name="Written by others", email=EMAIL, phone="0102030405")
    AccessFactory(user=user, organisation=organisation, level="owner")
    ClaimFactory(asked_by=user, organisation=organisation, message=f"I am {NAME}, {EMAIL}")
    CorrectionFactory(
        asked_by=user, organisation=organisation, comment=NAME, word=f"Thank you, {NAME}", state="accepted"
    )
    PersonClaimFactory(asked_by=user)
    InvitationFactory(email=EMAIL, organisation=organisation, invited_by=user, expires_at=clock.now())
    return user


def test_erasure_leaves_no_trace_in_any_app(person):
    assert traces_of("Quux", "wilhelmina-quux")
    stayed = erase_account(actor=person, user=person)
    assert traces_of("Quux", "wilhelmina", "0102030405") == []
    assert len(stayed) == 3


def test_erasure_keeps_what_belongs_to_others(person):
    erase_account(actor=person, user=person)
    organisation = Organisation.objects.get(name="The Lab")
    assert organisation.confirmed_by is None
    assert Person.objects.filter(name="Written by others", email="", phone="").exists()
    assert not Claim.objects.exists()
    assert not Correction.objects.exists()
    assert not Invitation.objects.exists()


def test_everything_can_be_taken_along(person):
    output = io.BytesIO()
    write_export(actor=person, user=person, output=output)
    data = json.loads(zipfile.ZipFile(output).read("data.json"))
    assert [entry["name"] for entry in data["directory"]["entries"]] == [NAME, "Written by others"]
    assert data["directory"]["functions"][0]["organisation__name"] == "The Lab"
    assert data["directory"]["rights"][0]["level"] == "owner"
    stewardship = data["stewardship"]
    assert [len(stewardship[name]) for name in ("claims", "corrections", "claims_of_entries", "invitations")] == [1] * 4


def test_every_app_says_what_becomes_of_its_data():
    silent = [name for name, entry in personal_data if not (entry.held and entry.purpose and entry.seen_by)]
    assert silent == []
