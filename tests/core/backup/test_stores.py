"""A backup is the same wherever files are kept, and moves them from one place to the other."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from parvis.base.accounts.models import User
from parvis.core.backup import read
from parvis.core.backup.manifest import BackupRefused
from parvis.core.backup.read import restore_backup
from parvis.core.backup.write import make_backup
from parvis.core.store.kept import store
from tests.core.backup.conftest import unpacked
from tests.support.process import parvis
from tests.support.s3 import keep_files_at


def contents():
    found = {}
    for kept in store().kept():
        with default_storage.open(kept.name) as file:
            found[kept.name] = file.read()
    return found


def without_date(path):
    manifest, members = unpacked(path)
    return {name: value for name, value in manifest.items() if name != "made_at"}, members


def test_files_move_to_a_bucket_and_back(filled, emptied, place, settings, bucket):
    default_storage.save("cd/large", ContentFile(bytes(range(256)) * 40_000))  # 10 MB: parts, and pieces of the line
    before = contents()
    make_backup(place / "local.tar.gz")
    emptied()

    keep_files_at(settings, bucket.url)
    restore_backup(place / "local.tar.gz", [].append)
    assert contents() == before
    assert bucket.content() == {f"of/parvis/{name}": data for name, data in before.items()}
    make_backup(place / "bucket.tar.gz")
    assert without_date(place / "bucket.tar.gz") == without_date(place / "local.tar.gz")
    emptied()

    keep_files_at(settings, "")
    restore_backup(place / "bucket.tar.gz", [].append)
    assert contents() == before
    make_backup(place / "back.tar.gz")
    assert without_date(place / "back.tar.gz") == without_date(place / "local.tar.gz")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_backup_asks_once_for_each_file(filled, place, settings, bucket, rows):
    keep_files_at(settings, bucket.url)
    for number in range(rows):
        default_storage.save(f"ab/{number}", ContentFile(b"1"))
    bucket.asked()
    assert len(make_backup(place / "first.tar.gz").files) == rows
    assert bucket.asked() == 1 + rows


def test_a_file_that_goes_meanwhile_is_named(filled, place, settings, bucket, monkeypatch):
    keep_files_at(settings, bucket.url)
    for name in ("ab/one", "ab/two"):
        default_storage.save(name, ContentFile(b"1"))
    listed = list(store().kept())
    default_storage.delete("ab/one")
    monkeypatch.setattr("parvis.core.store.s3.S3Store.kept", lambda self: iter(listed))
    written = make_backup(place / "first.tar.gz")
    assert (written.gone, list(written.files)) == (["ab/one"], ["ab/two"])


def test_a_bucket_with_files_is_not_restored_into(filled, emptied, place, settings, bucket):
    make_backup(place / "first.tar.gz")
    emptied()
    keep_files_at(settings, bucket.url)
    default_storage.save("one", ContentFile(b"1"))
    with pytest.raises(BackupRefused, match=rf"there are files in s3://127\.0\.0\.1:\d+/{bucket.name}/of/parvis\."):
        restore_backup(place / "first.tar.gz", [].append)
    assert bucket.content() == {"of/parvis/one": b"1"}


def test_a_restore_that_fails_leaves_no_file(filled, emptied, place, settings, bucket, monkeypatch):
    make_backup(place / "first.tar.gz")
    emptied()
    keep_files_at(settings, bucket.url)

    def fail(_sequences):
        assert bucket.content() == {"of/parvis/ab/abcdef": b"\x00\x01 bytes"}
        raise BackupRefused("at the last step")

    monkeypatch.setattr(read, "set_sequences", fail)
    with pytest.raises(BackupRefused, match="at the last step"):
        restore_backup(place / "first.tar.gz", [].append)
    assert bucket.content() == {}
    assert not User.objects.exists()


def test_a_bucket_that_refuses_ends_both_with_a_sentence(filled, emptied, place, settings, bucket):
    make_backup(place / "first.tar.gz")
    keep_files_at(settings, bucket.url.replace("@", "x@", 1))
    with pytest.raises(BackupRefused, match="SignatureDoesNotMatch"):
        make_backup(place / "second.tar.gz")
    assert not (place / "second.tar.gz").exists()
    emptied()
    with pytest.raises(BackupRefused, match="SignatureDoesNotMatch"):
        restore_backup(place / "first.tar.gz", [].append)


def test_the_commands_read_files_url(tmp_path, filled, place, bucket):
    """Another process, with an SQLite file of its own, restores into the bucket and backs it up again."""
    make_backup(place / "first.tar.gz")
    own = {"PARVIS_SECRET_KEY": "k" * 40, "DATABASE_URL": ""}  # with a key given, nothing has made the folder yet
    restored = parvis(tmp_path, "restore", str(place / "first.tar.gz"), **own, FILES_URL=bucket.url)
    assert restored.returncode == 0, restored.stderr
    assert bucket.content() == {"of/parvis/ab/abcdef": b"\x00\x01 bytes"}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    made = parvis(tmp_path, "backup", str(tmp_path / "second.tar.gz"), **own, FILES_URL=bucket.url)
    assert made.returncode == 0, made.stderr
    assert "and 1 files are in" in made.stdout
    first, second = (unpacked(path)[0] for path in (place / "first.tar.gz", tmp_path / "second.tar.gz"))
    assert second["tables"] == first["tables"]
    assert (first["database"], second["database"]) == (connection.vendor, "sqlite")
