"""Acts that matter ask again who one is."""

import datetime as dt

import pytest
import time_machine

from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import code_in, confirmed_client, english

pytestmark = pytest.mark.django_db
MATTERS = ("/account/address/", "/account/data/erase/", "/account/password/set/", "/account/passkeys/add/")
BY_CODE = "/account/confirm/code/"


def opened(user):
    """A session that was left open: signed in, confirmed by nothing."""
    client = english()
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", MATTERS)
def test_open_session_is_not_enough(path):
    response = opened(UserFactory()).get(path)
    assert (response.status_code, response.url.split("?")[0]) == (302, BY_CODE)


@pytest.mark.parametrize("path", MATTERS)
def test_fresh_sign_in_is_enough(path):
    assert confirmed_client(UserFactory()).get(path).status_code == 200


def test_confirmation_by_password_goes_on_to_what_was_asked():
    client = opened(UserFactory(password=PASSWORD))
    response = client.get("/account/address/")
    assert response.url == "/account/confirm/?next=%2Faccount%2Faddress%2F"
    assert "Use a mailed code" in client.get(response.url).content.decode()
    wrong = client.post("/account/confirm/", {"password": "no", "next": "/account/address/"})
    assert "This password is not right." in wrong.content.decode()
    right = client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/address/"})
    assert right.url == "/account/address/"
    assert client.get("/account/address/").status_code == 200


def test_confirmation_does_not_last():
    user = UserFactory(password=PASSWORD)
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        client = english()
        client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
        assert client.get("/account/address/").status_code == 200
        clock.shift(dt.timedelta(minutes=15, seconds=1))
        assert client.get("/account/address/").status_code == 302


def test_mailed_code_confirms_whoever_has_no_password(mailoutbox):
    user = UserFactory()
    client = opened(user)
    url = client.get("/account/address/").url
    client.post(url, {"send": "yes"})
    assert mailoutbox[0].to == [user.email]
    response = client.post(url, {"code": code_in(mailoutbox[0]), "next": "/account/address/"})
    assert response.url == "/account/address/"
    assert client.get("/account/address/").status_code == 200


def test_mailed_code_can_be_tried_three_times(mailoutbox):
    client = opened(UserFactory())
    client.post(BY_CODE, {"send": "yes"})
    answers = [client.post(BY_CODE, {"code": "WRONG"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    client.post(BY_CODE, {"code": code_in(mailoutbox[0])})
    assert client.get("/account/address/").status_code == 302


def test_mailed_code_expires(mailoutbox):
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        client = opened(UserFactory())
        client.post(BY_CODE, {"send": "yes"})
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        client.post(BY_CODE, {"code": code_in(mailoutbox[0])})
        assert client.get("/account/address/").status_code == 302


def test_code_is_kept_as_a_hash(mailoutbox):
    client = opened(UserFactory())
    client.post(BY_CODE, {"send": "yes"})
    assert code_in(mailoutbox[0]).replace("-", "").lower() not in str(dict(client.session)).lower()


def test_guessing_is_limited(mailoutbox):
    client = opened(UserFactory(password=PASSWORD))
    answers = [client.post("/account/confirm/", {"password": "wrong"}).status_code for _ in range(11)]
    assert answers[-1] == 429


def test_what_was_sent_is_not_lost():
    user = UserFactory(password=PASSWORD)
    client = opened(user)
    url = client.post("/account/passkeys/add/", {"name": "x", "credential": "{}"}).url
    response = client.post(url, {"password": PASSWORD, "next": "/account/passkeys/add/"})
    assert response.status_code in {200, 302}
