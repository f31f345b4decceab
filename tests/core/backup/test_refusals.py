"""What is refused, and that a refusal changes nothing."""

import errno
import gzip
import hashlib
import io
import json
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from parvis.base.accounts.models import User
from parvis.core.backup.manifest import BackupRefused
from parvis.core.backup.read import restore_backup
from parvis.core.backup.write import make_backup
from parvis.core.preparation import DataFolderUnusable
from tests.core.backup.conftest import unpacked
from tests.factories.accounts import UserFactory


@pytest.fixture
def archive(filled, emptied, place):
    path = place / "good.tar.gz"
    make_backup(path)
    emptied()
    return path


def rewritten(path, change):
    """The archive with its members changed by `change(members)`."""
    manifest, members = unpacked(path)
    members = {"manifest.json": json.dumps(manifest).encode()} | members
    change(members)
    target = path.with_name("changed.tar.gz")
    with tarfile.open(target, "w:gz") as changed:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            changed.addfile(info, io.BytesIO(content))
    return target


def manifest_with(**values):
    def change(members):
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | values).encode()

    return change


def test_backup_never_overwrites(transactional_db, place):
    (place / "there").write_text("precious", encoding="utf-8")
    with pytest.raises(BackupRefused, match="never overwrites"):
        make_backup(place / "there")
    assert (place / "there").read_text(encoding="utf-8") == "precious"


def test_backup_needs_a_folder_that_is_there(transactional_db, place):
    with pytest.raises(BackupRefused, match="cannot be written: No such file"):
        make_backup(place / "nowhere" / "file")


def test_restore_refuses_a_database_with_rows(archive):
    UserFactory()
    with pytest.raises(BackupRefused, match=r"the database is not empty: it has (accounts|email addresses)\. "):
        restore_backup(archive, [].append)


def test_restore_refuses_a_data_folder_that_cannot_be_made(archive, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file" / "data"
    with pytest.raises(DataFolderUnusable, match="cannot be made: Not a directory"):
        restore_backup(archive, [].append)
    assert not User.objects.exists()


def test_restore_refuses_a_store_that_is_no_folder(archive, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "files"
    with pytest.raises(BackupRefused, match=r"files cannot be kept in .*/file/files: Not a directory\."):
        restore_backup(archive, [].append)


def test_restore_ends_with_a_sentence_when_the_disk_is_full(archive, monkeypatch):
    def write(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.locks.lock", write)  # the first thing done with a new file
    with pytest.raises(BackupRefused, match=r"files cannot be kept in .*: No space left on device\."):
        restore_backup(archive, [].append)
    assert not User.objects.exists()


def test_a_backup_that_cannot_be_noted_is_a_backup_all_the_same(filled, place, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file" / "data"
    written = make_backup(place / "first.tar.gz")
    assert not written.is_noted
    assert unpacked(place / "first.tar.gz")[0]["made_at"] == written.manifest.made_at


def test_restore_refuses_a_store_with_files(archive):
    default_storage.save("one", ContentFile(b"1"))
    with pytest.raises(BackupRefused, match="there are files"):
        restore_backup(archive, [].append)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (manifest_with(parvis="0.0.9"), "made by parvis 0.0.9, and this is"),
        (manifest_with(migrations=["accounts.0001_initial"]), "made with other migrations than this code has"),
        (manifest_with(format=99), "has format 99; this version reads format 1"),
        (manifest_with(tables=[]), "its manifest cannot be read"),
        (lambda members: members.pop("files.json"), "is damaged: its end is missing"),
        (lambda members: members.pop("tables/accounts.user.jsonl"), "is damaged: tables/accounts.user.jsonl"),
        (lambda members: members.update({"tables/accounts.user.jsonl": b""}), "is damaged: tables/accounts.user.jsonl"),
        (lambda members: members.update({"files/ab/abcdef": b"other"}), "is damaged: files/ab/abcdef"),
        (lambda members: members.update({"files/extra": b"other"}), "is damaged: files/extra"),
    ],
)
def test_restore_refuses_another_version_and_damage(archive, change, sentence):
    with pytest.raises(BackupRefused) as refusal:
        restore_backup(rewritten(archive, change), [].append)
    assert sentence in str(refusal.value)
    assert not User.objects.exists()


def test_restore_refuses_half_an_archive(archive):
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) // 2])
    with pytest.raises(BackupRefused, match="cannot be read"):
        restore_backup(archive, [].append)


@pytest.mark.parametrize("content", [b"", b"text", gzip.compress(b"text", mtime=0)])
def test_restore_refuses_what_is_no_archive(archive, content):
    archive.write_bytes(content)
    with pytest.raises(BackupRefused):
        restore_backup(archive, [].append)


def test_failed_restore_leaves_nothing_behind(archive):
    """Every checksum is right, but a role belongs to an account that is not there."""

    def orphaned(members):
        name = "tables/accounts.rolegrant.jsonl"
        row = json.loads(members[name])
        row[2 if isinstance(row[2], int) else 1] = 9_999_999
        members[name] = json.dumps(row).encode()
        manifest = json.loads(members["manifest.json"])
        manifest["tables"]["accounts.rolegrant"]["sha256"] = hashlib.sha256(members[name]).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(BackupRefused, match="its rows cannot be written"):
        restore_backup(rewritten(archive, orphaned), [].append)
    assert not User.objects.exists()
    assert not default_storage.exists("ab/abcdef")
