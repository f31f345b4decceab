"""The application that makes codes, and recovery codes."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.contrib.auth import SESSION_KEY

from parvis.base.activity.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import confirmed_client, english

pytestmark = pytest.mark.django_db
ADD, SECOND = "/account/second-factor/application/add/", "/account/sign-in/second-factor/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def protected(clock, django_capture_on_commit_callbacks):
    user = UserFactory(password=PASSWORD)
    client = confirmed_client(user)
    secret = BeautifulSoup(client.get(ADD).content, "html.parser").select_one("main code").get_text()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADD, {"code": code_of(secret)})
    clock.shift(dt.timedelta(minutes=2))
    return user, secret


def with_password(user):
    client = english()
    client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    return client


def test_application_is_added_with_recovery_codes(protected):
    user, _ = protected
    assert set(Authenticator.objects.filter(user=user).values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert Entry.objects.filter(verb="accounts.factor_added", actor=user).count() == 2


def test_password_alone_is_not_enough_any_more(protected):
    user, secret = protected
    client = with_password(user)
    assert SESSION_KEY not in client.session
    client.post(SECOND, {"code": "000000"})
    assert SESSION_KEY not in client.session
    client.post(SECOND, {"code": code_of(secret)})
    assert SESSION_KEY in client.session


def test_code_of_the_application_is_good_once(protected):
    user, secret = protected
    code = code_of(secret)
    with_password(user).post(SECOND, {"code": code})
    client = with_password(user)
    client.post(SECOND, {"code": code})
    assert SESSION_KEY not in client.session


def test_recovery_code_is_good_once(protected):
    user, _ = protected
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    for signed_in in (True, False):
        client = with_password(user)
        client.post(SECOND, {"code": code})
        assert (SESSION_KEY in client.session) is signed_in


def test_guessing_codes_is_stopped(protected):
    user, secret = protected
    client = with_password(user)
    for _ in range(8):
        client.post(SECOND, {"code": "000000"})
    response = client.post(SECOND, {"code": code_of(secret)})
    assert SESSION_KEY not in client.session
    assert "That was too often" in response.content.decode()


def test_mailed_code_needs_the_second_factor_too(protected, mailoutbox):
    from tests.support.accounts import code_in

    user, _ = protected
    client = english()
    client.post("/account/sign-in/code/", {"email": user.email})
    response = client.post("/account/sign-in/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert response.url == SECOND
    assert SESSION_KEY not in client.session


def test_application_is_removed(protected, mailoutbox):
    user, _ = protected
    client = confirmed_client(user)
    client.post("/account/second-factor/application/remove/")
    assert not Authenticator.objects.filter(user=user, type="totp").exists()
    assert "second factor was removed" in mailoutbox[-1].subject
    assert SESSION_KEY in with_password(user).session


def test_new_recovery_codes_replace_the_old_ones(protected):
    user, _ = protected
    old = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    confirmed_client(user).post("/account/second-factor/recovery-codes/renew/")
    new = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)


def test_nothing_of_it_without_confirming_first(protected):
    user, _ = protected
    client = english()
    client.force_login(user)
    for path in ("application/remove/", "recovery-codes/", "recovery-codes/renew/"):
        response = client.post(f"/account/second-factor/{path}")
        assert response.url.startswith("/account/confirm/")
    assert Authenticator.objects.filter(user=user).count() == 2
