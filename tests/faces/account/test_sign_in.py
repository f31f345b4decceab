"""Signing in by password and by mailed code, and what protects it."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from tests.factories.accounts import PASSWORD, UserFactory, account_with
from tests.support.accounts import code_in, english
from tests.support.htmx import normal

pytestmark = pytest.mark.django_db
SIGN_IN, REQUEST, CONFIRM = "/account/sign-in/", "/account/sign-in/code/", "/account/sign-in/code/confirm/"


def is_signed_in(client):
    return SESSION_KEY in client.session


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def test_password_opens_the_account():
    user = UserFactory(email="ada@example.org", password=PASSWORD)
    client = english()
    response = sign_in(client, "Ada@Example.org")
    assert (response.status_code, response.url) == (302, "/dashboard/")
    assert is_signed_in(client)
    assert Entry.objects.get().verb == "accounts.signed_in"
    assert User.objects.get(pk=user.pk).last_login


def test_wrong_password_and_unknown_address_get_the_same_answer():
    UserFactory(email="ada@example.org", password=PASSWORD)
    wrong = sign_in(english(), "ada@example.org", "something else entirely")
    unknown = sign_in(english(), "nobody@example.org", "something else entirely")
    sentence = "This address and this password do not go together."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_next_page_is_followed_inside_only():
    user = UserFactory(password=PASSWORD)
    assert sign_in(english(), user.email, next="/directory/?q=chu").url == "/directory/?q=chu"
    assert sign_in(english(), user.email, next="https://evil.example/").url == "/dashboard/"


def test_session_ends_with_the_browser_unless_asked_otherwise():
    user = UserFactory(password=PASSWORD)
    short, long = english(), english()
    sign_in(short, user.email)
    sign_in(long, user.email, remember="on")
    assert short.cookies["sessionid"]["max-age"] == ""
    assert long.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_account_reads_in_its_own_language_after_signing_in():
    user = UserFactory(password=PASSWORD, language="fr")
    client = english()
    sign_in(client, user.email)
    assert '<html lang="fr"' in client.get("/account/").content.decode()


def test_deactivated_account_stays_closed(mailoutbox):
    user = UserFactory(password=PASSWORD, is_active=False)
    client = english()
    response = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert "deactivated" in response.content.decode()
    client.post(REQUEST, {"email": user.email})
    assert not is_signed_in(client)
    assert "code" not in mailoutbox[-1].subject


def test_deactivation_ends_open_sessions():
    user = UserFactory(password=PASSWORD)
    client = english()
    sign_in(client, user.email)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_brute_force_on_one_account_is_stopped_and_told():
    user = UserFactory(password=PASSWORD)
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        for _ in range(5):
            sign_in(english(), user.email, "wrong password")
        client = english()
        response = sign_in(client, user.email)
        assert "That was too often in a short time." in response.content.decode()
        assert not is_signed_in(client)
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        sign_in(client, user.email)
        assert is_signed_in(client)


def test_brute_force_from_one_address_is_stopped():
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        answers = [sign_in(english(), f"person{n}@example.org", "wrong").status_code for n in range(31)]
        assert answers == [200] * 30 + [429]
        clock.shift(dt.timedelta(minutes=1, seconds=1))
        assert sign_in(english(), "person@example.org", "wrong").status_code == 200


def test_limits_are_shared_between_processes(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_too_many_requests_are_answered_with_our_page():
    for _ in range(30):
        sign_in(english(), "person@example.org", "wrong")
    response = sign_in(english(), "person@example.org", "wrong")
    assert response.status_code == 429
    assert "That was too often" in response.content.decode()


def test_mailed_code_opens_the_account(mailoutbox):
    user = UserFactory()
    client = english()
    client.post(REQUEST, {"email": user.email})
    assert mailoutbox[0].to == [user.email]
    response = client.post(CONFIRM, {"code": code_in(mailoutbox[0]).lower()})
    assert response.status_code == 302
    assert is_signed_in(client)


def test_mailed_code_is_good_in_its_own_browser_only(mailoutbox):
    user = UserFactory()
    client, other = english(), english()
    client.post(REQUEST, {"email": user.email})
    other.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(other)


def test_mailed_code_expires(mailoutbox):
    user = UserFactory()
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        client = english()
        client.post(REQUEST, {"email": user.email})
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
        assert not is_signed_in(client)


def test_mailed_code_can_be_tried_three_times(mailoutbox):
    user = UserFactory()
    client = english()
    client.post(REQUEST, {"email": user.email})
    answers = [client.post(CONFIRM, {"code": "WRONG"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "This code is not right." in answers[0].content.decode()
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client)


def test_codes_for_one_account_are_limited(mailoutbox):
    user = UserFactory()
    for _ in range(5):
        english().post(REQUEST, {"email": user.email})
    response = english().post(REQUEST, {"email": user.email})
    assert "That was too often" in response.content.decode()
    assert len(mailoutbox) == 5


def test_code_can_be_mailed_again(mailoutbox):
    user = UserFactory()
    client = english()
    client.post(REQUEST, {"email": user.email})
    client.post(CONFIRM, {"action": "resend"})
    client.post(CONFIRM, {"code": code_in(mailoutbox[1])})
    assert is_signed_in(client)


def test_unknown_address_sees_the_same_pages_and_gets_an_honest_mail(mailoutbox):
    user = UserFactory()
    known, unknown = english(), english()
    answers = [
        client.post(REQUEST, {"email": email}, follow=True)
        for client, email in ((known, user.email), (unknown, "nobody@example.org"))
    ]
    pages = [answer.content.decode().replace(user.email, "X").replace("nobody@example.org", "X") for answer in answers]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert normal(pages[0]) == normal(pages[1])
    assert "No account" in mailoutbox[1].subject


def test_code_lets_the_owner_in_and_a_stranger_s_password_out(mailoutbox):
    """Someone else signed up with this address before; the owner of the mailbox comes in by code."""
    user = UserFactory(confirmed=False, password=PASSWORD)
    client = english()
    client.post(REQUEST, {"email": user.email})
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client)
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_mails_of_sign_in_go_through_the_queue(settings):
    settings.EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
    user = UserFactory(language="fr")
    english().post(REQUEST, {"email": user.email})
    mail = Mail.objects.get()
    assert (mail.to, mail.kind, mail.language) == (user.email, "accounts.login_code", "fr")
    assert mail.subject.startswith("Votre code")
    assert "Saisissez ce code" in mail.text
    assert mail.is_secret
    assert code_of(mail) not in mail.subject


def code_of(mail):
    return next(line.strip() for line in mail.text.splitlines() if line.startswith("    "))


def test_administrators_do_not_read_the_codes_of_others(settings):
    settings.EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
    english().post(REQUEST, {"email": UserFactory().email})
    mail = Mail.objects.get()
    client = english()
    client.force_login(account_with("administrator"))
    page = client.get(f"/campus/mails/{mail.pk}/").content.decode()
    assert "for its reader alone" in page
    assert code_of(mail) not in page
    assert mail.to not in client.get("/campus/mails/", {"text": code_of(mail)}).content.decode()


def test_signing_out_takes_a_button():
    user = UserFactory(password=PASSWORD)
    client = english()
    sign_in(client, user.email)
    client.get("/account/sign-out/")
    assert is_signed_in(client)
    client.post("/account/sign-out/")
    assert not is_signed_in(client)
