"""The download of stored files."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.base.files.models import StoredFile
from parvis.base.files.services.images import store_image
from parvis.base.files.services.store import store_file
from tests.factories.accounts import UserFactory
from tests.factories.files import image_upload

pytestmark = pytest.mark.django_db


def is_hidden(file):
    return Client().get(address(file)).status_code == 404


def address(file):
    return reverse("files:download", args=[file.pk])


def test_public_images_are_shown_and_kept_by_browsers(client, purpose):
    file = store_image(actor=None, upload=image_upload(), purpose=purpose(public=True))
    response = client.get(address(file))
    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="logo.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    again = client.get(address(file), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])


def test_private_files_are_for_those_who_may_read_them(sign_in, purpose):
    owner, outsider = UserFactory(), UserFactory()
    own = purpose(can_read=lambda actor, file: actor.pk == file.created_by_id, types=frozenset({"text/csv"}))
    file = store_file(actor=owner, upload=SimpleUploadedFile("été.csv", b"a,b\n"), purpose=own)
    response = sign_in(owner).get(address(file))
    assert b"".join(response.streaming_content) == b"a,b\n"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9t%C3%A9.csv"
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert is_hidden(file)
    lenient = Client()
    lenient.force_login(outsider)
    assert lenient.get(address(file)).status_code == 404


def test_what_is_not_there_is_not_found(purpose):
    assert is_hidden(StoredFile(pk=uuid.uuid4()))
    lost = store_image(actor=None, upload=image_upload(), purpose=purpose(public=True))
    default_storage.delete(lost.path)
    assert is_hidden(lost)
    StoredFile.objects.update(purpose="tests.gone")
    assert is_hidden(lost)
