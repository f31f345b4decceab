"""Download and erase, from the pages."""

import io
import json
import zipfile

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import confirmed_client, english

pytestmark = pytest.mark.django_db
DOWNLOAD, ERASE = "/account/data/download/", "/account/data/erase/"


def test_download_is_a_zip_of_my_own_data():
    user = UserFactory()
    response = confirmed_client(user).post(DOWNLOAD)
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert json.loads(archive.read("data.json"))["accounts"]["account"]["email"] == user.email


def test_download_takes_a_button_and_a_confirmation():
    user = UserFactory()
    assert confirmed_client(user).get(DOWNLOAD).status_code == 405
    client = english()
    client.force_login(user)
    assert client.post(DOWNLOAD).url.startswith("/account/confirm/")
    assert english().post(DOWNLOAD).url.startswith("/account/sign-in/")


def test_page_says_what_goes_and_what_stays_before_anything_happens():
    user = UserFactory()
    page = confirmed_client(user).get(ERASE).content.decode()
    assert page.index("What is removed") < page.index("What stays, and why")
    assert "others must be able to check what was done" in page
    assert User.objects.get(pk=user.pk).erased_at is None


def test_erasure_needs_the_last_word():
    user = UserFactory()
    client = confirmed_client(user)
    assert client.post(ERASE, {}).status_code == 200
    assert User.objects.get(pk=user.pk).erased_at is None
    page = client.post(ERASE, {"sure": "on"}).content.decode()
    assert "Your account is erased" in page
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert client.get("/account/").status_code == 302


def test_last_administrator_reads_why_not():
    user = account_with(Role.ADMINISTRATOR)
    client = confirmed_client(user)
    page = client.post(ERASE, {"sure": "on"}).content.decode()
    assert "You are the last campus administrator." in page
    assert User.objects.get(pk=user.pk).erased_at is None
