"""Accounts of the demo: listed and opened with one click, in a demo only."""

import pytest
from django.contrib.auth import SESSION_KEY

from parvis.base.accounts.registry import DemoAccount, demo_accounts
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(monkeypatch):
    user = UserFactory(email="ada@demo.example", password=PASSWORD)
    account = DemoAccount("ada@demo.example", PASSWORD, "Ada", "administrator")
    monkeypatch.setattr(demo_accounts, "_items", {"test": lambda: [account]})
    return user


def test_demo_lists_its_accounts_and_opens_them_with_one_click(settings, ada):
    settings.DEMO = True
    client = english()
    page = client.get("/account/sign-in/").content.decode()
    assert "ada@demo.example" in page
    assert PASSWORD in page
    client.post("/account/demo/sign-in/", {"email": "ada@demo.example"})
    assert client.session[SESSION_KEY] == str(ada.pk)
    assert client.get("/account/address/").status_code == 200, "a click confirms, too"


def test_nothing_of_it_outside_a_demo(settings, ada):
    settings.DEMO = False
    client = english()
    assert "ada@demo.example" not in client.get("/account/sign-in/").content.decode()
    assert client.post("/account/demo/sign-in/", {"email": "ada@demo.example"}).status_code == 404
    assert SESSION_KEY not in client.session


def test_only_accounts_of_the_demo_are_opened(settings, ada):
    settings.DEMO = True
    other = UserFactory()
    client = english()
    assert client.post("/account/demo/sign-in/", {"email": other.email}).status_code == 404
    assert client.get("/account/demo/sign-in/").status_code == 405
    assert SESSION_KEY not in client.session
