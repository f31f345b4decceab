"""Passkeys, with an authenticator made of software in the place of the browser."""

import json

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth import SESSION_KEY

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import code_in, confirmed_client, english
from tests.support.client import StrictClient
from tests.support.passkeys import Passkey

pytestmark = pytest.mark.django_db
HOST = {"SERVER_NAME": "localhost"}
ADD, LOGIN, SECOND = "/account/passkeys/add/", "/account/sign-in/passkey/", "/account/sign-in/second-factor/"


def visitor():
    return StrictClient(headers={"accept-language": "en"}, **HOST)


def options_in(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return json.loads(soup.find(id="passkey-options").string)


def add_passkey(client, passkey, *, alone=True, verified=True):
    options = options_in(client.get(ADD))["creation_options"]
    data = {"name": "My phone", "credential": passkey.create(options, verified=verified)}
    return client.post(ADD, {**data, "passwordless": "on"} if alone else data)


def login_options(client):
    return client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]


@pytest.fixture
def owner():
    user = UserFactory(password=PASSWORD)
    passkey = Passkey()
    add_passkey(confirmed_client(user, **HOST), passkey)
    return user, passkey


def test_passkey_is_added_logged_and_told(mailoutbox):
    user = UserFactory()
    response = add_passkey(confirmed_client(user, **HOST), Passkey())
    assert response.url == "/account/second-factor/recovery-codes/"
    key = Authenticator.objects.get(user=user, type="webauthn")
    assert str(key) == "My phone"
    assert "A passkey was added" in mailoutbox[0].subject
    assert Entry.objects.filter(verb="accounts.factor_added", actor=user).exists()


def test_passkey_signs_in_alone(owner):
    user, passkey = owner
    client = visitor()
    response = client.post(LOGIN, {"credential": passkey.use(login_options(client))})
    assert response.status_code == 302
    assert client.session[SESSION_KEY] == str(user.pk)


@pytest.mark.parametrize("flaw", ["origin", "unverified", "stranger", "forged", "replayed", "nonsense", "list"])
def test_what_is_not_the_passkey_does_not_sign_in(owner, flaw):
    _, passkey = owner
    client = visitor()
    options = login_options(client)
    if flaw == "origin":
        credential = passkey.use(options, origin="https://evil.example")
    elif flaw == "unverified":
        credential = passkey.use(options, verified=False)
    elif flaw == "stranger":
        stranger = Passkey()
        stranger.user_handle = passkey.user_handle
        credential = stranger.use(options)
    elif flaw == "forged":
        forger = Passkey()
        forger.user_handle, forger.credential_id = passkey.user_handle, passkey.credential_id
        credential = forger.use(options)
    elif flaw == "replayed":
        credential = passkey.use(options)
        login_options(client)
    else:
        credential = {"nonsense": '{"id": 1}', "list": "[1]"}[flaw]
    response = client.post(LOGIN, {"credential": credential}, follow=True)
    assert SESSION_KEY not in client.session
    assert "This code is not right." in response.content.decode()


@pytest.mark.parametrize("credential", ["", "no json", "[]", '{"id": 1}', '{"id": "a", "rawId": "a", "response": {}}'])
def test_malformed_new_passkey_is_refused(credential):
    user = UserFactory()
    client = confirmed_client(user, **HOST)
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


def test_passkey_serves_as_second_factor(owner):
    _, passkey = owner
    user = User.objects.get()
    client = visitor()
    response = client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    assert response.url == SECOND
    assert SESSION_KEY not in client.session
    options = options_in(client.get(SECOND))["request_options"]
    client.post(SECOND, {"credential": passkey.use(options)})
    assert SESSION_KEY in client.session


def test_passkey_confirms_before_an_act_that_matters(owner):
    user, passkey = owner
    client = visitor()
    client.force_login(user)
    page = client.get("/account/confirm/passkey/?next=/account/address/")
    options = options_in(page)["request_options"]
    response = client.post(
        "/account/confirm/passkey/", {"credential": passkey.use(options), "next": "/account/address/"}
    )
    assert response.url == "/account/address/"
    assert client.get("/account/address/").status_code == 200


def test_key_without_verification_is_no_passkey():
    user = UserFactory()
    client = confirmed_client(user, **HOST)
    assert add_passkey(client, Passkey(), verified=False).status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert add_passkey(client, Passkey(), alone=False, verified=False).status_code == 302


def test_passkey_is_renamed_and_removed_by_its_owner_only(owner):
    user, _ = owner
    key = Authenticator.objects.get(type="webauthn")
    stranger, client = confirmed_client(UserFactory(), **HOST), confirmed_client(user, **HOST)
    for act in ("rename", "remove"):
        assert stranger.get(f"/account/passkeys/{key.pk}/{act}/").status_code == 404
        assert client.get(f"/account/passkeys/{key.pk}/{act}/").status_code == 200
    client.post(f"/account/passkeys/{key.pk}/rename/", {"name": "My tablet"})
    assert "My tablet" in client.get("/account/passkeys/").content.decode()
    client.post(f"/account/passkeys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert Entry.objects.filter(verb="accounts.factor_removed").exists()


def test_sign_up_with_a_passkey(mailoutbox):
    client, passkey = visitor(), Passkey()
    client.post("/account/sign-up/passkey/", {"name": "New Person", "email": "new@example.org"})
    response = client.post("/account/address/confirm/", {"code": code_in(mailoutbox[0])})
    assert response.url == "/account/sign-up/passkey/create/"
    options = options_in(client.get(response.url))["creation_options"]
    client.post(response.url, {"name": "Phone", "credential": passkey.create(options)})
    assert SESSION_KEY in client.session
    again = visitor()
    again.post(LOGIN, {"credential": passkey.use(login_options(again))})
    assert SESSION_KEY in again.session


def test_passkey_pages_say_what_they_need_without_scripts():
    page = english().get("/account/sign-in/").content.decode()
    soup = BeautifulSoup(page, "html.parser")
    assert soup.select_one("form[data-parvis-passkey] [data-parvis-passkey-needed]").has_attr("hidden")
