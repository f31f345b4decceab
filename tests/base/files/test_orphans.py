"""Removing what nothing refers to."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from parvis.base.files.models import StoredFile
from parvis.base.files.services.images import store_image
from parvis.base.files.services.orphans import remove_orphans, unreferenced_files
from parvis.core import clock
from tests.factories.files import image_upload

pytestmark = pytest.mark.django_db


def test_orphans_go_after_their_grace(purpose, django_capture_on_commit_callbacks):
    short = store_image(actor=None, upload=image_upload(), purpose=purpose())
    long = store_image(actor=None, upload=image_upload(), purpose=purpose("tests.kept", keep=dt.timedelta(days=9)))
    assert remove_orphans() == {"files": 0, "strays": 0}
    with time_machine.travel(clock.now() + dt.timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        assert remove_orphans()["files"] == 1
    assert list(StoredFile.objects.all()) == [long]
    assert not default_storage.exists(short.path)
    assert default_storage.exists(long.path)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_bucket_is_listed_once_however_many_files_it_has(in_bucket, purpose, rows):
    kind = purpose(keep=dt.timedelta(days=9))
    for _ in range(rows):
        store_image(actor=None, upload=image_upload(), purpose=kind)
    in_bucket.asked()
    with time_machine.travel(clock.now() + dt.timedelta(days=2)):
        assert remove_orphans() == {"files": 0, "strays": 0}
    assert in_bucket.asked() == 1


def test_orphans_go_from_a_bucket(in_bucket, purpose, django_capture_on_commit_callbacks):
    kept = store_image(actor=None, upload=image_upload(), purpose=purpose(keep=dt.timedelta(days=9)))
    store_image(actor=None, upload=image_upload(), purpose=purpose("tests.short"))
    default_storage.save(f"ab/ab{'0' * 30}", ContentFile(b"left behind"))
    with time_machine.travel(clock.now() + dt.timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        assert remove_orphans()["files"] == 1
    assert in_bucket.content().keys() == {f"of/parvis/{kept.path}"}


def test_bytes_without_a_row_go_too(purpose):
    kept = store_image(actor=None, upload=image_upload(), purpose=purpose(keep=dt.timedelta(days=9)))
    path = default_storage.save(f"ab/ab{'0' * 30}", ContentFile(b"left behind"))
    foreign = [default_storage.save(name, ContentFile(b"not ours")) for name in ("imports/abcdef", "ab/abcdef")]
    assert remove_orphans()["strays"] == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=2)):
        assert remove_orphans() == {"files": 0, "strays": 1}
    assert not default_storage.exists(path)
    assert default_storage.exists(kept.path)
    assert all(default_storage.exists(name) for name in foreign)


def test_every_foreign_key_to_a_file_is_looked_at():
    assert str(unreferenced_files().query).count("EXISTS") == sum(
        relation.auto_created and not relation.concrete for relation in StoredFile._meta.get_fields(include_hidden=True)
    )
