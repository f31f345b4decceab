"""Every page of the account can be opened by whom it is for, and by nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from parvis.base.accounts.services.invitations import invite_to_team
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import confirmed_client, english

pytestmark = pytest.mark.django_db

ENTRANCE = (
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
    "socialaccount_login_cancelled",
)
OWN = (
    "account:account",
    "account:security",
    "account_email",
    "account:sessions",
    "account:data",
    "account:erase",
    "account_change_password",
    "account_set_password",
    "account_logout",
    "account_reauthenticate",
    "account_reauthenticate_by_code",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "socialaccount_connections",
)


@pytest.mark.parametrize("name", ENTRANCE)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_of_the_entrance_opens(name, language):
    client = english()
    response = client.get(reverse(name), headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("name", OWN)
def test_own_page_opens(name):
    password = None if name == "account_set_password" else "a long enough sentence"
    response = confirmed_client(UserFactory(password=password)).get(reverse(name))
    assert response.status_code == 200, response.headers.get("Location")


@pytest.mark.parametrize("name", [name for name in OWN if name != "account_logout"])
def test_own_page_sends_anonymous_visitors_to_sign_in(name):
    response = english().get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_failed_outside_sign_in_is_explained():
    assert english().get(reverse("socialaccount_login_error")).status_code == 401


@pytest.fixture
def protected():
    user = UserFactory(password="a long enough sentence")
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


@pytest.mark.parametrize(
    "name", ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate"]
)
def test_page_of_the_second_factor_opens(protected, name):
    assert confirmed_client(protected).get(reverse(name)).status_code == 200


def test_recovery_codes_are_shown_once(protected):
    client = confirmed_client(protected)
    codes = Authenticator.objects.get(user=protected, type="recovery_codes").wrap().get_unused_codes()
    first = client.get(reverse("mfa_view_recovery_codes"))
    assert codes[0] in first.content.decode()
    assert "no-store" in first.headers["Cache-Control"]
    assert codes[0] not in client.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_security_page_says_what_the_account_has(protected):
    text = confirmed_client(protected).get(reverse("account:security")).content.decode()
    assert "You have a password." in text
    assert "10 codes are left" in text


def test_visitor_reads_that_they_hold_no_role():
    text = confirmed_client(UserFactory()).get(reverse("account:account")).content.decode()
    assert "You are a visitor" in text


def test_link_of_nobody_is_no_longer_good():
    assert english().get(reverse("account:address_link", args=["nonsense"])).status_code == 410
    assert english().get(reverse("account:team_invitation", args=["nonsense"])).status_code == 410


def test_address_link_and_invitation_open(mailoutbox):
    administrator = account_with("administrator")
    invite_to_team(actor=administrator, email="new@example.org", role="site")
