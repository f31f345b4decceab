"""The pages of mails."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

import parvis
from parvis.base.accounts.enums import Role
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.faces.web.mails.kinds import LABELS
from tests.factories.accounts import UserFactory, account_with
from tests.factories.messaging import MailFactory
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

LIST = "/campus/mails/"


@pytest.fixture
def administrator(sign_in):
    return sign_in(account_with(Role.ADMINISTRATOR))


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return " ".join(soup_of(response).get_text(" ").split())


def subjects(response):
    return [link.get_text() for link in soup_of(response).select("tbody a")]


def test_administrators_find_mails(administrator):
    MailFactory(subject="Your code", to="ada@example.org", kind="tests.code")
    MailFactory(subject="An invitation", to="bob@example.org", state=MailState.FAILED, text="Come in")
    assert subjects(administrator.get(LIST)) == ["An invitation", "Your code"]
    assert subjects(administrator.get(LIST, {"to": "ADA@"})) == ["Your code"]
    assert subjects(administrator.get(LIST, {"state": "failed"})) == ["An invitation"]
    assert subjects(administrator.get(LIST, {"kind": "tests.code"})) == ["Your code"]
    assert subjects(administrator.get(LIST, {"text": "come INVITATION"})) == ["An invitation"]
    assert subjects(administrator.get(LIST, {"state": "no such"})) == ["An invitation", "Your code"]


def test_the_list_takes_as_many_queries_for_three_as_for_one(administrator):
    MailFactory()
    administrator.get(LIST)
    once = count_queries(lambda: administrator.get(LIST))
    MailFactory.create_batch(2)
    assert count_queries(lambda: administrator.get(LIST)) == once


def test_a_filtered_list_equals_its_reload(administrator):
    MailFactory.create_batch(2)
    query = {"to": "reader", "state": "sent", "kind": "", "text": ""}
    fragment = administrator.get(LIST, query, headers={"HX-Request": "true"}).content.decode()
    page = administrator.get(LIST, query).content.decode()
    assert swap(page, fragment, target="#mails") == normal(page)


def test_a_mail_that_failed_says_why_and_is_sent_again(administrator, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    mail = MailFactory(state=MailState.FAILED, error="SMTPRecipientsRefused: nobody", attempts=8)
    page = reverse("mails:mail", args=[mail.pk])
    assert "SMTPRecipientsRefused: nobody" in text_of(administrator.get(page))
    answer = administrator.post(reverse("mails:retry", args=[mail.pk]), follow=True)
    assert "on its way again" in text_of(answer)
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == (MailState.QUEUED, 0)
    answer = administrator.post(reverse("mails:retry", args=[mail.pk]), follow=True)
    assert "not one to send again" in text_of(answer)


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.COMMUNITY, Role.PROGRAMME])
def test_nobody_else_reads_mails(sign_in, role):
    outsider = sign_in(account_with(role) if role else UserFactory())
    mail = MailFactory(state=MailState.FAILED)
    assert outsider.get(LIST).status_code == 404
    assert outsider.get(reverse("mails:mail", args=[mail.pk])).status_code == 404
    assert outsider.post(reverse("mails:retry", args=[mail.pk])).status_code == 404


def test_the_inbox_of_a_demo_is_open_to_everybody(client, settings):
    settings.DEMO = True
    MailFactory(subject="First", to="ada@example.org")
    mail = MailFactory(subject="Second", to="bob@example.org", language="fr")
    inbox = soup_of(client.get("/demo/mails/"))
    assert [link.get_text() for link in inbox.select("#mails a")] == ["Second", "First"]
    filtered = soup_of(client.get("/demo/mails/", {"to": "ada@"}))
    assert [link.get_text() for link in filtered.select("#mails a")] == ["First"]
    page = soup_of(client.get(reverse("demo_mails:mail", args=[mail.pk])))
    assert page.select_one("article a")["href"] == "https://example.org/path/?a=1"
    assert page.select_one("article")["lang"] == "fr"
    assert "Mails of the demo" in text_of(client.get("/demo/mails/"))


def test_the_text_of_a_mail_is_never_code(client, settings):
    settings.DEMO = True
    mail = MailFactory(text="<script>alert(1)</script> javascript:alert(1)")
    page = soup_of(client.get(reverse("demo_mails:mail", args=[mail.pk])))
    assert page.select("article script, article a") == []


def test_there_is_no_inbox_outside_a_demo(client, administrator):
    mail = MailFactory()
    for reader in (client, administrator):
        assert reader.get("/demo/mails/").status_code == 404
        assert reader.get(reverse("demo_mails:mail", args=[mail.pk])).status_code == 404


def test_every_kind_of_mail_has_words():
    templates = Path(parvis.__file__).parent.glob("*/*/templates/*/mail/*.subject.txt")
    written = {f"{file.parts[-3]}.{file.name.removesuffix('.subject.txt')}" for file in templates}
    assert len(written) > 60
    assert written - set(LABELS) == set()
