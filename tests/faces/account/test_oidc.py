"""Sign-in through an OpenID Connect service, against one on loopback."""

import hashlib
import json
import logging
from base64 import urlsafe_b64encode

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import SESSION_KEY

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.config.oidc import Oidc
from parvis.config.sign_in import outside_accounts
from tests.factories.accounts import UserFactory
from tests.support.accounts import code_in, confirmed_client, english
from tests.support.oidc import CLIENT, SECRET, Service, new_key

pytestmark = pytest.mark.django_db
BEGIN = "/account/oidc/sign-in/"


@pytest.fixture(scope="module")
def running():
    service = Service()
    yield service
    service.close()


@pytest.fixture
def service(running, settings, monkeypatch):
    running.__dict__.update(
        claims={"sub": "42", "email": "ada@service.example", "given_name": "Ada", "usual_name": "Lovelace"},
        userinfo_as_jwt=False,
        id_token_changes={},
        userinfo_changes={},
        signing_key=running.key,
    )
    configure(settings, running)
    logging.disable(logging.WARNING)
    yield running
    logging.disable(logging.NOTSET)


def configure(settings, service):
    settings.OIDC = Oidc(service.issuer, service.issuer, CLIENT, SECRET, "Service")
    for name, value in outside_accounts(settings.OIDC).items():
        setattr(settings, name, value)


def come_back(client, service, **params):
    response = client.post(BEGIN, params)
    assert response.status_code == 302, response.content.decode()[:500]
    return client.get(service.authorize(response.url))


def test_button_is_shown_only_where_a_service_is_set(service, settings):
    assert "With Service" in english().get("/account/sign-in/").content.decode()
    settings.OIDC = None
    settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": []}}
    assert "With Service" not in english().get("/account/sign-in/").content.decode()
    assert english().post(BEGIN).status_code == 404
    assert english().get("/account/oidc/callback/").status_code == 404


@pytest.mark.parametrize("as_jwt", [False, True], ids=["json", "signed JWT"])
def test_new_account_confirms_its_address_and_is_opened(service, mailoutbox, as_jwt):
    service.userinfo_as_jwt = as_jwt
    client = english()
    response = come_back(client, service)
    assert response.url == "/account/address/confirm/"
    client.post(response.url, {"code": code_in(mailoutbox[0])})
    user = User.objects.get()
    assert (user.email, user.name, user.language) == ("ada@service.example", "Ada Lovelace", "en")
    assert client.session[SESSION_KEY] == str(user.pk)
    assert Entry.objects.filter(verb="accounts.signed_up", actor=user).exists()
    again = english()
    come_back(again, service)
    assert again.session[SESSION_KEY] == str(user.pk)


def test_address_that_the_service_has_checked_needs_no_code(service):
    service.claims["email_verified"] = True
    client = english()
    come_back(client, service)
    assert SESSION_KEY in client.session
    assert EmailAddress.objects.get().verified


def test_request_carries_state_nonce_and_a_code_challenge(service):
    client = english()
    come_back(client, service)
    asked, sent = service.asked, service.token_request
    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
    assert asked["code_challenge"] == urlsafe_b64encode(digest).decode().rstrip("=")
    assert (sent["client_secret"], sent["code"]) == ([SECRET], ["code"])
    other = english()
    come_back(other, service)
    assert service.asked["nonce"] != asked["nonce"]


def test_only_name_and_address_are_kept(service):
    service.claims |= {"email_verified": True, "siret": "12345678901234", "phone_number": "+33123456789"}
    come_back(english(), service)
    assert SocialAccount.objects.get().extra_data == {"sub": "42", "email": "ada@service.example"}
    assert not SocialToken.objects.exists()


def spoil_signature(service):
    service.signing_key = new_key()


SPOILED = {
    "signature": spoil_signature,
    "nonce": lambda s: s.id_token_changes.update(nonce="another"),
    "no nonce": lambda s: s.id_token_changes.update(nonce=None),
    "audience": lambda s: s.id_token_changes.update(aud="someone else"),
    "issuer": lambda s: s.id_token_changes.update(iss="https://evil.example"),
    "expired": lambda s: s.id_token_changes.update(exp=1),
    "other person": lambda s: s.userinfo_changes.update(sub="43"),
    "key": lambda s: setattr(s, "kid", "two"),
}


@pytest.mark.parametrize("flaw", SPOILED)
def test_answer_that_is_not_as_it_should_be_is_refused(service, flaw):
    service.claims["email_verified"] = True
    if flaw == "key":
        original = service.jwks
        service.jwks = lambda: ("application/json", '{"keys": []}')
    SPOILED[flaw](service)
    client = english()
    response = come_back(client, service)
    if flaw == "key":
        service.jwks, service.kid = original, "one"
    assert response.status_code in {200, 401}
    assert "did not let you in" in response.content.decode()
    assert SESSION_KEY not in client.session
    assert not User.objects.exists()


def test_answer_without_an_id_token_is_refused(service, monkeypatch):
    answer = json.dumps({"access_token": "access", "token_type": "Bearer"})
    monkeypatch.setattr(service, "token", lambda: ("application/json", answer))
    client = english()
    assert "did not let you in" in come_back(client, service).content.decode()
    assert SESSION_KEY not in client.session


def test_userinfo_meant_for_someone_else_is_refused(service):
    service.userinfo_as_jwt = True
    service.userinfo_changes = {"aud": "someone else"}
    assert "did not let you in" in come_back(english(), service).content.decode()


def test_answer_is_good_in_the_browser_that_asked(service):
    url = service.authorize(english().post(BEGIN).url)
    stranger = english()
    stranger.get(url)
    assert SESSION_KEY not in stranger.session


def test_answer_is_good_once(service):
    service.claims["email_verified"] = True
    client = english()
    url = service.authorize(client.post(BEGIN).url)
    client.get(url)
    client.post("/account/sign-out/")
    client.get(url)
    assert SESSION_KEY not in client.session


def test_giving_up_at_the_service_is_no_error(service):
    client = english()
    url = service.authorize(client.post(BEGIN).url)
    response = client.get(url.replace("code=code", "error=access_denied"), follow=True)
    assert "Nothing has changed." in response.content.decode()


def test_existing_account_is_not_taken_over_by_its_address(service, mailoutbox):
    owner = UserFactory(email="ada@service.example")
    service.claims["email_verified"] = True
    client = english()
    come_back(client, service)
    assert SESSION_KEY not in client.session
    assert not SocialAccount.objects.filter(user=owner).exists()


def test_trusted_service_opens_the_account_with_this_address(service, settings, monkeypatch):
    monkeypatch.setenv("PARVIS_OIDC_TRUST_EMAIL", "yes")
    configure(settings, service)
    owner = UserFactory(email="ada@service.example")
    client = english()
    come_back(client, service)
    assert client.session[SESSION_KEY] == str(owner.pk)
    assert SocialAccount.objects.get().user == owner


def test_account_is_connected_and_disconnected_by_its_owner(service, mailoutbox):
    user = UserFactory(password="a long enough sentence")
    client = confirmed_client(user)
    response = client.post(f"{BEGIN}?process=connect")
    client.get(service.authorize(response.url))
    account = SocialAccount.objects.get(user=user)
    assert "ada@service.example" in client.get("/account/outside/").content.decode()
    client.post("/account/outside/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"accounts.outside_account_added", "accounts.outside_account_removed"} <= verbs
    assert [mail.subject for mail in mailoutbox] == [
        "An outside account was connected",
        "An outside account was disconnected",
    ]


def test_level_of_assurance_is_asked_for(service, settings, monkeypatch):
    monkeypatch.setenv("PARVIS_OIDC_ACR", "eidas1")
    monkeypatch.setenv("PARVIS_OIDC_SCOPES", "openid,given_name,usual_name,email")
    configure(settings, service)
    come_back(english(), service)
    assert service.asked["acr_values"] == "eidas1"
    assert set(service.asked["scope"].split()) == {"openid", "given_name", "usual_name", "email"}


def test_service_that_is_down_is_explained(service, settings):
    settings.OIDC = Oidc("http://127.0.0.1:9", "http://127.0.0.1:9", CLIENT, SECRET, "Service")
    for name, value in outside_accounts(settings.OIDC).items():
        setattr(settings, name, value)
    response = english().post(BEGIN)
    assert response.status_code in {200, 401}
    assert "did not let you in" in response.content.decode()
