"""Opening an account, and getting back into it."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.services.invitations import invite_to_team
from parvis.base.activity.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, account_with
from tests.support.accounts import code_in, english, links_in

pytestmark = pytest.mark.django_db
SIGN_UP, CONFIRM = "/account/sign-up/", "/account/address/confirm/"
RESET = "/account/password/reset/"


def sign_up(client, email="new@example.org", password="", **more):
    return client.post(SIGN_UP, {"name": "New Person", "email": email, "password1": password, **more})


@pytest.mark.parametrize("password", ["", "correct horse battery"])
def test_sign_up_confirms_the_address_by_code(mailoutbox, password):
    client = english()
    response = sign_up(client, password=password)
    assert (response.status_code, response.url) == (302, CONFIRM)
    assert SESSION_KEY not in client.session
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    user = User.objects.get()
    assert client.session[SESSION_KEY] == str(user.pk)
    assert (user.name, user.language, user.has_usable_password()) == ("New Person", "en", bool(password))
    assert EmailAddress.objects.get().verified
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "accounts.signed_up",
        "accounts.signed_in",
    ]


def test_new_account_is_a_visitor(mailoutbox):
    client = english()
    sign_up(client)
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert "You are a visitor" in client.get("/account/").content.decode()
    assert client.get("/campus/members/").status_code == 404


def test_wrong_code_does_not_confirm(mailoutbox):
    client = english()
    sign_up(client)
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG"})
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert SESSION_KEY not in client.session
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("password", ["short", "123456789012345", "password123", "new@example.org"])
def test_weak_password_is_refused(password):
    response = sign_up(english(), password=password)
    assert response.status_code == 200
    assert not User.objects.exists()


def test_taken_address_gets_the_same_answer_and_its_owner_a_mail(mailoutbox):
    owner = UserFactory(email="new@example.org")
    response = sign_up(english())
    assert (response.status_code, response.url) == (302, CONFIRM)
    assert User.objects.get() == owner
    assert mailoutbox[0].to == ["new@example.org"]
    assert "already" in mailoutbox[0].subject


def test_sign_up_can_be_closed(settings):
    settings.SIGN_UP = "invited"
    assert "by invitation" in english().get(SIGN_UP).content.decode()
    assert "No account yet?" not in english().get("/account/sign-in/").content.decode()
    sign_up(english())
    assert not User.objects.exists()


def test_invited_person_signs_up_and_joins_the_team(settings, mailoutbox):
    settings.SIGN_UP = "invited"
    invite_to_team(actor=account_with(Role.ADMINISTRATOR), email="new@example.org", role=Role.SITE)
    path = links_in(mailoutbox[0])[0]
    client = english()
    page = client.get(path)
    assert "/account/sign-up/?next=" in page.content.decode()
    response = sign_up(client, next=path)
    assert response.url == path, "the link proved the address: no code is asked for"
    assert "Accept the invitation" in client.get(path).content.decode()
    client.post(path)
    assert User.objects.get(email="new@example.org").role_grants.get().role == Role.SITE


def test_invitation_is_not_accepted_by_opening_it(mailoutbox):
    user = UserFactory(email="new@example.org")
    invite_to_team(actor=account_with(Role.ADMINISTRATOR), email=user.email, role=Role.SITE)
    client = english()
    client.force_login(user)
    client.get(links_in(mailoutbox[0])[0])
    assert not user.role_grants.exists()


def test_invitation_of_someone_else_is_refused(mailoutbox):
    user = UserFactory()
    invite_to_team(actor=account_with(Role.ADMINISTRATOR), email="new@example.org", role=Role.SITE)
    path = links_in(mailoutbox[0])[0]
    client = english()
    assert client.post(path).status_code == 302
    client.force_login(user)
    assert "Sign out first" in client.get(path).content.decode()
    assert "another address" in client.post(path).content.decode()
    assert not user.role_grants.exists()


def test_forgotten_password_is_replaced_by_code(mailoutbox):
    user = UserFactory(password=PASSWORD)
    client = english()
    client.post(RESET, {"email": user.email})
    client.post(f"{RESET}code/", {"code": code_in(mailoutbox[0])})
    client.post(f"{RESET}new/", {"password1": "another long sentence"})
    user.refresh_from_db()
    assert user.check_password("another long sentence")
    assert "password was changed" in mailoutbox[1].subject
    assert Entry.objects.filter(verb="accounts.password_changed", actor=user).count() == 1


def test_code_of_a_reset_can_be_tried_three_times(mailoutbox):
    user = UserFactory(password=PASSWORD)
    client = english()
    client.post(RESET, {"email": user.email})
    for _ in range(3):
        client.post(f"{RESET}code/", {"code": "WRONG"})
    assert client.post(f"{RESET}code/", {"code": code_in(mailoutbox[0])}).url == "/account/sign-in/"
    assert client.get(f"{RESET}new/").status_code == 302


def test_reset_tells_nobody_who_has_an_account(mailoutbox):
    user = UserFactory(password=PASSWORD)
    answers = [english().post(RESET, {"email": email}) for email in (user.email, "nobody@example.org")]
    assert answers[0].url == answers[1].url
    assert "No account" in mailoutbox[1].subject


def test_changing_the_password_ends_other_sessions_and_tells_the_owner(mailoutbox):
    user = UserFactory(password=PASSWORD)
    here, there = english(), english()
    for client in (here, there):
        client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    response = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": "another long sentence"})
    assert response.url == "/account/security/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert "password was changed" in mailoutbox[0].subject


def test_wrong_present_password_is_refused():
    user = UserFactory(password=PASSWORD)
    client = english()
    client.force_login(user)
    response = client.post("/account/password/", {"oldpassword": "no", "password1": "another long sentence"})
    assert "This is not your present password." in response.content.decode()
