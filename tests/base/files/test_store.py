"""Keeping files."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.base.files.models import StoredFile
from parvis.base.files.services.store import clean_name, remove_file, store_file
from parvis.core.errors import InvalidInput
from tests.factories.accounts import UserFactory
from tests.factories.files import image_bytes
from tests.support.s3 import keep_files_at

pytestmark = pytest.mark.django_db
CSV = frozenset({"text/csv"})
PDF = frozenset({"application/pdf"})


def test_store_file_keeps_the_bytes_and_what_is_known_of_them(purpose):
    user, data = UserFactory(), "nom,ville\nInstitut,Besançon\n".encode()
    file = store_file(actor=user, upload=SimpleUploadedFile("liste.csv", data), purpose=purpose(types=CSV))
    assert (file.name, file.content_type, file.size, file.created_by) == ("liste.csv", "text/csv", len(data), user)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    with default_storage.open(file.path) as stored:
        assert stored.read() == data


@pytest.mark.parametrize(
    ("name", "data", "types"),
    [
        ("page.pdf", b"<!doctype html><script>alert(1)</script>", PDF),
        ("setup.pdf", b"MZ\x90\x00" + b"\x00" * 100, PDF),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", frozenset({"image/png"})),
        ("list.csv", b"\x00\x01\x02\x03", CSV),
        ("list.exe", b"a,b\n1,2\n", CSV),
        ("picture.csv", image_bytes(), CSV),
        ("unknown", b"12345", PDF),
    ],
    ids=["html", "program", "svg", "binary", "extension", "image", "unknown"],
)
def test_store_file_refuses_what_is_not_what_it_claims(purpose, store, name, data, types):
    with pytest.raises(InvalidInput):
        store_file(actor=None, upload=SimpleUploadedFile(name, data), purpose=purpose(types=types))
    assert list(store.iterdir()) == []
    assert not StoredFile.objects.exists()


def test_store_file_stops_reading_what_is_too_large(purpose):
    read = []

    class Endless(ContentFile):
        def chunks(self, *_size):
            while True:
                read.append(1)
                yield b"x" * 1000

    with pytest.raises(InvalidInput):
        store_file(actor=None, upload=Endless(b"", name="a.csv"), purpose=purpose(types=CSV, max_bytes=2500))
    assert len(read) == 3


def test_store_file_refuses_what_is_empty(purpose):
    with pytest.raises(InvalidInput):
        store_file(actor=None, upload=ContentFile(b"", name="a.csv"), purpose=purpose(types=CSV))


@pytest.mark.parametrize(
    ("name", "content_type", "clean"),
    [
        ("../../etc/passwd.png", "image/png", "passwd.png"),
        ("C:\\temp\\photo.jpeg", "image/webp", "photo.webp"),
        ("été\u202egnp.exe", "image/png", "étégnp.png"),
        ("no extension", "text/csv", "no extension.csv"),
        ("data.csv.gz", "application/gzip", "data.csv.gz"),
        ("v1.final version", "application/pdf", "v1.final version.pdf"),
        ("", "image/png", "file.png"),
        ("x" * 400, "image/png", "x" * 180 + ".png"),
    ],
)
def test_clean_name(name, content_type, clean):
    assert clean_name(name, content_type) == clean


@pytest.mark.parametrize("place", ["store", "in_bucket"])
def test_remove_file_removes_the_bytes_on_commit(purpose, django_capture_on_commit_callbacks, request, place):
    request.getfixturevalue(place)
    upload = SimpleUploadedFile("a.csv", b"a,b\n")
    file = store_file(actor=None, upload=upload, purpose=purpose(types=CSV))
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file)
        assert default_storage.exists(file.path)
    assert not default_storage.exists(file.path)


def test_a_store_that_is_away_holds_up_no_removal(
    purpose, in_bucket, settings, django_capture_on_commit_callbacks, caplog
):
    file = store_file(actor=None, upload=SimpleUploadedFile("a.csv", b"a,b\n"), purpose=purpose(types=CSV))
    keep_files_at(settings, in_bucket.url.replace("@", "x@", 1))
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file)
    assert not StoredFile.objects.exists()
    assert "SignatureDoesNotMatch" in caplog.text
