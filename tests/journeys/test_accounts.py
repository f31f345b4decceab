"""People open an account, come back with a passkey, look after their data; administrators give roles."""

import re

import pytest
from django.contrib.auth import get_user_model

from parvis.base.accounts.enums import Role
from tests.factories.accounts import PASSWORD, UserFactory, account_with
from tests.support.accounts import code_in

pytestmark = pytest.mark.browser

ENTRANCE = (
    "/account/sign-in/",
    "/account/sign-up/",
    "/account/sign-up/passkey/",
    "/account/sign-in/code/",
    "/account/password/reset/",
    "/account/inactive/",
    "/account/outside/cancelled/",
    "/account/address/link/nonsense/",
    "/privacy/",
    "/legal/",
)
OWN = (
    "/account/",
    "/account/security/",
    "/account/address/",
    "/account/sessions/",
    "/account/data/",
    "/account/data/erase/",
    "/account/password/",
    "/account/confirm/",
    "/account/confirm/code/",
    "/account/second-factor/",
    "/account/second-factor/application/add/",
    "/account/passkeys/",
    "/account/passkeys/add/",
    "/account/outside/",
    "/account/sign-out/",
    "/campus/members/",
    "/campus/members/invite/",
)


def by_password(visitor, user):
    visitor.page.goto("/account/sign-in/")
    visitor.page.get_by_label(re.compile("^(E-mail|Adresse)")).fill(user.email)
    visitor.page.get_by_label(re.compile("^(Password|Mot de passe)")).fill(PASSWORD)
    visitor.page.locator("main").get_by_role("button", name=re.compile("^(Sign in|Se connecter)$")).click()
    visitor.page.wait_for_url("**/dashboard/")


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("fr", 1280, "light"), ("en", 390, "dark")], ids=["wide", "narrow and dark"]
)
def test_pages_are_accessible(visit, language, width, scheme):
    user = account_with(Role.ADMINISTRATOR, password=PASSWORD, language=language)
    visitor = visit(language=language, width=width, scheme=scheme)
    found = []
    for path in ENTRANCE:
        visitor.page.goto(path)
        found += visitor.axe()
        assert not visitor.overflows(), path
    by_password(visitor, user)
    for path in (*OWN, f"/campus/members/{user.pk}/"):
        visitor.page.goto(path)
        assert path in visitor.page.url, visitor.page.url
        found += visitor.axe()
        assert not visitor.overflows(), path
    assert found == []


@pytest.fixture
def authenticator(visit):
    """A window whose device can make passkeys, with somebody who always shows their finger."""

    def opened(**options):
        visitor = visit(**options)
        session = visitor.context.new_cdp_session(visitor.page)
        session.send("WebAuthn.enable")
        device = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        return visitor

    return opened


def test_passkey_is_made_and_signs_in(authenticator):
    user = UserFactory(password=PASSWORD)
    visitor = authenticator()
    by_password(visitor, user)
    page = visitor.page
    page.goto("/account/passkeys/add/")
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("The codes are shown this one time only.").wait_for()
    page.goto("/account/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/dashboard/")
    assert user.display_name in page.get_by_role("banner").inner_text()


def test_account_is_opened_with_a_passkey(authenticator, mailoutbox):
    visitor = authenticator()
    page = visitor.page
    page.goto("/account/sign-up/passkey/")
    page.get_by_label("Your name").fill("New Person")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").fill(code_in(mailoutbox[0]))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/dashboard/")
    assert get_user_model().objects.get().name == "New Person"


def test_account_is_opened_and_left_without_scripts(visit, mailoutbox):
    visitor = visit(javascript=False)
    page = visitor.page
    page.goto("/account/sign-up/")
    page.get_by_label("Your name").fill("New Person")
    page.get_by_label("E-mail address").fill("other@example.org")
    page.get_by_role("button", name="Open an account").click()
    page.get_by_label("Code").fill(code_in(mailoutbox[0]))
    page.get_by_role("button", name="Confirm").click()
    page.goto("/account/data/erase/")
    page.get_by_label("I have read what is removed").check()
    page.get_by_role("button", name="Erase my account for ever").click()
    assert page.locator("h1").inner_text() == "Your account is erased"
    assert get_user_model().objects.get().erased_at is not None


def test_administrator_gives_a_role(visit):
    user = UserFactory(name="Anna Site")
    visitor = visit(account_with(Role.ADMINISTRATOR))
    page = visitor.page
    page.goto("/campus/members/")
    page.get_by_label("Name or address").fill("anna")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Anna Site").click()
    page.get_by_role("button", name="Give: site manager").click()
    page.get_by_role("button", name="Take away: site manager").wait_for()
    assert user.role_grants.get().role == Role.SITE
