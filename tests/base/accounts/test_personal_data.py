"""Take everything with one, and be forgotten: erasure leaves no trace of name or address in any table."""

import io
import json
import zipfile

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import TeamInvitation, User
from parvis.base.accounts.registry import personal_data
from parvis.base.accounts.services.email_change import request_email_change
from parvis.base.accounts.services.invitations import invite_to_team
from parvis.base.accounts.services.personal_data import erase_account, erasure_obstacles, write_export
from parvis.base.accounts.services.roles import grant_role
from parvis.base.activity.models import Entry
from parvis.base.files.models import StoredFile
from parvis.base.messaging.services.send import queue_mail
from parvis.core.errors import Conflict, NotAllowed
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import english
from tests.support.traces import traces_of

NAME, EMAIL, OLD, SECRET = "Wilhelmina Quux", "wilhelmina@quux.example", "mina@quux.example", "JBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(settings, tmp_path):
    """Someone who has left traces in every corner that this floor knows."""
    settings.EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
    settings.MEDIA_ROOT = tmp_path
    administrator = account_with(Role.ADMINISTRATOR)
    invite_to_team(actor=administrator, email=EMAIL, role=Role.SITE)
    user = UserFactory(name=NAME, email=EMAIL, password="a long enough sentence")
    grant_role(actor=administrator, user=user, role=Role.REVIEWER)
    english().post("/account/sign-in/", {"login": EMAIL, "password": "a long enough sentence"})
    TOTP.activate(user, SECRET)
    SocialAccount.objects.create(user=user, provider="oidc", uid="42", extra_data={"email": EMAIL, "name": NAME})
    request_email_change(actor=user, new_email=OLD)
    invite_to_team(actor=administrator, email="colleague@quux.example", role=Role.SITE)
    queue_mail(to="colleague@quux.example", subject=f"{NAME} invites you", text=f"Ask {NAME} <{EMAIL}>.", html=NAME)
    file = StoredFile(purpose="test", name="cv.txt", content_type="text/plain", size=4, sha256="0", created_by=user)
    file.path = "aa/file"
    file.save()
    from django.core.files.storage import default_storage

    default_storage.save(file.path, ContentFile(b"mine"))
    user.refresh_from_db()
    return user


def test_the_scan_finds_what_is_there(person):
    assert "accounts_user.name: Quux" in traces_of("Quux")
    assert "messaging_mail.text: Quux" in traces_of("Quux")


def test_erasure_leaves_no_trace_of_name_or_address(person):
    stayed = erase_account(actor=person, user=person)
    assert traces_of(NAME, "Wilhelmina", EMAIL, OLD, SECRET) == []
    assert not UserSession.objects.filter(user_id=person.pk).exists()
    assert not Session.objects.exists()
    assert len(stayed) == 3


def test_erasure_keeps_the_log_and_what_belongs_to_others(person):
    before = list(Entry.objects.filter(actor=person).order_by("id").values_list("id", "verb", "target_label"))
    erase_account(actor=person, user=person)
    after = list(Entry.objects.filter(actor_id=person.pk).order_by("id").values_list("id", "verb", "target_label"))
    assert after[: len(before)] == before
    assert after[-1][1] == "accounts.erased"
    tombstone = User.objects.get(pk=person.pk)
    assert (tombstone.is_active, tombstone.has_usable_password(), tombstone.name) == (False, False, "")
    assert str(tombstone) in {"erased account", "compte effacé"}
    assert StoredFile.objects.get().created_by is None
    assert TeamInvitation.objects.filter(email="colleague@quux.example").exists()


def test_erased_account_cannot_sign_in_and_its_address_is_free(person, client):
    erase_account(actor=person, user=person)
    response = english().post("/account/sign-in/", {"login": EMAIL, "password": "a long enough sentence"})
    assert "do not go together" in response.content.decode()
    UserFactory(email=EMAIL)


def test_account_is_erased_once(person):
    erase_account(actor=person, user=person)
    with pytest.raises(Conflict):
        erase_account(actor=None, user=person)


def test_nobody_erases_or_downloads_someone_else(person):
    for other in (UserFactory(), account_with(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            erase_account(actor=other, user=person)
        with pytest.raises(NotAllowed):
            write_export(actor=other, user=person, output=io.BytesIO())


def test_last_administrator_is_not_erased():
    administrator = account_with(Role.ADMINISTRATOR)
    assert len(erasure_obstacles(administrator)) == 1
    with pytest.raises(Conflict):
        erase_account(actor=administrator, user=administrator)
    account_with(Role.ADMINISTRATOR)
    assert erase_account(actor=administrator, user=administrator)


def exported(user):
    output = io.BytesIO()
    write_export(actor=user, user=user, output=output)
    archive = zipfile.ZipFile(output)
    return json.loads(archive.read("data.json")), archive


def test_export_holds_everything_but_secrets(person):
    data, archive = exported(person)
    assert set(data) == {"generated_at", *personal_data.names()}
    account = data["accounts"]
    assert (account["account"]["email"], account["account"]["name"]) == (EMAIL, NAME)
    assert [row["role"] for row in account["roles"]] == ["reviewer"]
    assert [row["type"] for row in account["second_factors"]] == ["totp"]
    assert len(account["sessions"]) == 1
    assert account["invitations"][0]["email"] == EMAIL
    assert {mail["to"] for mail in data["messaging"]["mails"]} == {EMAIL}
    assert "accounts.role_granted" in {line["verb"] for line in data["activity"]["acts"]}
    assert archive.read("files/files/001-cv.txt") == b"mine"
    text = archive.read("data.json").decode()
    assert SECRET not in text
    assert person.password not in text
    assert not any(session.session_key in text for session in UserSession.objects.all())


def test_export_is_logged(person):
    exported(person)
    assert Entry.objects.filter(verb="accounts.data_downloaded", actor=person).count() == 1


def test_export_says_nothing_about_others(person):
    other = UserFactory(name="Somebody Else", email="else@example.org")
    queue_mail(to=other.email, subject="s", text="t")
    data, _ = exported(person)
    assert "else@example.org" not in json.dumps(data)
